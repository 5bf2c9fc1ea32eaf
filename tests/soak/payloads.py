"""All families of payloads through whole builds, the pages opened in Chromium without the policy."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import chromium
from danvankheo.publishing.audit import audit
from hostile import attack
from hostile.payloads import payloads
from web_server import serving_folder

_AT_ONCE = 1200


def rows(repo: Path, work: Path) -> Iterator[tuple[str, int, int, float]]:
    """Yield the number of payloads, and of executions, survivors, foreign requests and findings of the audit."""
    begun = time.monotonic()
    total, found, pages = attack.Outcome(), 0, 0
    everything = payloads()
    number = 0
    while batch := list(islice(everything, _AT_ONCE)):
        number += 1
        root = work / str(number)
        root.mkdir()
        outcome = attack.repository(root, repo, batch)
        site = attack.build(root)
        found += len([p for p in audit(site).problems if p.code not in ("DVK701", "DVK706")])
        with serving_folder(root) as address, chromium.launched() as browser:
            attack.browse(browser, f"{address}dan-van-kheo/", site, outcome)
        shutil.rmtree(root)
        total.tried += outcome.tried
        pages += outcome.pages
        for name in ("hits", "survivors", "foreign"):
            getattr(total, name).extend(getattr(outcome, name))
    for line in [*total.hits, *total.survivors, *total.foreign][:40]:
        print(f"    {line}", file=sys.stderr)
    seconds = time.monotonic() - begun
    yield f"payloads tried / executed ({pages} pages)", total.tried, len(total.hits), seconds
    yield "payloads tried / handlers and frames surviving", total.tried, len(total.survivors), 0
    yield "payloads tried / foreign requests", total.tried, len(total.foreign), 0
    yield "payloads tried / malformed outputs found by the audit", total.tried, found, 0
