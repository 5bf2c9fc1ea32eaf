"""What entries and photos may be used for, as the consents say (``records.consents``)."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from danvankheo.records.choices import OwnerKind, PhotoRight, Purpose
from danvankheo.records.consents import is_about_a_person, missing_for_the_site, permits
from danvankheo.records.model_sections import Owner
from danvankheo.records.schema import Consent, Entry, Exemplar, Model, PersonConsent, Photo
from laws import Cases

DAY = date(2023, 11, 10)
COLLECTIVE = Owner.model_construct(kind=OwnerKind.COLLECTIVE, name="Chi đoàn thôn Tiên Nông")
PERSON = Owner.model_construct(kind=OwnerKind.PERSON, name="Người Mẫu Thử")
SITE, SOCIAL, PRINT, NAME = Purpose


def agreed(*purposes: Purpose) -> PersonConsent:
    return PersonConsent.model_construct(day=DAY, form="văn bản", purposes=list(purposes))


def paper(*purposes: Purpose) -> Consent:
    return Consent.model_construct(code="GDY-01/2023", day=DAY, kept_at="Văn phòng Đoàn xã", purposes=list(purposes))


def photo(right: PhotoRight, **values: object) -> Photo:
    return Photo.model_construct(file="a.jpg", alt="Đoàn viên vẽ tranh", author="Đoàn xã", right=right, **values)


def model(**values: object) -> Model:
    return Model.model_construct(**{"owner": COLLECTIVE} | values)


def exemplar(**values: object) -> Exemplar:
    return Exemplar.model_construct(**values)


@pytest.mark.parametrize(
    ("entry", "allowed"),
    [
        (model(), set(Purpose)),
        (model(owner=PERSON), set()),
        (exemplar(), set()),
        (exemplar(consent=agreed()), {SITE, NAME}),
        (model(owner=PERSON, consent=agreed()), {SITE, NAME}),
        (model(consent=agreed()), {SITE, NAME}),
        (model(consent=agreed(SITE)), {SITE}),
        (model(consent=agreed(PRINT)), {PRINT}),
        (exemplar(consent=agreed(SITE, NAME, SOCIAL)), {SITE, NAME, SOCIAL}),
        (exemplar(consent=agreed(PRINT)), {PRINT}),
        (exemplar(consent=agreed(*Purpose), withdrawn=DAY), set()),
        (model(withdrawn=DAY), set()),
        (exemplar(sample=True), set(Purpose)),
        (exemplar(sample=True, consent=agreed(PRINT)), set(Purpose)),
    ],
)
def test_what_an_entry_may_be_used_for(entry: Entry, allowed: set[Purpose]) -> None:
    assert {purpose for purpose in Purpose if permits(entry, purpose)} == allowed
    needed = {SITE, NAME} if is_about_a_person(entry) else {SITE}
    assert set(missing_for_the_site(entry)) == needed - allowed


@pytest.mark.parametrize(
    ("shown", "allowed"),
    [
        (photo(PhotoRight.PUBLIC_EVENT), {SITE, SOCIAL}),
        (photo(PhotoRight.NO_PERSON), set(Purpose)),
        (photo(PhotoRight.CONSENT), {SITE}),
        (photo(PhotoRight.CONSENT, consent=paper()), {SITE}),
        (photo(PhotoRight.CONSENT, consent=paper(SITE, PRINT)), {SITE, PRINT}),
        (photo(PhotoRight.CONSENT, consent=paper(PRINT)), {PRINT}),
        (photo(PhotoRight.PUBLIC_EVENT, consent=paper(SITE)), {SITE}),
        (photo(PhotoRight.PUBLIC_EVENT, children=True), set()),
        (photo(PhotoRight.PUBLIC_EVENT, children=True, consent=paper(SITE, SOCIAL)), {SITE, SOCIAL}),
        (photo(PhotoRight.NO_PERSON, withdrawn=DAY), set()),
    ],
)
def test_what_a_photo_may_be_used_for(shown: Photo, allowed: set[Purpose]) -> None:
    assert {purpose for purpose in Purpose if permits(model(), purpose, shown)} == allowed
    assert all(permits(model(sample=True), purpose, shown) for purpose in Purpose)


@pytest.mark.parametrize(
    ("consent", "allowed"),
    [(agreed(), {SITE, NAME}), (agreed(SITE, NAME, SOCIAL), {SITE, NAME, SOCIAL}), (None, {SITE})],
)
def test_a_photo_without_a_paper_follows_the_person_told_of(
    consent: PersonConsent | None, allowed: set[Purpose]
) -> None:
    entry = exemplar(consent=consent)
    assert {each for each in Purpose if permits(entry, each, photo(PhotoRight.CONSENT))} == allowed


def test_who_is_asked_for_consent() -> None:
    assert is_about_a_person(exemplar())
    assert is_about_a_person(model(owner=PERSON))
    assert not is_about_a_person(model())


def test_the_paper_form_has_a_box_for_each_purpose_in_order_and_words(built_site: Path) -> None:
    page = (built_site / "giay-dong-y/index.html").read_text("utf-8")
    asked = page.partition("<h2>3. ")[2].partition("</section>")[0]
    boxes = re.findall(r'<li class="tick"><span class="tick__box"></span> (.*?)</li>', asked)
    assert [unescape(words) for words in boxes] == [purpose.label for purpose in Purpose]


@pytest.mark.law(9)
def test_fewer_boxes_never_permit_more_and_a_withdrawal_permits_nothing(cases: Cases) -> None:
    for draw in cases.draws(200, "consents"):
        ticked = draw.sample(list(Purpose), draw.randint(1, 4))
        fewer = draw.sample(ticked, draw.randint(1, len(ticked)))
        right, children = draw.choice(list(PhotoRight)), draw.random() < 0.3
        more, less = (photo(right, children=children, consent=paper(*boxes)) for boxes in (ticked, fewer))
        gone = more.model_copy(update={"withdrawn": DAY})
        for purpose in Purpose:
            assert permits(model(), purpose, more) or not permits(model(), purpose, less)
            assert permits(exemplar(consent=agreed(*ticked)), purpose) is (purpose in ticked)
            assert not permits(model(), purpose, gone)
            assert not permits(model(withdrawn=DAY), purpose, more)
