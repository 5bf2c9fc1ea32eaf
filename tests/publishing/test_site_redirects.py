"""A site that moves: its old address goes on answering, page for page; identifiers that readers remember stay."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from danvankheo import gate
from danvankheo.base.errors import DanVanKheoError
from danvankheo.publishing import publication, server_files, targets, uploads
from outputs.real_sites import repository
from publishing.servers import WEB_SERVERS, host, site
from shared_store import share_store

OLD = "http://cu.vi-du.test/dan-van-kheo/"


def anything(version: object) -> None:
    """Every site may take another's place."""


@pytest.mark.parametrize("web", WEB_SERVERS)
def test_every_page_of_the_old_address_leads_to_itself_at_the_new_one(tmp_path: Path, web: str) -> None:
    before = (OLD, "http://cu-hon.vi-du.test/", "{here}/cu/")
    with host(tmp_path, former={"12": "mo-hinh/m1/"}, before=before, web=web) as running:
        publication.publish(site(tmp_path / "1", 1), running.target, anything)
        new = running.target.address

        def led(name: str, path: str) -> tuple[int, str]:
            status, headers, _ = running.get(path, {"Host": name})
            return status, headers.get("location", "")

        here = new.split("/")[2]
        for name, path, to in (
            ("cu.vi-du.test", "/dan-van-kheo/", new),
            ("cu.vi-du.test", "/dan-van-kheo/mo-hinh/m1/", f"{new}mo-hinh/m1/"),
            ("cu.vi-du.test", "/dan-van-kheo/feed.xml", f"{new}feed.xml"),
            ("cu.vi-du.test", "/dan-van-kheo/anh/the/a-0123abcd.jpg", f"{new}anh/the/a-0123abcd.jpg"),
            ("cu.vi-du.test", "/dan-van-kheo/mo-hinh/m1/?utm_source=zalo", f"{new}mo-hinh/m1/?utm_source=zalo"),
            ("cu.vi-du.test", "/cho-khac/", new),
            ("cu.vi-du.test", "/?dnt=/view/post/&post=12", f"{new}mo-hinh/m1/"),
            ("cu-hon.vi-du.test", "/mo-hinh/m2/", f"{new}mo-hinh/m2/"),
            (here, "/cu/mo-hinh/m3/", f"{new}mo-hinh/m3/"),
        ):
            assert led(name, path) == (301, to), (name, path)
        assert running.get("/mo-hinh/m1/", {"Host": here})[0] == 200
        assert running.get("/khong-co/", {"Host": here})[0] == 404


def test_rules_for_a_host_without_configuration_lead_on_without_a_circle(tmp_path: Path) -> None:
    (tmp_path / "publish.toml").write_text(
        '[goi]\nloai = "goi-tep"\nnoi = "goi"\ndia_chi = "https://moi.test/"\nten_mien_cu = ["https://cu.test/a/", "https://moi.test/b/"]\n',
        "utf-8",
    )
    target = targets.read(tmp_path / "publish.toml", "")["goi"]
    rules = server_files.apache(target, {})
    assert r"RewriteCond %{HTTP_HOST} ^(www\.)?cu\.test(:[0-9]+)?$ [NC]" in rules
    assert "RewriteRule ^a/(.*)$ https://moi.test/$1 [R=301,L]" in rules
    assert "RewriteRule ^b/(.*)$ https://moi.test/$1 [R=301,L]" in rules
    below = replace(target, address="https://moi.test/a/", former_addresses=("https://moi.test/",))
    assert "RewriteRule" not in server_files.apache(below, {})


@pytest.mark.parametrize(
    "value", ['"https://cu.test/"', '["cu.test"]', '["https://cu.test"]', '["https://moi.test/"]', '["https://a.test/", "https://a.test/"]', "[3]", '["https://a.test/;evil/"]']
)  # fmt: skip
def test_a_former_address_that_is_none_is_refused(tmp_path: Path, value: str) -> None:
    (tmp_path / "publish.toml").write_text(
        f'[noi]\nloai = "thu-muc"\nnoi = "x"\ndia_chi = "https://moi.test/"\nten_mien_cu = {value}\n', "utf-8"
    )
    with pytest.raises(DanVanKheoError, match="ten_mien_cu"):
        targets.read(tmp_path / "publish.toml", "")


def test_after_a_move_pages_name_the_new_address_and_feeds_keep_their_identifiers(tmp_path: Path) -> None:
    repo = share_store(repository(tmp_path / "kho", 1, cards=True))
    row = '[noi]\nloai = "github-pages"\nnoi = "pages"\ndia_chi = "{}"\n{}'

    def published(address: str, more: str = "") -> Path:
        (repo / "publish.toml").write_text(row.format(address, more), "utf-8")
        target = gate.target(repo, "noi")
        judged = gate.evaluate(repo, target)
        assert judged.errors == []
        assert judged.site is not None
        return uploads.github_pages_folder(judged.site, target)

    def identifiers(folder: Path) -> list[str]:
        atom = re.findall("<id>(.*?)</id>", (folder / "feed.xml").read_text("utf-8"))
        items = json.loads((folder / "feed.json").read_text("utf-8"))["items"]
        events = re.findall("UID:(.*)", (folder / "lich.ics").read_text("utf-8"))
        return [*atom, *(item["id"] for item in items), *events]

    first = published("https://cu.vi-du.test/")
    known = identifiers(first)
    assert (first / "CNAME").read_text("utf-8") == "cu.vi-du.test\n"
    moved = published("https://moi.vi-du.test/", 'ten_mien_cu = ["https://cu.vi-du.test/"]\n')
    assert identifiers(moved) == known
    assert len(known) > 4
    assert (moved / "CNAME").read_text("utf-8") == "moi.vi-du.test\n"
    page = (moved / "mo-hinh/con-duong-1/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://moi.vi-du.test/mo-hinh/con-duong-1/">' in page
    assert "https://moi.vi-du.test/anh/the/" in page
    for file in moved.rglob("*.html"):
        assert "cu.vi-du.test" not in file.read_text("utf-8"), file
    assert "https://moi.vi-du.test/mo-hinh/con-duong-1/" in (moved / "sitemap.xml").read_text("utf-8")
