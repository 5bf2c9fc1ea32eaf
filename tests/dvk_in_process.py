"""``dvk`` run in the tests' own process, which saves the start of Python."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from danvankheo.cli import main


@dataclass(frozen=True)
class CommandResult:
    """A command's exit status and output."""

    returncode: int
    stdout: str
    stderr: str


def dvk(where: Path, *arguments: str) -> CommandResult:
    """Run the command in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(where), redirect_stdout(out), redirect_stderr(err):
        status = main(arguments)
    return CommandResult(status, out.getvalue(), err.getvalue())
