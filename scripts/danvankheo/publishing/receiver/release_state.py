"""What is noted of a folder that is published into: the releases in their order, shared files, the ledger, the last signature.

``gone`` is the ledger of everything ever withdrawn here; ``settled`` tells by which ledger a release was last gone through.
The standard library alone: a server runs this file too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from danvankheo.publishing.receiver import contained_files
from danvankheo.publishing.receiver.manifest import ID, is_path

FILE = ".dvk-state.json"


def read(root: Path, shown: str) -> dict[str, Any]:
    """Return the notes of a folder that shows a release ("" for none)."""
    said = told(contained_files.read(root, FILE))
    said = said if isinstance(said, dict) else {}
    order = [name for name in said.get("order", []) if ID.fullmatch(str(name))]
    if shown and shown not in order:  # killed between the link and the note
        order.append(shown)
    shared = {path: digest for path, digest in said.get("shared", {}).items() if is_path(path)}
    noted = {key: said.get(key, other) for key, other in (("gone", []), ("settled", {}), ("signed", 0))}
    return {"order": order, "shared": shared, **noted}


def write(root: Path, notes: Mapping[str, Any]) -> None:
    """Write the notes, whole or not at all."""
    contained_files.write(root, FILE, (json.dumps(notes, indent=0) + "\n").encode("ascii"))


def mark(notes: Mapping[str, Any]) -> str:
    """Return a name of the ledger as it is: a release that was gone through by it need not be again."""
    return hashlib.sha256("\n".join(notes["gone"]).encode("utf-8")).hexdigest()


def told(data: bytes | None) -> Any:
    """Return what JSON says, None when it cannot be read."""
    try:
        return json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
