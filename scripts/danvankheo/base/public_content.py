"""What a site shows to everybody, as one plain value that a registry and a published site both give.

A release carries it as ``cong-khai.json``, so that the next publication can say what would change before anything is sent.
Of what was withdrawn it holds digests of addresses alone; of drafts it holds nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from danvankheo.base.withdrawal_ledger import row_of

FILE = "cong-khai.json"
_ADDRESS = re.compile(r"[a-z0-9-]{1,100}(/[a-z0-9-]{1,100})?")
#: Where the source of a page lies, by the first part of its address.
SOURCES = {
    "mo-hinh": "models", "dien-hinh": "exemplars", "don-vi": "content/don-vi", "linh-vuc": "content/linh-vuc",
    "loai-mo-hinh": "content/loai-mo-hinh",
}  # fmt: skip
#: The other way round: the first part of an address by the folder of the sources.
SECTION_OF = {folder: section for section, folder in SOURCES.items()}


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One entry or page: its title, the unit it is about ("" for none), whether it is a sample, who approved it and when.

    told: whether it has a page of its own; a registration without a story stands in lists alone.
    """

    title: str = ""
    unit: str = ""
    sample: bool = False
    approved_by: str = ""
    approved_on: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An entry, or a photo of one, that was withdrawn.

    names: digests of its present and former addresses; day: of the withdrawal; address: the present one, of a photo with
    "#" and its file, known only where a repository tells it.
    """

    names: tuple[str, ...]
    day: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PublicContent:
    """What is public.

    pages: by address ("mo-hinh/x"); redirects: former addresses with the present ones; withdrawn: by the digest of the
    address; figures: of ended years: row → unit → cell → value; a cell nothing is known of is left out; noticed: addresses
    of entries that were public once and say “Bài đang được sửa”.
    Only a repository knows the rest: waiting: addresses not shown yet, with the key that says why ("nhap", "duyet"); held:
    addresses whose file has errors now.
    """

    pages: Mapping[str, PublicPage]
    redirects: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    waiting: Mapping[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    noticed: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        """Every address that visitors may know."""
        told = {address for address, page in self.pages.items() if page.told}
        return frozenset({*told, *self.redirects, *self.noticed})

    @property
    def gone(self) -> frozenset[str]:
        """The digests of every address that was withdrawn."""
        return frozenset(name for withdrawal in self.withdrawn.values() for name in withdrawal.names)


def withdrawal(addresses: list[str], day: str) -> tuple[str, Withdrawal]:
    """Return a withdrawal with its key; the present address stands first among its addresses."""
    names = tuple(row_of(address) for address in addresses)
    return names[0], Withdrawal(names, day, addresses[0])


def source_of(address: str) -> str:
    """Return the file a page is written in."""
    folder, _, slug = address.partition("#")[0].rpartition("/")
    return f"{SOURCES.get(folder, folder or 'content')}/{slug}.md"


def to_json(public: PublicContent) -> str:
    """Return the value as a release carries it; the same bytes for the same value."""
    rows = {a: [p.title, p.unit, p.sample, p.approved_by, p.approved_on, p.told] for a, p in public.pages.items()}
    tree = {
        "trang": rows, "chuyen_huong": dict(public.redirects), "so_lieu": public.figures,
        "da_go": {key: [gone.day, *gone.names] for key, gone in public.withdrawn.items()},
        "dang_sua": sorted(public.noticed),
    }  # fmt: skip
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def from_tree(tree: Any) -> PublicContent:
    """Return the value that a release carries; raises ValueError for anything else."""
    try:
        return PublicContent(
            {_address(a): PublicPage(_text(t), _text(u), s is True, _text(by), _text(on), told is True)
             for a, (t, u, s, by, on, told) in tree["trang"].items()},
            {_address(old): _address(new) for old, new in tree["chuyen_huong"].items()},
            {_text(key): Withdrawal(tuple(map(_text, names)), _text(day)) for key, (day, *names) in tree["da_go"].items()},
            {_text(row): {_text(unit): {_text(c): _text(v) for c, v in cells.items()} for unit, cells in units.items()}
             for row, units in tree["so_lieu"].items()},
            noticed=frozenset(map(_address, tree.get("dang_sua", ()))),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"not what a release carries: {error}") from None


def _address(value: Any) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise ValueError("an address was expected")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 10_000:
        raise ValueError("a text was expected")
    return value
