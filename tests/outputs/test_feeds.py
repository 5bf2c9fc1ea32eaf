"""Feeds, sitemap and robots.txt as those read them for whom they are made: feed readers and search engines."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import feedparser
import pytest
from danvankheo.base.artifact import Artifact
from danvankheo.base.settings import Settings
from danvankheo.outputs.context import SitemapEntry
from danvankheo.outputs.feeds import news, sitemap
from danvankheo.records.reading import load

SITE = "https://vi-du.test/dan-van-kheo/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = ["feed.xml", *(f"linh-vuc/{slug}/feed.xml" for slug in
         ("phat-trien-kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "xay-dung-he-thong-chinh-tri"))]  # fmt: skip


IMAGES = "{http://www.google.com/schemas/sitemap-image/1.1}"


def page(
    address: str, changed: date | None = None, images: tuple[str, ...] = (), items: tuple[str, ...] = ()
) -> SitemapEntry:
    return SitemapEntry(address, changed, images, items)


def robots_of(html: str) -> str:
    found = re.search(r'<meta name="robots" content="([^"]*)">', html)
    return found[1] if found else ""


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_reader_understands_every_feed(built_site: Path, path: str) -> None:
    read = feedparser.parse((built_site / path).read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.language == "vi"
    assert read.entries
    assert len(read.entries) <= news.NEWEST
    days = [entry.published for entry in read.entries]
    assert days == sorted(days, reverse=True)
    assert all(day.endswith("T00:00:00+07:00") for day in days)
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    for entry in read.entries:
        assert entry.title
        assert entry.summary
        assert entry.author
        assert entry.updated >= entry.published
        assert (built_site / entry.link.removeprefix(SITE) / "index.html").is_file()
    links = {link.rel: link.href for link in read.feed.links}
    assert links["self"] == SITE + path
    assert (built_site / links["alternate"].removeprefix(SITE) / "index.html").is_file()


def test_the_json_feed_says_what_the_atom_feed_says_and_names_pictures(built_site: Path) -> None:
    feed = json.loads((built_site / "feed.json").read_text("utf-8"))
    atom = feedparser.parse((built_site / "feed.xml").read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"], feed["language"]) == (f"{SITE}feed.json", SITE, "vi")
    for item, entry in zip(feed["items"], atom.entries, strict=True):
        assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
        assert (item["content_text"], item["date_published"]) == (entry.summary, entry.published)
        assert item["date_modified"] == entry.updated
        assert [author["name"] for author in item["authors"]] == [entry.author]
        assert (built_site / item["image"].removeprefix(SITE)).is_file()


def test_samples_say_so_in_their_title(built_site: Path) -> None:
    for entry in feedparser.parse((built_site / "feed.xml").read_bytes()).entries:
        html = (built_site / entry.link.removeprefix(SITE) / "index.html").read_text("utf-8")
        assert entry.title.startswith("[Minh họa] ") is (robots_of(html) == "noindex")


def test_whatever_a_title_holds_the_feed_stays_whole(repo: Path, tmp_path: Path) -> None:
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    text = (repo / "models" / "duong-tranh-bich-hoa-thon-tien-nong.md").read_text("utf-8")
    text = re.sub(r"^anh:\n(?:[ -].*\n)+", "", text, flags=re.M)
    hostile = "Tranh ]]> <script>alert(1)</script> & \"ngoặc\" 'đơn'"
    text = re.sub(r"^ten: .*$", lambda _: f"ten: {json.dumps(hostile, ensure_ascii=False)}", text, count=1, flags=re.M)
    (tmp_path / "models" / "la.md").write_text(text, "utf-8")
    registry, problems = load(tmp_path)
    assert [problem for problem in problems if problem.path.startswith("models")] == []
    settings = Settings(tmp_path, tmp_path / "site", SITE)
    context = SimpleNamespace(registry=registry, settings=settings, as_of=date(2024, 1, 1), share_images={})
    made = {artifact.path: artifact.render() for artifact in news.artifacts(context)}
    (entry,) = ElementTree.fromstring(made["feed.xml"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"[Minh họa] {hostile}"
    assert entry.findtext(f"{ATOM}id") == "tag:vi-du.test,2022:mo-hinh/la"
    empty = ElementTree.fromstring(made["linh-vuc/phat-trien-kinh-te/feed.xml"])
    assert empty.findall(f"{ATOM}entry") == []
    assert empty.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+07:00"


def test_a_feed_of_a_field_holds_that_field_only(built_site: Path) -> None:
    for path in FEEDS[1:]:
        entries = feedparser.parse((built_site / path).read_bytes()).entries
        assert {entry.tags[0].term for entry in entries} == {path.split("/")[1]}


def test_home_and_field_pages_name_their_feed_and_no_other_page_does(built_site: Path) -> None:
    named = {}
    for file in built_site.rglob("index.html"):
        if found := re.findall(
            r'<link rel="alternate" type="application/(?:atom\+xml|feed\+json)" [^>]*href="([^"]+)"',
            file.read_text("utf-8"),
        ):
            named[file.parent.relative_to(built_site).as_posix()] = found
    feeds_of = {(path.rpartition("/")[0] or "."): [SITE + path] for path in FEEDS}
    assert named == feeds_of | {".": [f"{SITE}feed.xml", f"{SITE}feed.json"]}


def test_the_sitemap_lists_exactly_the_pages_search_engines_may_list(built_site: Path) -> None:
    root = ElementTree.fromstring((built_site / "sitemap.xml").read_bytes())
    assert root.tag == f"{MAPS}urlset"
    listed = [url.findtext(f"{MAPS}loc") or "" for url in root]
    assert len(listed) == len(set(listed))
    may = {
        SITE + file.relative_to(built_site).as_posix().removesuffix("index.html")
        for file in built_site.rglob("index.html")
        if "noindex" not in robots_of(file.read_text("utf-8"))
    }
    assert set(listed) == may
    assert f"{SITE}don-vi/xa-xuan-lai/" in listed
    assert not [url for url in listed if "/mo-hinh/duong-tranh" in url or "chia-se" in url]
    for url in root:
        assert [child.tag.removeprefix(MAPS) for child in url] in (["loc"], ["loc", "lastmod"])
        if changed := url.findtext(f"{MAPS}lastmod"):
            date.fromisoformat(changed)


def test_robots_txt_leads_to_the_sitemap(built_site: Path) -> None:
    assert (built_site / "robots.txt").read_text("utf-8").splitlines()[-1] == f"Sitemap: {SITE}sitemap.xml"


def test_addresses_are_escaped_and_dates_kept() -> None:
    made = {a.path: a.render() for a in sitemap.artifacts([page("a&b/", date(2023, 3, 1)), page("")], SITE)}
    root = ElementTree.fromstring(made["sitemap.xml"])
    assert [[child.text for child in url] for url in root] == [[SITE], [f"{SITE}a&b/", "2023-03-01"]]


def test_photos_are_told_and_a_list_is_as_new_as_what_it_lists() -> None:
    pages = [page("m/", date(2023, 3, 1), ("anh/a.jpg", "anh/b.jpg")), page("n/", date(2024, 1, 2)), page("o/")]
    pages += [page("", items=("m/", "n/", "o/", "ngoài/")), page("p/", items=("o/",))]
    made = {a.path: a.render() for a in sitemap.artifacts(pages, SITE)}
    rows = {url.findtext(f"{MAPS}loc") or "": url for url in ElementTree.fromstring(made["sitemap.xml"])}
    photos = [each.findtext(f"{IMAGES}loc") for each in rows[f"{SITE}m/"].findall(f"{IMAGES}image")]
    assert photos == [f"{SITE}anh/a.jpg", f"{SITE}anh/b.jpg"]
    days = {address.removeprefix(SITE): url.findtext(f"{MAPS}lastmod") for address, url in rows.items()}
    assert days == {"": "2024-01-02", "m/": "2023-03-01", "n/": "2024-01-02", "o/": None, "p/": None}


def test_a_sitemap_too_long_for_one_file_becomes_an_index() -> None:
    pages = (page(f"mo-hinh/m{number}/") for number in range(sitemap.SITEMAP_MOST + 1))
    made: dict[str, Artifact] = {artifact.path: artifact for artifact in sitemap.artifacts(pages, SITE)}
    index = ElementTree.fromstring(made["sitemap.xml"].render())
    assert [each.findtext(f"{MAPS}loc") for each in index] == [f"{SITE}sitemap-1.xml", f"{SITE}sitemap-2.xml"]
    assert [len(ElementTree.fromstring(made[f"sitemap-{n}.xml"].render())) for n in (1, 2)] == [sitemap.SITEMAP_MOST, 1]


def test_without_an_address_there_is_no_sitemap_and_robots_txt_leads_to_none() -> None:
    (robots,) = sitemap.artifacts([page("")], "")
    assert (robots.path, robots.render()) == ("robots.txt", b"User-agent: *\nAllow: /\n")
