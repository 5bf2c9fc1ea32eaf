"""Front matter as people write it: blocks, flow mappings and lists, quotes where YAML asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

_UNSAFE = re.compile(r"\A[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:\Z| #|\s\Z|\A\Z|\A[\d.,\-]+\Z")
_WIDEST = 110


def front_matter(keys: Mapping[str, Any], draw: Random) -> str:
    """Return the lines between the two rules, ending in a line break; values that are None are left out."""
    return "".join(f"{line}\n" for line in _block(keys, draw))


def _block(keys: Mapping[str, Any], draw: Random) -> list[str]:
    lines: list[str] = []
    for key, value in keys.items():
        if value is None:
            continue
        if not isinstance(value, (dict, list)):
            lines.append(f"{key}: {_scalar(value, flow=False)}")
            continue
        short = _flow(value)
        if len(short) < _WIDEST and draw.random() < 0.5:
            lines.append(f"{key}: {short}")
        elif isinstance(value, dict):
            lines += [f"{key}:", *(f"  {line}" for line in _block(value, draw))]
        else:
            lines += [f"{key}:", *(f"  {line}" for item in value for line in _item(item, draw))]
    return lines


def _item(item: Any, draw: Random) -> list[str]:
    if not isinstance(item, dict):
        return [f"- {_scalar(item, flow=False)}"]
    if len(short := _flow(item)) < _WIDEST + 40 and draw.random() < 0.5:
        return [f"- {short}"]
    first, *rest = _block(item, draw)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{key}: {_flow(inner)}" for key, inner in value.items() if inner is not None)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, flow=True)


def _scalar(value: Any, *, flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, date)):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if _UNSAFE.search(value) or (flow and set(value) & set(",[]{}")) else value  # fmt: skip
