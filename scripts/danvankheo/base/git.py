"""Runs git without a shell; paths in its answers are not quoted."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def ask(repo: Path, *arguments: str, stdin: bytes = b"") -> bytes | None:
    """Return git's output; None when it fails or is not installed."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(repo), *arguments]
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    except (OSError, ValueError):  # git is not installed, or an argument has a zero byte
        return None
    return done.stdout if done.returncode == 0 else None


def literal(path: str) -> str:
    """Return a pathspec that matches exactly one path, whatever characters it has."""
    return f":(literal){path}"


def text(answer: bytes | None) -> str:
    """Return an answer as text without the last newline; "" for None."""
    return (answer or b"").decode("utf-8", "replace").rstrip("\n")


def paths(answer: bytes | None) -> list[str]:
    """Return the parts of an answer with zero bytes between them (option ``-z``)."""
    return [os.fsdecode(part) for part in (answer or b"").split(b"\0") if part]
