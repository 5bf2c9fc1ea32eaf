"""git, asked in one way: without a shell, and with paths in its answers as they are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def ask(repo: Path, *arguments: str, said: bytes = b"") -> bytes | None:
    """Return what git answers; None when it refuses, or when this machine has no git. said: what it is given to read."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(repo), *arguments]
    try:
        done = subprocess.run(command, input=said, capture_output=True, check=False)
    except (OSError, ValueError):  # no git; a zero byte in a name
        return None
    return done.stdout if done.returncode == 0 else None


def literal(path: str) -> str:
    """Return what names one path, whatever characters are in it, where git takes patterns."""
    return f":(literal){path}"


def text(answer: bytes | None) -> str:
    """Return an answer as text, without the end of its last line; "" for none."""
    return (answer or b"").decode("utf-8", "replace").rstrip("\n")


def paths(answer: bytes | None) -> list[str]:
    """Return the parts of an answer that zero bytes end (git's option ``-z``); none for none."""
    return [os.fsdecode(part) for part in (answer or b"").split(b"\0") if part]
