"""What a target shows is compared with what is to take its place: nothing public goes, or comes back, unless allowed by name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.public_changes import ChangeKind, Permission
from danvankheo.base.public_content import FILE, PublicContent, PublicPage, to_json, withdrawal
from danvankheo.publishing import current_release, live_site, publication
from danvankheo.publishing.current_release import CurrentRelease
from publishing.servers import folder_target, site
from web_server import serving

PAGE = PublicPage("Đường hoa", "xa-a", approved_by="Đoàn xã", approved_on="2024-05-02")
BEFORE = PublicContent({"mo-hinh/m1": PAGE, "mo-hinh/m2": PAGE, "don-vi/xa-a": PublicPage("Đoàn xã A")}, {"mo-hinh/cu": "mo-hinh/m1"},
                dict([withdrawal(["mo-hinh/rut", "mo-hinh/rut-cu"], "2024-06-01")]))  # fmt: skip


def public_site(folder: Path, number: int, public: PublicContent, *, without: str = "") -> Path:
    made = site(folder, number, extra={FILE: to_json(public)})
    if without:
        (made / without / "index.html").unlink()
    return made


def refused(before: CurrentRelease, new: Path, *permissions: Permission) -> list[str]:
    found = current_release.sort_out(
        current_release.changes(before, new), permissions, lambda path, key: (path, 1), "2026-11-27"
    )[0]
    return sorted(f"{problem.code} {problem.message.split(' (')[0]}" for problem in found)


def changed(**keys: object) -> PublicContent:
    return PublicContent(
        **{name: keys.get(name, getattr(BEFORE, name)) for name in ("pages", "redirects", "withdrawn", "figures")}
    )  # type: ignore[arg-type]


def test_a_folder_tells_what_it_shows_and_the_next_site_is_compared_with_it(tmp_path: Path) -> None:
    target, seen = folder_target(tmp_path / "web"), list[CurrentRelease]()
    publication.publish(public_site(tmp_path / "1", 1, BEFORE), target, seen.append)
    assert seen.pop() == current_release.NO_RELEASE
    without = {a: page for a, page in BEFORE.pages.items() if a != "mo-hinh/m2"}
    gone = public_site(tmp_path / "2", 2, changed(pages=without), without="mo-hinh/m2")
    publication.plan(gone, target, seen.append)
    before = seen.pop()
    assert (before.public.pages, before.whole) == (BEFORE.pages, True)
    assert refused(before, gone) == ["DVK740 Trang mo-hinh/m2"]
    word = Permission("mo-hinh/m2", "mat-trang", "2026-11-20", "Đoàn xã", "Trùng.")
    assert refused(before, gone, word) == []
    forgotten = public_site(tmp_path / "3", 3, changed(withdrawn={}))
    assert len(refused(before, forgotten)) == 1
    assert "DVK742" in refused(before, forgotten)[0]
    back = public_site(tmp_path / "4", 4, changed(withdrawn={}, pages=BEFORE.pages | {"mo-hinh/rut": PAGE}))
    assert [(c.kind, c.new) for c in current_release.changes(before, back)] == [(ChangeKind.UNWITHDRAWN, "mo-hinh/rut")]
    assert refused(before, public_site(tmp_path / "5", 5, changed(redirects={}))) == ["DVK741 Địa chỉ mo-hinh/cu"]
    assert refused(before, public_site(tmp_path / "6", 6, BEFORE)) == []


def test_a_page_that_says_it_is_being_mended_has_not_disappeared(tmp_path: Path) -> None:
    without = {a: page for a, page in BEFORE.pages.items() if a != "mo-hinh/m2"}
    held = public_site(tmp_path / "1", 1, changed(pages=without))
    assert (held / "mo-hinh/m2/index.html").is_file()
    assert [c.kind for c in current_release.changes(CurrentRelease({"ban_ma": "x"}, BEFORE), held)] == [ChangeKind.HELD]


def test_a_release_without_the_file_still_tells_its_pages(tmp_path: Path) -> None:
    target, seen = folder_target(tmp_path / "web"), list[CurrentRelease]()
    publication.publish(site(tmp_path / "1", 1), target, seen.append)
    pages = {f"mo-hinh/m{number}": PAGE for number in range(12)}
    whole = public_site(tmp_path / "2", 2, PublicContent(pages))
    publication.plan(whole, target, seen.append)
    before = seen[-1]
    assert (before.whole, len(before.public.pages)) == (False, 12)
    assert current_release.changes(before, whole) == []  # approvals and titles of that time are not known, and no news
    del pages["mo-hinh/m3"]
    assert refused(before, public_site(tmp_path / "3", 3, PublicContent(pages), without="mo-hinh/m3")) == [
        "DVK740 Trang mo-hinh/m3"
    ]


def test_samples_made_real_approvals_and_figures_are_told_and_nothing_is_refused(tmp_path: Path) -> None:
    before = CurrentRelease({"ban_ma": "x"}, changed(figures={"2023": {"xa-a": {"Tổng số thanh niên": "350"}}}))
    pages = BEFORE.pages | {
        "mo-hinh/m1": PublicPage("Đường hoa", "xa-a", approved_by="Đoàn xã", approved_on="2024-06-02"),
        "mo-hinh/m3": PAGE,
    }
    after = public_site(
        tmp_path / "1",
        1,
        changed(pages=pages, figures={"2023": {"xa-a": {"Tổng số thanh niên": "357"}}, "2024": {"xa-a": {"x": "1"}}}),
    )
    found = current_release.changes(before, after, samples=["mo-hinh/m3"])
    assert [c.kind for c in found] == [ChangeKind.APPROVAL, ChangeKind.MADE_REAL, ChangeKind.FIGURES]
    wrong, told = current_release.sort_out(found, [], lambda path, key: (path, 1), "2026-11-27")
    assert (wrong, len(told)) == ([], 3)
    assert "350 → 357" in told[2].message


@contextmanager
def answering(answers: dict[str, bytes]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *arguments: object) -> None:
            pass

    with serving(Handler) as address:
        yield address


VERSION = b'{"ban_ma": "x", "chot_den": "2024-01-01"}'
BAD = (b"", b"[]", b"{", b"null", b'"x"', b"[" * 100_000, b"\xff\xfe", json.dumps({"trang": {"../../etc/passwd": ["", "", False, "", "", True]}, "chuyen_huong": {}, "da_go": {}, "so_lieu": {}}).encode(),
       to_json(BEFORE).replace('"don-vi/xa-a"', '"<script>"').encode(), to_json(BEFORE).replace("true", "1").replace('"da_go":{', '"da_go":[{').encode())  # fmt: skip


def test_what_answers_at_an_address_is_read_or_refused_with_a_sentence() -> None:
    with answering({"/phien-ban.json": VERSION, f"/{FILE}": to_json(BEFORE).encode()}) as address:
        assert live_site.release_at(address).public.pages == BEFORE.pages
    with answering({}) as address, pytest.raises(DanVanKheoError, match="--first"):
        live_site.release_at(address)
    with answering({"/phien-ban.json": VERSION}) as address:
        assert live_site.release_at(address).whole is False
    for bad in BAD:
        with (
            answering({"/phien-ban.json": VERSION, f"/{FILE}": bad}) as address,
            pytest.raises(DanVanKheoError, match="chưa đăng"),
        ):
            live_site.release_at(address)
    with pytest.raises(DanVanKheoError):
        live_site.release_at("http://127.0.0.1:9/")
