"""Reads numbered workbooks of a folder and says, a line each, what came of it and the peak memory of this process and its child."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from pathlib import Path

from danvankheo.base.child_process import ChildProcess
from danvankheo.base.errors import DanVanKheoError
from danvankheo.imports import xlsx_reader


class Peak:
    """The most memory that this process and its children had at once, looked at every 20 ms while it is watched."""

    def __init__(self) -> None:
        self.megabytes = 0
        threading.Thread(target=self._watch, daemon=True).start()

    def look(self) -> None:
        """Take down how it stands; a process keeps its own highest mark."""
        own = str(os.getpid())
        children = []
        for task in Path("/proc/self/task").iterdir():
            try:
                children += (task / "children").read_text().split()
            except OSError:  # the thread has ended
                continue
        self.megabytes = max(self.megabytes, sum(_highest(process) for process in [own, *children]))

    def _watch(self) -> None:
        while True:
            self.look()
            time.sleep(0.02)


def _highest(process: str) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) >> 10 if found else 0


def main() -> None:
    """Read the files named on the command line by folder and number."""
    peak = Peak()
    for number in range(int(sys.argv[2])):
        file = Path(sys.argv[1]) / f"{number}.xlsx"
        peak.megabytes, before, rows, refused = 0, time.monotonic(), None, ""
        try:
            with ChildProcess() as child:
                sheets, _ = child.read(xlsx_reader.sheets, file.read_bytes(), file.name)
                peak.look()
                rows = [row[:2] for row in sheets[0][1][:9]]
        except DanVanKheoError as error:
            refused = str(error)
        told = {"rows": rows, "refused": refused, "seconds": time.monotonic() - before, "peak": peak.megabytes}
        print(json.dumps(told), flush=True)


main()
