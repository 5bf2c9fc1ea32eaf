"""``dvk derive`` writes the documents that are made from the schema."""

from __future__ import annotations

import argparse
import os
import sys

from danvankheo.commands.options import Commands, command, repo_of


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    derive = command(commands, "derive", "viết lại các tài liệu lấy từ schema (hướng dẫn các mục, mẫu bài)")
    derive.add_argument("--check", action="store_true", help="chỉ kiểm tra xem còn khớp không")
    derive.set_defaults(run=_derive)


def _derive(options: argparse.Namespace) -> int:
    from danvankheo.base.settings import today
    from danvankheo.forms import derive
    from danvankheo.records.reading import load

    repo = repo_of(options)
    stale = derive.stale(repo, load(repo)[0].offered_on(today(os.environ)))
    for path, text in stale.items():
        if options.check:
            print(f"{path}: đã cũ so với schema. Chạy: dvk derive", file=sys.stderr)
            continue
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        (repo / path).write_text(text, "utf-8", newline="\n")
        print(f"Đã viết lại {path}.")
    return 1 if options.check and stale else 0
