"""Replication, related entries, the people behind a model."""

from __future__ import annotations

from collections.abc import Mapping

from danvankheo.figures.relations import Relations, ReplicationTree
from danvankheo.figures.relations import relations as relations_of
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.summary import summary_of
from figures.made_records import exemplar, model


def relations(models: Mapping[str, Model], people: Mapping[str, Exemplar]) -> Relations:
    """Return how entries hang together, from the entries in short."""
    return relations_of(*({slug: summary_of(data) for slug, data in group.items()} for group in (models, people)))


def test_replication_reads_both_ways_and_in_depth() -> None:
    models = {
        "first": model(),
        "second": model("2023-05-01", nhan_rong_tu="first"),
        "third": model("2023-04-01", nhan_rong_tu="first"),
        "fourth": model("2024-01-01", nhan_rong_tu="second"),
    }
    links = relations(models, {})
    assert links.origin == {"second": "first", "third": "first", "fourth": "second"}
    assert links.copies["first"] == ("third", "second")
    assert links.ancestors("fourth") == ("first", "second")
    assert links.tree("first") == ReplicationTree(
        "first", (ReplicationTree("third", ()), ReplicationTree("second", (ReplicationTree("fourth", ()),)))
    )


def test_a_model_made_after_one_that_is_not_public_has_no_origin() -> None:
    assert relations({"a": model(nhan_rong_tu="hidden")}, {}).origin == {}


def test_a_circle_of_models_does_not_go_round_for_ever() -> None:
    links = relations({"a": model(nhan_rong_tu="b"), "b": model(nhan_rong_tu="a")}, {})
    assert links.tree("a") == ReplicationTree("a", (ReplicationTree("b", ()),))
    assert links.ancestors("a") == ("a", "b")


def test_related_models_share_the_field_then_the_type_then_the_unit_and_are_new() -> None:
    models = {
        "self": model(),
        "other-field-same-type": model("2024-09-01", linh_vuc="quoc-phong-an-ninh"),
        "field-old": model("2022-04-01", loai="khac", don_vi="xa-b"),
        "field-new": model("2024-04-01", loai="khac", don_vi="xa-b"),
        "field-unit": model("2022-04-01", loai="khac"),
        "field-type": model("2022-04-01", don_vi="xa-b"),
        "field-type-unit": model("2022-04-01"),
    }
    found = relations(models, {}).related_models("self", 6)
    assert found == ("field-type-unit", "field-type", "field-unit", "field-new", "field-old", "other-field-same-type")


def test_related_models_are_never_the_model_itself_nor_mere_registrations_nor_of_the_other_data_set() -> None:
    models = {
        "self": model(),
        "waiting": model(trang_thai="moi-dang-ky"),
        "sample": model(minh_hoa="true"),
        "real": model(),
    }
    assert relations(models, {}).related_models("self") == ("real",)
    assert relations(models, {}).related_models("sample") == ()


def test_related_models_do_not_depend_on_the_order_of_the_registry() -> None:
    models = {f"m{number}": model(f"2023-0{number % 4 + 1}-10", don_vi=f"xa-{number % 3}") for number in range(20)}
    backwards = dict(reversed(list(models.items())))
    assert relations(models, {}).related_models("m7") == relations(backwards, {}).related_models("m7")


def test_a_model_names_the_people_who_led_it() -> None:
    led = {"mo_ta": "Việc đã làm", "mo_hinh": ["a", "hidden"]}
    people = {"p": exemplar(thanh_tich=led), "q": exemplar(thanh_tich=led, minh_hoa="true"), "r": exemplar()}
    assert relations({"a": model()}, people).people == {"a": ("p",)}


def test_related_people_share_the_field_then_the_unit_and_are_new() -> None:
    people = {
        "self": exemplar(),
        "same-unit": exemplar(nam="2022"),
        "new": exemplar(don_vi="xa-b", nam="2024"),
        "other-field": exemplar(linh_vuc="phat-trien-kinh-te"),
    }
    assert relations({}, people).related_exemplars("self") == ("same-unit", "new", "other-field")
