"""Publishers killed and connections cut at random moments; releases taking turns under load."""

from __future__ import annotations

import random
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from publishing import failures
from publishing.servers import host, program, site

_KILLS, _SWITCHES, _SECONDS = 60, 300, 30


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of interruptions and of broken states; the number of requests and of failed ones."""
    old, new = site(work / "cu", 1, pages=60), site(work / "moi", 2, pages=60)
    with host(work) as server:
        for what, far in (("publishers killed / broken states", False), ("connections cut / broken states", True)):
            begun, draw, broken, hit = time.monotonic(), random.Random(7), 0, 0
            seconds = failures.measured(server, old, new)
            while hit < _KILLS:
                alive, seen = failures.kill_one(server, old, new, draw, seconds, far=far)
                hit += alive
                failures.settle(server, new)
                broken += seen == "" or failures.states(server, [new]) != "moi"
                failures.settle(server, old)
            yield what, hit, broken, time.monotonic() - begun
        begun, names = time.monotonic(), failures.newest(server)
        script = work / "page-then-asset.lua"
        styles = [next((folder / "assets/stylesheets").iterdir()).name for folder in (old, new)]
        paths = ["/", "/mo-hinh/m7/", *(f"/assets/stylesheets/{name}" for name in styles)]
        listed = ", ".join(f'"{path}"' for path in paths)
        script.write_text(
            f"local paths, n = {{ {listed} }}, 0\nfunction request() n = n + 1 return wrk.format('GET', paths[n % {len(paths)} + 1]) end\n"
        )
        load = [program("wrk"), "-t1", "-c16", f"-d{_SECONDS}s", "-s", script, server.target.address]
        wrk, turns = subprocess.Popen(load, stdout=subprocess.PIPE, text=True), 0
        while wrk.poll() is None or turns < _SWITCHES:
            failures.switch_back_and_forth(server, names, 50)
            turns += 50
        said = wrk.communicate()[0]
        asked = int(re.findall(r"(\d+) requests in", said)[0])
        errors = re.findall(r"Non-2xx or 3xx responses: (\d+)", said) + re.findall(
            r"(?:connect|read|write) (\d+)", said
        )
        yield f"requests during {turns} switches / failed", asked, sum(map(int, errors)), time.monotonic() - begun
