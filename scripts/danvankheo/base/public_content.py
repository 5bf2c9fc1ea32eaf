"""The public content of a site as one value, made from a registry or read from a release (``cong-khai.json``).

The next publication compares it with the new site before anything is sent. It holds digests of withdrawn addresses only,
and no drafts.
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


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One entry or page: its title, its unit ("" for none), whether it is a sample, and its approval.

    told: whether it has a page of its own; a registration without a story is only listed.
    """

    title: str = ""
    unit: str = ""
    sample: bool = False
    approved_by: str = ""
    approved_on: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawn entry, or a withdrawn photo of an entry.

    names: digests of its present and former addresses; day: of the withdrawal; address: the present address (for a photo
    followed by "#" and its file), known only from a repository.
    """

    names: tuple[str, ...]
    day: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PublicContent:
    """The public content of a site.

    pages: by address ("mo-hinh/x"); redirects: former address → present one; withdrawn: by the digest of the address;
    figures: of ended years, row → unit → cell → value, without unknown cells; noticed: addresses that show the notice
    “Bài đang được sửa”.
    Known only from a repository: waiting: addresses not public yet, with the key that decides it ("nhap", "duyet"); held:
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
        """Every address that a visitor can open."""
        with_page = {address for address, page in self.pages.items() if page.told}
        return frozenset({*with_page, *self.redirects, *self.noticed})

    @property
    def gone(self) -> frozenset[str]:
        """The digests of all withdrawn addresses."""
        return frozenset(name for withdrawal in self.withdrawn.values() for name in withdrawal.names)


def withdrawal(addresses: list[str], day: str) -> tuple[str, Withdrawal]:
    """Return a withdrawal with its key. addresses: the present one first."""
    names = tuple(row_of(address) for address in addresses)
    return names[0], Withdrawal(names, day, addresses[0])


def to_json(public: PublicContent) -> str:
    """Return the JSON text for a release; equal values give equal bytes."""
    rows = {a: [p.title, p.unit, p.sample, p.approved_by, p.approved_on, p.told] for a, p in public.pages.items()}
    tree = {
        "trang": rows, "chuyen_huong": dict(public.redirects), "so_lieu": public.figures,
        "da_go": {key: [withdrawal.day, *withdrawal.names] for key, withdrawal in public.withdrawn.items()},
        "dang_sua": sorted(public.noticed),
    }  # fmt: skip
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def from_tree(tree: Any) -> PublicContent:
    """Return the value of a release's JSON. Raises ValueError for another form."""
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
