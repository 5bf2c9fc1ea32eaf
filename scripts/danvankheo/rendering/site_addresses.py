"""The addresses of pages and files that are not made of one record, as the modules of ``outputs/`` declare them (``ADDRESSES``).

They are read from the text of these modules: importing all page kinds would double the time of a check.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_OUTPUTS = Path(__file__).parents[1] / "outputs"
_DECLARED = re.compile(r"^ADDRESSES = (\(.*\))$", re.M)


def is_page(address: str) -> bool:
    """Tell whether the site may have a page or file at an address (``nam/2023/``) that is not made of one record.

    Whether it really exists is checked by the audit of the built site.
    """
    return any(re.fullmatch(pattern, address) for pattern in addresses())


@cache
def addresses() -> tuple[str, ...]:
    """Return the patterns of these addresses."""
    return tuple(_read())


def _read() -> Iterator[str]:
    for file in sorted(_OUTPUTS.rglob("*.py")):
        for declared in _DECLARED.findall(file.read_text("utf-8")):
            yield from literal_eval(declared)
