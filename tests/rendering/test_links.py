"""Links within the site: what works in the repository host's preview works here, what leads nowhere is told at its line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.base.problems import Problem, Severity
from danvankheo.base.web_addresses import misleading
from danvankheo.editing import fix
from danvankheo.records.files import Kind
from danvankheo.rendering import link_targets, links, site_addresses
from danvankheo.rendering.links import LinkTarget, host_name, outline, target_of
from danvankheo.rendering.markdown import check, render
from laws import Cases

GOOD = Path(__file__).parents[1] / "fixtures" / "mistakes" / "good.md"
STORY = "## Vì sao làm?\n\nKể.\n\n## 5,000 cây – một ngõ\n\nKể.\n\n### Kết quả\n\nKể.\n\n### Kết quả\n"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Vì sao làm?", "vì-sao-làm"), ("5,000 cây – một ngõ", "5000-cây--một-ngõ"), ("Đường_hoa: thôn “Bàn”", "đường_hoa-thôn-bàn"),
        ("Trước/sau (2023)", "trướcsau-2023"), ("  Hai   chữ ", "hai---chữ"), ("A & B", "a--b"),
    ],
)  # fmt: skip
def test_headings_are_named_as_the_host_names_them(words: str, name: str) -> None:
    assert host_name(words) == name


def test_headings_of_one_name_are_numbered_and_every_part_named_in_a_link_is_on_the_page() -> None:
    found = outline(STORY)
    assert [heading.name for heading in found] == ["vì-sao-làm", "5000-cây--một-ngõ", "kết-quả", "kết-quả-1"]
    text = STORY + "\n" + " ".join(f"[x](#{heading.name})" for heading in found) + "\n"
    places = links.LinkedPages({"mo-hinh/x/": links.LinkedPage(headings=links.story_links(text).headings)})
    turned = links.on_page(links.within(links.story_links(text).links, places, "models/x.md"), "mo-hinh/x/", "../../")
    html = render(text, image=lambda _: None, link=turned)
    asked, there = re.findall(r'href="#([^"]+)"', html), re.findall(r' id="([^"]+)"', html)
    assert len(asked) == 4
    assert set(asked) <= set(there)
    assert len(there) == len(set(there))


# Headings that sound alike, hold no Latin letter, or are longer than a part's name may be.
ODD_HEADINGS = ("Kết quả", "Ket qua", "Kết quả", "Kết quả 1", "①②③", "①②③", "中文", "!!!", "---", "العربية", "Đường  hoa: “khéo” & đẹp!", "**Đậm** _nghiêng_ `mã`",
                "[Liên kết](https://vi-du.test/) và 😀", "C++ & C#", "Chữ " * 40 + "một", "Chữ " * 40 + "hai", "𝗗𝗮̂𝗻 vận", "a_b_c", "m²", "Phan")  # fmt: skip


def test_a_link_to_any_heading_leads_to_that_very_heading(cases: Cases) -> None:
    for draw in cases.draws(200, "stories with odd headings"):
        story = "\n\n".join(f"## {draw.choice(ODD_HEADINGS).strip()}" for _ in range(draw.randint(1, 8)))
        names = [heading.name for heading in outline(story)]
        text = story + "\n\n" + " ".join(f"[x](<#{name}>)" for name in names) + "\n"
        places = links.LinkedPages({"mo-hinh/x/": links.LinkedPage(headings=links.story_links(text).headings)})
        turned = links.on_page(
            links.within(links.story_links(text).links, places, "models/x.md"), "mo-hinh/x/", "../../"
        )
        html = render(text, image=lambda _: None, link=turned)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(set(ids)) == len(ids) == len(names)
        # Of two with one name the first is meant.
        assert re.findall(r'href="#([^"]+)"', html) == [ids[names.index(name)] for name in names], story


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("duong-hoa.md", LinkTarget("mo-hinh/duong-hoa/", "")), ("./duong-hoa.md#k%E1%BA%BFt-qu%E1%BA%A3", LinkTarget("mo-hinh/duong-hoa/", "kết-quả")),
        ("../exemplars/le-nang-mai.md", LinkTarget("dien-hinh/le-nang-mai/", "")), ("/models/x.md", LinkTarget("mo-hinh/x/", "")),
        ("../content/don-vi/xa-xuan-lai.md", LinkTarget("don-vi/xa-xuan-lai/", "")), ("../content/tieu-chi.md", LinkTarget("tieu-chi/", "")),
        ("/mo-hinh/x", LinkTarget("mo-hinh/x/", "")), ("/mo-hinh/x/index.html", LinkTarget("mo-hinh/x/", "")), ("../y/", LinkTarget("mo-hinh/y/", "")),
        ("#kết-quả", LinkTarget("mo-hinh/a/", "kết-quả")), ("/", LinkTarget("", "")), ("../../../../etc/x.md", None), ("../README.md", None),
        ("/mo-hinh/trang/2/", LinkTarget("mo-hinh/", "")), ("/feed.xml", LinkTarget("feed.xml", "")), ("/mo-hinh/x/?a=1#b", LinkTarget("mo-hinh/x/", "b")),
    ],
)  # fmt: skip
def test_where_a_link_leads(written: str, target: LinkTarget | None) -> None:
    assert target_of(written, "models/a.md") == target


@pytest.fixture
def site(repo: Path, tmp_path: Path) -> Path:
    """A registry of one good model, one to come, one withdrawn, with the real vocabulary."""
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nsite_url: https://vi-du.test/dvk/\n")
    text = GOOD.read_text("utf-8")
    for name, old, new in (
        ("duong-hoa", "minh_hoa: true", "ten_cu: [duong-hoa-cu]\nminh_hoa: true"), ("nhap", "minh_hoa: true", "nhap: true\nminh_hoa: true"),
        ("da-go", "minh_hoa: true", "rut_dong_y: 2024-01-10\nminh_hoa: true"), ("cho-duyet", "duyet: {boi: Ban Chấp hành Đoàn xã Xuân Lai, ngay: 2023-11-20}\nngay_dang: 2023-11-21\n", ""),
    ):  # fmt: skip
        assert old in text
        body = text.replace(old, new).replace("ten: Đường", f"ten: {name} đường") + "\n## Kết quả\n\nKể.\n"
        (tmp_path / "models" / f"{name}.md").write_text(body, "utf-8")
    return tmp_path


def told(site: Path, written: str) -> list[Problem]:
    """Return what the check says of a story with a link on line 34."""
    text = GOOD.read_text("utf-8").replace("ten: Đường", "ten: Bài này, đường")
    (site / "models" / "bai.md").write_text(f"{text}\nXem [bài ấy]({written}) nhé.\n\n## Vì sao làm\n", "utf-8")
    return [p for p in checking.check(site).problems if p.path == "models/bai.md"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("duong-hoa.md", ""), ("duong-hoa-cu.md", ""), ("duong-hoa.md#kết-quả", ""), ("#vì-sao-làm", ""), ("/mo-hinh/duong-hoa/", ""),
        ("https://vi-du.test/dvk/mo-hinh/duong-hoa/", ""), ("/chi-tieu/", ""), ("../content/linh-vuc/van-hoa-xa-hoi.md", ""), ("/feed.xml", ""),
        ("#vi-sao-lam", "DVK340"), ("#khong-co", "DVK340"), ("duong-hoa.md#khong-co", "DVK340"), ("duong-hao.md", "DVK341"),
        ("/mo-hinh/duong-hao/", "DVK341"), ("https://vi-du.test/dvk/mo-hinh/duong-hao/", "DVK341"), ("../README.md", "DVK341"), ("/khong-co/", "DVK341"),
        *((odd, "DVK341") for odd in ("duong-hoa", "duong-hoa/", "../mo-hinh/duong-hoa/", "mo-hinh/duong-hoa/", "/khong-co.pdf", "anh/x.jpg", "/chi-tieu/x/", "/chia-se/x/",
          "duong-hoa.MD", "duong-hoa.md/", "duong-hoa.md%23x", "/mo-hinh/duong-hoa/%23x", "/MO-HINH/duong-hoa/", "/mo-hinh/duong-hoa/;x", "/mo-hinh/duong-hoa/%E1%BB", "%", "/https://x.vn", "./a:b", "../content/phong-trao.yml", "/phien-ban.json", "/assets/")),
        *((good, "") for good in ("/du-lieu/mo-hinh.csv", "/nam/2023/", "/chia-se/mo-hinh/duong-hoa/", "/mo-hinh//duong-hoa/", "?x=1", "/tim-kiem/?q=a")),
        ("nhap.md", "DVK342"), ("da-go.md", "DVK342"), ("cho-duyet.md", "DVK342"), ("/mo-hinh/nhap/", "DVK342"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_told_at_its_line(site: Path, written: str, code: str) -> None:
    found = told(site, written)
    assert [(p.code, p.line, p.column) for p in found] == ([(code, 34, 5)] if code else [])
    assert all(p.hint for p in found)
    if written.endswith("duong-hao.md"):
        assert "/mo-hinh/duong-hoa/" in found[0].hint
        assert found[0].fix is not None
        assert "](duong-hoa.md)" in found[0].fix.text
    if code == "DVK340":
        assert "#vì-sao-làm" in found[0].hint or "#kết-quả" in found[0].hint
    again = [p for p in checking.check(site).problems if p.path == "models/bai.md"]
    assert found == again, "a remembered check says what a new one says"


def test_an_address_without_any_mark_around_it_is_a_link_too(site: Path) -> None:
    text = GOOD.read_text("utf-8").replace("ten: Đường", "ten: Bài này, đường")
    (site / "models" / "bai.md").write_text(f"{text}\nXem https://vi-du.test/dvk/mo-hinh/khac/ nhé.\n", "utf-8")
    found = [(p.code, p.line, p.column) for p in checking.check(site).problems if p.path == "models/bai.md"]
    assert found == [("DVK341", 34, 5)]
    told_of = [(p.code, p.column) for p in check("Xem https://facebook.com@evil.example/x nhé.\n", path="models/x.md")]
    assert told_of == [("DVK521", 5)]


def test_a_remembered_story_hears_of_what_happens_to_the_pages_it_leads_to(site: Path) -> None:
    assert told(site, "duong-hoa.md#kết-quả") == []
    file = site / "models" / "duong-hoa.md"
    text = file.read_text("utf-8")
    for changed, code in ((text.replace("## Kết quả", "## Kết thúc"), "DVK340"), (text.replace("minh_hoa: true", "nhap: true\nminh_hoa: true"), "DVK342"), (None, "DVK341"), (text, "")):  # fmt: skip
        file.unlink() if changed is None else file.write_text(changed, "utf-8")
        said = [p for p in checking.check(site).problems if p.path == "models/bai.md"]
        assert [p.code for p in said] == ([code] if code else [])
        shutil.rmtree(site / ".cache")
        assert said == [p for p in checking.check(site).problems if p.path == "models/bai.md"]


def test_a_link_that_leads_to_nothing_shown_is_left_out_of_the_page(site: Path) -> None:
    told(site, "nhap.md")
    registry = checking.check(site).registry
    places = link_targets.of_registry(registry, "")
    link = link_targets.link_of(places, registry.models["bai"], "../../")
    html = render("[a](nhap.md) [b](https://vi-du.test/)", image=lambda _: None, link=link)
    assert html == '<p>a <a href="https://vi-du.test/" rel="nofollow ugc noopener">b</a></p>\n'


def test_the_fixed_pages_are_those_of_the_site(built_site: Path, repo: Path) -> None:
    there = {
        path.parent.relative_to(built_site).as_posix().removeprefix(".") for path in built_site.rglob("index.html")
    }
    pages = {f"{path}/" if path else "" for path in there}
    plain = {address for address in site_addresses.addresses() if re.fullmatch(r"(?:[a-z-]+/)*", address)}
    assert plain - {EDITOR_FOLDER} <= pages
    registry = checking.check(repo).registry
    places = link_targets.of_registry(registry, "")
    unknown = {page for page in pages if links._PAGE_NUMBER.sub("", page) == page and places.at(page) is None}
    assert {page for page in unknown if page.rstrip("/") not in {*registry.redirects, *registry.withdrawn}} == set()


MISLEADING = [
    ("https://facebook.com@evil.example/x", "xem", True), ("https://facebook.com:8443/x", "xem", True), ("https://xn--fcebook-2fg.com/", "xem", True),
    ("https://fаcebook.com/x", "xem", True), ("https://fácebook.com/x", "xem", True), ("https://evil.example/", "facebook.com/doanxa", True),
    ("https://evil.example/", "https://zalo.me/g", True), ("https://facebook.com.evil.example/", "www.facebook.com", True),
    ("https://m.facebook.com/doanxa", "facebook.com/doanxa", False), ("https://www.facebook.com/x", "trang của Đoàn xã", False),
    ("https://youtu.be/x", "youtube.com", False), ("https://truongxuan.thoxuan.thanhhoa.gov.vn/x", "thanhhoa.gov.vn", False),
    ("https://vi-du.test/1.500", "1.500 m đường, xong ngày 2.9", False), ("https://đoànxã.vn/", "xem", False),
    *((address, "xem", True) for address in ("http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "https://máy/", "https://evil。example/", "https://facebook.com%40evil.example/x",
      "https://facebook%2ecom.evil.example/", "https://zalo.me.evil.example/", "https://facebook-com.evil.example/", "https://thanhhoa.gov.vn.evil.example/", "https://faceb00k.com/", "https://g00gle.com/")),
    *(("https://evil.example/", shown, True) for shown in ("face\u200bbook.com", "facebook．com", "facebook。com", "facebook․com", "𝗳acebook.com", "«facebook.com»", "facebook.com!", "facebook.com…", "facebook.com→",
      "@facebook.com", ".facebook.com", "facebook.com–x", "facebook.asia", "bit.ly/abc", "xem (FACEBOOK.COM)", "`facebook.com`", "**facebook**.com")),
    ("mailto:evil@evil.example", "doanxa@vi-du.test", True), ("mailto:DoanXa@vi-du.test", "thư: doanxa@vi-du.test", False), ("https://vi-du.test:443/x", "xem", False),
    ("https://maps.google.com.vn/x", "google.com.vn", False), ("https://baothanhhoa.vn/x", "báo Thanh Hóa (baothanhhoa.vn)", False), ("https://www.tiktok.com/@doanxa", "xem", False),
    ("https://24h.com.vn/", "v.v. Nghị quyết 04.NQ, TP.Thanh Hóa", False), ("https://google.com/url?q=https://a.vn/@b", "xem", False),
]  # fmt: skip


@pytest.mark.parametrize(("address", "shown", "refused"), MISLEADING)
def test_links_that_look_like_another_place_are_refused(address: str, shown: str, refused: bool) -> None:
    if not {"*", "`"} & {*shown}:
        assert bool(misleading(address, shown)) is refused
    codes = [p.code for p in check(f"Xem [{shown}]({address}).\n", path="models/x.md")]
    assert codes == (["DVK521"] if refused else [])


@pytest.mark.parametrize(
    "address", ["www.facebook.com/doanxa", "facebook.com/doanxa", "zalo.me/g/abc", "truongxuan.thanhhoa.gov.vn"]
)
def test_an_address_without_https_is_told_and_mended(address: str) -> None:
    story = f"Xem [trang]({address}) và [trang kia](https://vi-du.test/).\n"
    found = list(check(story, path="models/x.md"))
    assert [(p.code, p.line, p.severity) for p in found] == [("DVK522", 1, Severity.ERROR)]
    assert found[0].fix is not None
    assert list(check(found[0].fix.apply(story), path="models/x.md")) == []
    data = GOOD.read_text("utf-8") + "\n" + story
    mended = fix.mend(Kind.MODEL, "models/x.md", data.encode())
    assert mended is not None
    assert f"(https://{address})" in mended.after
