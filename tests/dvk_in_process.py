"""The command in this process: many short runs, none of which has to start Python anew."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from danvankheo.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status and what it said."""

    returncode: int
    stdout: str
    stderr: str


def dvk(where: Path, *arguments: str) -> Done:
    """Run the command in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(where), redirect_stdout(out), redirect_stderr(err):
        status = main(arguments)
    return Done(status, out.getvalue(), err.getvalue())
