"""The head of pages, read by a real reader of link previews, with titles as hostile as they come."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from danvankheo.base.text import cut
from danvankheo.media.layout import ShareImage
from danvankheo.outputs.head import PageHead, PageMetadata, full_title, render
from danvankheo.outputs.views.share_image import PageShareImage
from danvankheo.records.movement import Locality, Movement, Publisher
from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf

SITE = "https://vi-du.test/dan-van-kheo/"
PUBLISHER = "Ban biên tập “A & B” <c>"
NAME = "Dân vận khéo Sông Mới"
MOVEMENT = Movement.model_construct(
    name="Dân vận khéo",
    locality=Locality.model_construct(code="song-moi", name="Sông Mới", within="Hòa Biên"),
    publisher=Publisher.model_construct(name=PUBLISHER),
)
HOSTILE = [
    "Đường tranh “Quê hương” & 'làng'",
    'A" onload="alert(1)',
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]> &amp; &lt;b&gt; {{ 7*7 }} {% raw %}",
    "Vui quá 🎉👩🏽‍🌾 \u2028 hết",
    '\\u003c/script\\u003e \\ "',
    "<!--slot:content-->",
    "ẪỮỢỸ " * 40,
]


def page(title: str = "Đường tranh", **changes: Any) -> PageHead:
    image = PageShareImage(ShareImage("x", title), f"Ảnh: {title}", "mo-hinh/x", "models/x.md")
    about = PageMetadata("article", date(2023, 11, 21), date(2024, 1, 2), title, (title, "OCOP"), title, "", title)
    return replace(PageHead("mo-hinh/x/", title, f"{title}. Kể việc đã làm.", False, about, image), **changes)


def document(head: str, title: str = "x") -> str:
    return f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head><body></body></html>'


class Elements(HTMLParser):
    """The elements of a document in order, and the text of its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            assert attrs == [("type", "application/ld+json")]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["script"] and data.strip():
            self.scripts.append(data)


def read_heads(repo: Path, *files: Path) -> list[dict[str, Any]]:
    command = ["node", str(repo / "tests/outputs/read-heads.mjs"), *map(str, files)]
    return json.loads(subprocess.run(command, cwd=repo, check=True, capture_output=True, text=True).stdout)


def nodes(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the linked data of a page by type."""
    (data,) = found["jsonLD"]
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def test_hostile_titles_are_words_and_nothing_else(repo: Path, tmp_path: Path) -> None:
    plain = Elements(document(render(page(), SITE, MOVEMENT))).tags
    files = []
    for number, title in enumerate(HOSTILE):
        html = document(render(page(title), SITE, MOVEMENT), title)
        elements = Elements(html)
        assert elements.tags == plain
        assert len(elements.scripts) == 1
        assert "<" not in elements.scripts[0]
        file = tmp_path / f"{number}.html"
        file.write_text(html, "utf-8")
        files.append(file)
    for title, found in zip(HOSTILE, read_heads(repo, *files), strict=True):
        words = cut(title, 75)
        assert found["ogTitle"] == words
        assert found["articleSection"].split() == title.split()
        assert found["ogImage"][0]["alt"] == cut(f"Ảnh: {title}", 200)
        article = nodes(found)["NewsArticle"]
        assert article["headline"] == cut(title, 110)
        assert article["author"]["name"] == title
        assert nodes(found)["Organization"]["name"] == PUBLISHER


def test_an_entry_says_all_that_a_shared_link_shows(repo: Path, built_site: Path) -> None:
    slug = "duong-tranh-bich-hoa-thon-tien-nong"
    (found,) = read_heads(repo, built_site / f"mo-hinh/{slug}/index.html")
    url = f"{SITE}mo-hinh/{slug}/"
    (image,) = found["ogImage"]
    assert (found["ogType"], found["ogLocale"], found["ogUrl"]) == ("article", "vi_VN", url)
    assert found["ogSiteName"] == "Dân vận khéo Thọ Xuân"
    assert found["twitterCard"] == "summary_large_image"
    assert (image["type"], image["width"], image["height"]) == ("image/jpeg", "1200", "630")
    assert image["alt"]
    assert (built_site / image["url"].removeprefix(SITE)).is_file()
    assert found["articlePublishedTime"].endswith("+07:00")
    assert found["articleSection"] == "Văn hóa – xã hội"
    article = nodes(found)["NewsArticle"]
    assert article["mainEntityOfPage"] == url
    assert all((built_site / picture.removeprefix(SITE)).is_file() for picture in article["image"])
    way = nodes(found)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in way] == ["Trang chủ", "Mô hình", found["ogTitle"]]


def test_each_kind_of_page_says_what_it_is(repo: Path, built_site: Path) -> None:
    paths = [
        "",
        "dien-hinh/le-nang-mai/",
        "mo-hinh/",
        "linh-vuc/van-hoa-xa-hoi/",
        "chi-tieu/",
        "don-vi/xa-xuan-lai/",
        "tham-gia/",
    ]
    found = read_heads(repo, *(built_site / path / "index.html" for path in paths))
    kinds = ["WebSite", "ProfilePage", "CollectionPage", "CollectionPage", "WebPage", "WebPage", "WebPage"]
    for path, kind, head in zip(paths, kinds, found, strict=True):
        assert kind in nodes(head), path
        assert head["ogUrl"] == SITE + path
        assert (built_site / head["ogImage"][0]["url"].removeprefix(SITE)).is_file(), path
    person = nodes(found[1])["ProfilePage"]["mainEntity"]
    assert person["@type"] == "Person"
    items = nodes(found[2])["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert all((built_site / item["url"].removeprefix(SITE) / "index.html").is_file() for item in items)


SCHEMA = Namespace("https://schema.org/")


def linked(html: str) -> Graph:
    """Return the linked data of a page as a graph, as a JSON-LD processor reads them; the vocabulary is not fetched."""
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    told = json.loads(data)
    assert told.pop("@context") == "https://schema.org"
    told["@context"] = {"@vocab": str(SCHEMA), "@base": SITE}
    return to_rdf(told, Graph())


def test_the_linked_data_of_every_page_are_one_graph_that_hangs_together(built_site: Path) -> None:
    kinds = set()
    for file in built_site.rglob("index.html"):
        html = file.read_text("utf-8")
        if 'http-equiv="refresh"' in html or 'rel="cms-config-url"' in html:
            continue  # neither a redirect nor the editor is there to be found or shared
        graph = linked(html)
        (publisher,) = {node for node in graph.subjects(RDF.type, SCHEMA.Organization) if isinstance(node, URIRef)}
        assert graph.value(publisher, SCHEMA.name), file
        (page,) = set(graph.subjects(SCHEMA.publisher, publisher))
        address = SITE + file.relative_to(built_site).as_posix().removesuffix("index.html")
        assert str(graph.value(page, SCHEMA.url)) == address
        assert str(graph.value(page, SCHEMA.inLanguage)) == "vi"
        kinds.add(str(graph.value(page, RDF.type)).removeprefix(SCHEMA))
        steps = list(graph.objects(None, SCHEMA.itemListElement))
        assert len({graph.value(step, SCHEMA.position) for step in steps}) >= min(len(steps), 2)
        for node in {*graph.subjects(), *graph.objects()}:
            if isinstance(node, BNode):
                assert graph.value(node, RDF.type), f"{file}: a part without a type says nothing"
        if (graph.value(page, RDF.type)) == SCHEMA.NewsArticle:
            assert str(graph.value(page, SCHEMA.datePublished)).endswith("+07:00")
            assert graph.value(page, SCHEMA.headline)
            assert graph.value(page, SCHEMA.author)
    assert kinds >= {"WebSite", "WebPage", "NewsArticle", "ProfilePage", "CollectionPage"}


def test_every_built_page_has_a_title_and_description_of_a_good_length(built_site: Path) -> None:
    for file in built_site.rglob("index.html"):
        html = file.read_text("utf-8")
        if 'http-equiv="refresh"' in html or 'rel="cms-config-url"' in html:
            continue  # neither a redirect nor the editor is there to be found or shared
        head = html.split("</head>")[0]
        assert head.count("<title>") == head.count('name="description"') == head.count('property="og:title"') == 1, file
        description = head.split('<meta name="description" content="')[1].split('">')[0]
        assert len(description.replace("&amp;", "&").replace("&#x27;", "'")) <= 160, file


def test_without_an_address_nothing_absolute_is_said() -> None:
    head = render(page(), "", MOVEMENT)
    assert "canonical" not in head
    assert "og:image" not in head
    assert "og:url" not in head
    assert "://" not in head.replace("https://schema.org", "")


def test_a_sample_says_so_to_machines() -> None:
    head = render(page(sample=True), SITE, MOVEMENT)
    assert '<meta name="robots" content="noindex">' in head
    assert '"creativeWorkStatus":"Minh họa"' in head


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("Đường tranh bích họa", 40, "Đường tranh bích họa"),
        ("Đường tranh bích họa", 16, "Đường tranh…"),
        ("Đường tranh bích họa", 17, "Đường tranh bích…"),
        ("Đường tranh, bích họa", 14, "Đường tranh…"),
        ("Đường\n  tranh", 20, "Đường tranh"),
        ("ă" * 30, 10, "ă" * 9 + "…"),
    ],
)
def test_texts_are_cut_at_a_word(text: str, limit: int, wanted: str) -> None:
    assert cut(text, limit) == wanted
    assert len(wanted) <= limit


def test_the_sites_name_follows_short_titles_only() -> None:
    assert full_title("x/", "Loa nhỏ", NAME) == f"Loa nhỏ – {NAME}"
    assert full_title("x/", "Tiêu đề dài " * 5, NAME).startswith("Tiêu đề dài")
    assert NAME not in full_title("x/", "Tiêu đề dài " * 5, NAME)
    assert full_title("", "Dân vận khéo", NAME) == "Dân vận khéo"
