"""What an entry or a photo may be used for: the one place that reads the purposes of consents (``Purpose``).

Whatever leaves the site asks ``permits``: posts on social channels, prints. The site itself asks through the rules
(``rules.consents``).

| | permits |
|---|---|
| a sample (``minh_hoa``) | everything: nobody is shown |
| what is withdrawn | nothing |
| a consent with ``pham_vi`` | what is written there |
| a photo's consent without ``pham_vi`` | the site |
| a person's consent without ``pham_vi`` | the site with the name: what people signed before there were purposes |
| an entry about a person without consent, a child's photo without one | nothing |
| an entry about a collective without consent | everything: no person's consent is asked for |
| a photo of people who agreed (``da-dong-y``), without a paper | what the person told of permits, else the site |
| a photo of a public event, without a paper | the site and social channels, until somebody in it objects; a print cannot be taken back |
| a photo without people | everything |

Source: the paper form, and Bộ luật Dân sự 2015, Điều 32 (pictures of public activities).
"""

from __future__ import annotations

from danvankheo.records.choices import OwnerKind, PhotoRight, Purpose
from danvankheo.records.schema import Article, Consent, Exemplar, Model, PersonConsent, Photo

ALL = frozenset(Purpose)
NONE: frozenset[Purpose] = frozenset()


def permits(entry: Article, purpose: Purpose, photo: Photo | None = None) -> bool:
    """Tell whether an entry, or one photo of it, may be used for a purpose."""
    if entry.sample:
        return True
    return purpose in (_of_entry(entry) if photo is None else _of_photo(entry, photo))


def is_about_a_person(entry: Article) -> bool:
    """Tell whether an entry names one person as the one it is about: it needs that person's consent."""
    if isinstance(entry, Exemplar):
        return not entry.collective
    return isinstance(entry, Model) and entry.owner.kind is OwnerKind.PERSON


def missing_for_the_site(entry: Article) -> list[Purpose]:
    """Return what an entry's page needs and its consent does not permit: the site; about a person also the name, which every page shows."""
    needed = (Purpose.SITE, Purpose.NAME) if is_about_a_person(entry) else (Purpose.SITE,)
    return [each for each in needed if not permits(entry, each)]


def _of_entry(entry: Article) -> frozenset[Purpose]:
    if entry.withdrawn:
        return NONE
    if entry.consent:
        return _allowed_by(entry.consent)
    return NONE if is_about_a_person(entry) else ALL


def _of_photo(entry: Article, photo: Photo) -> frozenset[Purpose]:
    if entry.withdrawn or photo.withdrawn:
        return NONE
    if photo.consent:
        return _allowed_by(photo.consent)
    if photo.children:
        return NONE
    if photo.right is PhotoRight.NO_PERSON:
        return ALL
    if photo.right is PhotoRight.PUBLIC_EVENT:
        return frozenset({Purpose.SITE, Purpose.SOCIAL})
    return _allowed_by(entry.consent) if entry.consent else frozenset({Purpose.SITE})


def _allowed_by(consent: Consent | PersonConsent) -> frozenset[Purpose]:
    """Return the purposes a consent covers."""
    if consent.purposes:
        return frozenset(consent.purposes)
    return frozenset({Purpose.SITE, Purpose.NAME} if isinstance(consent, PersonConsent) else {Purpose.SITE})
