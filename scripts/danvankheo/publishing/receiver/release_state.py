"""The state file of a release store (JSON).

order: ids of the kept releases, the oldest first; shared: path → SHA-256 of the files in ``shared/``; gone: the withdrawal
ledger, every row ever withdrawn here; settled: release → digest of the ledger that was last applied to it; signed: the
moment of the last accepted signature in milliseconds.
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
    """Return the state of a store; an unreadable file counts as empty. shown: id of the current release, "" for none."""
    stored = parsed(contained_files.read(root, FILE))
    stored = stored if isinstance(stored, dict) else {}
    order = [name for name in stored.get("order", []) if ID.fullmatch(str(name))]
    if shown and shown not in order:  # a run was stopped between changing the link and writing this file
        order.append(shown)
    shared = {path: digest for path, digest in stored.get("shared", {}).items() if is_path(path)}
    others = {key: stored.get(key, default) for key, default in (("gone", []), ("settled", {}), ("signed", 0))}
    return {"order": order, "shared": shared, **others}


def write(root: Path, state: Mapping[str, Any]) -> None:
    """Write the state, whole or not at all."""
    contained_files.write(root, FILE, (json.dumps(state, indent=0) + "\n").encode("ascii"))


def ledger_digest(state: Mapping[str, Any]) -> str:
    """Return the digest of the ledger as it is, for ``settled``."""
    return hashlib.sha256("\n".join(state["gone"]).encode("utf-8")).hexdigest()


def parsed(data: bytes | None) -> Any:
    """Return a JSON value, None when it cannot be read."""
    try:
        return json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
