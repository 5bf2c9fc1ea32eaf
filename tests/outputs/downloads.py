"""Write the downloads of a registry into a folder, as a build does; make a random registry of any size from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from danvankheo.base.artifact import Artifact
from danvankheo.figures import Figures
from danvankheo.outputs import downloads
from danvankheo.records.registry import Kind, Record, Registry
from danvankheo.records.schema import Exemplar, Model
from danvankheo.records.summary import summary_of
from danvankheo.records.vocabulary import YearFigures
from outputs.rendering import render

SITE = "https://vi-du.test/dan-van-kheo/"


class Memory(dict[str, bytes]):
    """A cache in memory."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def artifacts(registry: Registry, figures: Figures, site_url: str = SITE) -> dict[str, Artifact]:
    """Return the downloads and their page by path."""

    def page(path: str, kind: object, template: str, **given: Any) -> Artifact:
        def body() -> bytes:
            return render(template, root="../", **given["data"], **given["more_data"]()).encode()

        return Artifact(f"{path}index.html", given["inputs"], body, "")

    context: Any = SimpleNamespace(registry=registry, figures=figures, settings=SimpleNamespace(site_url=site_url),
                                   as_of=figures.as_of, memory=Memory(), page=page)  # fmt: skip
    return {artifact.path: artifact for artifact in downloads.artifacts(context)}


def write(registry: Registry, figures: Figures, to: Path, site_url: str = SITE) -> Path:
    """Write the downloads into a folder; return it."""
    for path, artifact in artifacts(registry, figures, site_url).items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes(artifact.render())
    return to


def grown(base: Registry, count: int, seed: int = 2025) -> Registry:
    """Return a registry of ``count`` entries, one in ten a person, one in five a sample, over the years of the movement.

    Everything that decides a figure is drawn at random: states, starts and ends, years registered for, other fields, lists
    and reports that came, were late, said nothing or gave a rate only.
    """
    chance = random.Random(seed)
    fields = list(base.fields)
    # A tenth of the places has no models at all, most have them in some fields only; else every share would be 100 %.
    places = [
        (unit, field) for unit in base.units if chance.random() < 0.9 for field in fields if chance.random() < 0.6
    ]
    models, exemplars = {}, {}
    for number in range(count):
        unit, field = chance.choice(places)
        sample = chance.random() < 0.2
        if number % 10 == 0:
            slug = f"nguoi-{number}"
            person = Exemplar.model_validate(
                {
                    **_common(f"Người {number}", unit, field, sample),
                    "nam": str(chance.randint(2022, 2025)),
                    **_awards(random.Random(number)),
                }
            )
            exemplars[slug] = Record(
                Kind.EXEMPLAR,
                slug,
                f"exemplars/{slug}.md",
                person,
                str(number),
                str(number),
                True,
                summary_of(person),
                date(2025, 1, 1),
            )
        else:
            slug = f"mo-hinh-{number}"
            topics = [topic.slug for topic in base.fields[field].data.topics]
            common = _common(f"Mô hình {number}", unit, field, sample) | _facts(random.Random(number), topics)
            model = _model(chance, number, common, fields)
            models[slug] = Record(
                Kind.MODEL,
                slug,
                f"models/{slug}.md",
                model,
                str(number),
                str(number),
                True,
                summary_of(model),
                date(2025, 1, 1),
            )
    units = {slug: record.with_data(record.data.model_copy(update={"years": _years(chance)}), digest=f"{seed}")
             for slug, record in base.units.items()}  # fmt: skip
    return replace(base, models=models, exemplars=exemplars, units=units, withdrawn={})


def _common(title: str, unit: str, field: str, sample: bool) -> dict[str, Any]:
    approval = {"boi": "Đoàn xã thử", "ngay": "2025-01-01"}
    return {
        "ten": title,
        "don_vi": unit,
        "linh_vuc": field,
        "duyet": approval,
        **({"minh_hoa": "true"} if sample else {}),
    }


def _model(chance: random.Random, number: int, common: dict[str, Any], fields: list[str]) -> Model:
    first = date(2022, 1, 5) + timedelta(chance.randrange(1400))
    years = range(first.year, min(2025, first.year + chance.choice((0, 0, 0, 1, 3))) + 1)
    days = [first, *(date(year, 1, 2) + timedelta(chance.randrange(40)) for year in years[1:])]
    keys: dict[str, Any] = {
        "dia_chi": "Thôn thử",
        "chu_the": {"loai": "tap-the", "ten": "Chi đoàn thử"},
        "trang_thai": chance.choice(
            ("moi-dang-ky", "dang-thuc-hien", "dang-thuc-hien", "hoan-thanh", "hoan-thanh", "da-dung")
        ),
        "linh_vuc_khac": [each for each in fields if each != common["linh_vuc"] and chance.random() < 0.1],
    }
    if chance.random() < 0.95:
        registrations = [{"nam": str(year), "noi": "cap-uy", "co_quan": "Đảng ủy thử", "ngay": day.isoformat()}
                         for year, day in zip(years, days, strict=True)]  # fmt: skip
        keys["chu_truong"] = {"dang_ky": registrations}
    if chance.random() < 0.7:
        started = first + timedelta(chance.randrange(60))
        keys["bat_dau"] = started.isoformat()
        if keys["trang_thai"] in ("hoan-thanh", "da-dung") and chance.random() < 0.6:
            keys["ket_thuc"] = (started + timedelta(chance.randrange(500))).isoformat()
    return Model.model_validate({**common, **keys})


def _facts(chance: random.Random, topics: list[str]) -> dict[str, Any]:
    """Return random keys of a model: topics, participants, funding, awards, day of publication; some models have none."""
    keys: dict[str, Any] = {"noi_dung": [topic for topic in topics if chance.random() < 0.3], **_awards(chance)}
    if chance.random() < 0.6:
        groups = [{"nhom": chance.choice(("doan-vien", "nguoi-dan")), "so": str(chance.randrange(200)),
                   "dvt": chance.choice(("người", "lượt")), **({"uoc_luong": "hon"} if chance.random() < 0.01 else {})}
                  for _ in range(chance.randrange(4))]  # fmt: skip
        keys["luc_luong"] = {"mo_ta": "Đoàn viên cùng làm", "tham_gia": groups}
    if chance.random() < 0.5:
        keys["kinh_phi"] = [{"nguon": "Nhân dân", "so": str(chance.randrange(10**8)), "dvt": chance.choice(("đồng", "đồng", "USD")),
                             "gom_ngay_cong": chance.choice(("true", "false"))} for _ in range(chance.randint(1, 3))]  # fmt: skip
    return keys


def _awards(chance: random.Random) -> dict[str, Any]:
    days = [(date(2022, 3, 1) + timedelta(chance.randrange(1500))).isoformat() for _ in range(4)]
    awards = [{"cap": chance.choice(("cap-co-so", "cap-huyen", "cap-tinh")), "hinh_thuc": "giay-khen", "ngay": day,
               "co_quan": "Cơ quan thử"} for day in days[1:] if chance.random() < 0.3]  # fmt: skip
    return {"ghi_nhan": awards, **({"ngay_dang": days[0]} if chance.random() < 0.7 else {})}


def _years(chance: random.Random) -> dict[int, YearFigures]:
    return {
        year: YearFigures.model_validate(_year(chance, year)) for year in range(2022, 2026) if chance.random() < 0.8
    }


def _year(chance: random.Random, year: int) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if chance.random() < 0.7:
        keys |= {
            "gui_danh_sach": (date(year, 1, 1) + timedelta(chance.randrange(25))).isoformat(),
            "so_mo_hinh_dang_ky": str(chance.randrange(4)),
        }
    if chance.random() < 0.7:
        keys["gui_bao_cao"] = (date(year, 11, 1) + timedelta(chance.randrange(30))).isoformat()
    if chance.random() < 0.6:
        youth = chance.randint(0, 500)
        keys |= {"thanh_nien": str(youth), "tap_hop": str(chance.randint(0, youth))}
    elif chance.random() < 0.5:
        keys["ty_le_tap_hop"] = chance.choice(("68.5", "80", "79.9", "85"))
    if chance.random() < 0.7:
        keys["hoat_dong_tinh_nguyen"] = str(chance.choice((0, 1, 5)))
    return keys | ({"minh_hoa": "true"} if chance.random() < 0.2 else {})
