"""/chia-se/: whoever posts an entry finds words and link for each channel, a preview, pictures; nobody else finds the page."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import segno
from danvankheo.base.problems import Severity
from danvankheo.media.layout import Cover, ShareImage
from danvankheo.outputs.sharing.kit import SharingState, caption, history_of, kit, preview, qr_png, tagged
from danvankheo.outputs.views.share_image import PageShareImage
from danvankheo.outputs.views.summary_cards import SummaryCard
from danvankheo.records.choices import Channel, OwnerKind, PhotoRight, Purpose
from danvankheo.records.model_sections import Owner
from danvankheo.records.numbers import Number
from danvankheo.records.rules.texts import cut_when_shared
from danvankheo.records.schema import Consent, Exemplar, Model, PersonConsent, Photo, Share
from PIL import Image
from playwright.sync_api import Browser

SITE = "https://vi-du.test/dan-van-kheo/"
PAGE = "chia-se/mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"
CARD = SummaryCard(
    "x", "mo-hinh/x/", "Đường tranh", "van-hoa", "Văn hóa – xã hội", "Đoàn xã Xuân Lai · 2023",
    Number("600 m", "chiều dài tường tranh"), (), "", False, False, None, 1,
)  # fmt: skip


def test_the_words_tell_who_what_and_where_to_read_on() -> None:
    words = caption(CARD, "Bà con góp sơn.", "https://vi-du.test/mo-hinh/x/", Channel.FACEBOOK, "tuổi trẻ Sông Mới")
    assert words.split("\n") == [
        "Đường tranh",
        "Mô hình “Dân vận khéo” · Đoàn xã Xuân Lai · 2023",
        "",
        "Bà con góp sơn.",
        "",
        "Chiều dài tường tranh: 600 m",
        "",
        "Đọc cả bài: https://vi-du.test/mo-hinh/x/",
        "",
        "#DanVanKheo #TuoiTreSongMoi #VanHoaXaHoi",
    ]
    zalo = caption(CARD, "Bà con góp sơn.", "https://vi-du.test/mo-hinh/x/", Channel.ZALO, "tuổi trẻ Sông Mới")
    assert zalo.startswith("Đường tranh – Đoàn xã Xuân Lai · 2023\nBà con góp sơn.\n\nĐọc cả bài: https://")
    assert len(zalo) < len(words)
    assert "http" not in caption(CARD, "", "", Channel.FACEBOOK, "tuổi trẻ Sông Mới")


def test_each_channel_has_a_link_of_its_own() -> None:
    links = {tagged("https://vi-du.test/mo-hinh/x/", channel) for channel in Channel}
    assert len(links) == len(Channel)
    assert "https://vi-du.test/mo-hinh/x/?utm_source=zalo&utm_medium=social&utm_campaign=chia-se" in links
    assert tagged("", Channel.ZALO) == ""


def exemplar(updated: date | None, *shares: tuple[Channel, date]) -> Exemplar:
    made = [Share.model_construct(channel=channel, day=day, link=None) for channel, day in shares]
    agreed = PersonConsent.model_construct(day=date(2023, 1, 1), form="văn bản", purposes=list(Purpose))
    return Exemplar.model_construct(shares=made, updated=updated, consent=agreed)


def test_what_waits_and_what_changed_since_is_known() -> None:
    never = history_of(exemplar(date(2024, 5, 1)))
    assert (never.done, never.waiting, never.changed) == ((), ("Facebook", "Fanpage", "Zalo"), None)
    shares = ((Channel.ZALO, date(2024, 3, 2)), (Channel.ZALO, date(2024, 1, 1)), (Channel.FACEBOOK, date(2024, 2, 1)))
    some = history_of(exemplar(date(2024, 3, 2), *shares))
    assert (some.done, some.waiting) == (("Facebook 01/02/2024", "Zalo 02/03/2024"), ("Fanpage",))
    assert some.changed is None
    assert history_of(exemplar(date(2024, 3, 3), *shares)).changed == date(2024, 3, 3)


IMAGE = PageShareImage(
    ShareImage("x", "Đường tranh", cover=Cover(Path("anh/x/a.jpg"), "0" * 8, None)), "Tranh", "mo-hinh/x", "x.md"
)


def test_a_person_who_did_not_agree_to_social_channels_is_posted_on_none() -> None:
    for ticked in ([], [Purpose.SITE, Purpose.NAME, Purpose.PRINT]):
        agreed = PersonConsent.model_construct(day=date(2023, 1, 1), form="văn bản", purposes=ticked)
        entry = exemplar(None).model_copy(update={"consent": agreed})
        made = kit(CARD, entry, IMAGE, "", "https://vi-du.test/", "Tuổi trẻ")
        assert (made.posts, made.pictures) == ((), ())
        assert "chưa đồng ý cho đăng bài này lên mạng xã hội" in made.refused
        assert history_of(entry).state is SharingState.NOT_PERMITTED
        assert history_of(entry).words == ""
    allowed = kit(CARD, exemplar(None), IMAGE, "", "https://vi-du.test/", "Tuổi trẻ")
    assert (len(allowed.posts), len(allowed.pictures), allowed.refused) == (3, 3, "")
    sample = exemplar(None).model_copy(update={"consent": None, "sample": True})
    assert len(kit(CARD, sample, IMAGE, "", "", "Tuổi trẻ").posts) == 3


def test_a_photo_for_the_site_alone_is_on_no_picture_to_post() -> None:
    owner = Owner.model_construct(kind=OwnerKind.COLLECTIVE, name="Chi đoàn")
    paper = Consent.model_construct(code="GDY-01/2023", day=date(2023, 1, 1), kept_at="Đoàn xã", purposes=[])
    shown = Photo.model_construct(file="a.jpg", right=PhotoRight.CONSENT, consent=paper)
    made = kit(CARD, Model.model_construct(owner=owner, photos=[shown]), IMAGE, "", "https://vi-du.test/", "Tuổi trẻ")
    assert (len(made.posts), made.pictures, made.refused) == (3, (), "")
    assert "không tải ảnh lên kênh" in made.pictures_refused
    wider = shown.model_copy(update={"consent": paper.model_copy(update={"purposes": [Purpose.SITE, Purpose.SOCIAL]})})
    assert len(kit(CARD, Model.model_construct(owner=owner, photos=[wider]), IMAGE, "", "", "Tuổi trẻ").pictures) == 3


def test_a_preview_shows_what_is_cut() -> None:
    head = (
        f'<meta property="og:title" content="{"Tên dài " * 10}hết">'
        '<meta property="og:description" content="Ngắn &amp; gọn.">'
        '<meta property="og:url" content="https://vi-du.test/x/"><meta property="og:image" content="https://vi-du.test/anh/a.jpg">'
    )
    seen = preview(head, "https://vi-du.test/")
    assert len(seen.title) <= 65
    assert seen.title.removesuffix("…") + " " + seen.title_rest == "Tên dài " * 10 + "hết"
    assert (seen.text, seen.text_rest, seen.domain, seen.picture) == ("Ngắn & gọn.", "", "vi-du.test", "anh/a.jpg")


def test_a_check_warns_of_what_gets_cut_unless_nobody_shares_it() -> None:
    text = "Đoàn viên cùng bà con góp công, góp sơn suốt hai mùa hè. " * 2
    entry = Exemplar.model_construct(title=text[:66], summary=text[:111], sample=False)
    title, summary = cut_when_shared(entry)
    assert (title.code, title.loc, summary.loc) == ("DVK222", ("ten",), ("tom_tat",))
    assert title.severity is summary.severity is Severity.WARNING
    assert "“Đoàn viên cùng bà con góp công, góp sơn suốt hai mùa hè. Đoàn…”" in title.message
    short = entry.model_copy(update={"title": text[:65], "summary": text[:110]})
    assert list(cut_when_shared(short)) == []
    assert list(cut_when_shared(entry.model_copy(update={"sample": True}))) == []


class Tags(HTMLParser):
    """The Open Graph tags of a built page, read without a word of our own code."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and (name := said.get("property") or "").startswith("og:"):
            self.found[name.removeprefix("og:")] = said.get("content") or ""


def text_of(html: str) -> str:
    return "".join(
        unescape(re.sub(r'<span class="visually-hidden">[^<]*</span>|<[^>]+>', "", html)).replace("…", "").split()
    )


def test_every_entry_has_its_page_with_pictures_code_and_the_preview_of_its_own_tags(built_site: Path) -> None:
    index = (built_site / "chia-se/index.html").read_text("utf-8")
    pages = re.findall(r'href="\.\./(chia-se/[a-z-]+/[a-z0-9-]+/)"', index)
    assert len(pages) > 30
    assert "Chưa chia sẻ <span" in index
    assert "Đã sửa sau lần chia sẻ gần nhất <span" in index
    assert "chưa đăng Facebook và Zalo" in index
    for page in pages:
        html = (built_site / page / "index.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        pictures = re.findall(r'<a href="((?:\.\./)+[^"]+)" download>', html)
        assert len(pictures) == 4
        assert all((built_site / page / picture).resolve().is_file() for picture in pictures)
        entry = page.removeprefix("chia-se/")
        tags = Tags(built_site / entry / "index.html").found
        for part, name in (("title", "title"), ("text", "description")):
            shown = re.findall(rf'<p class="link-card__{part}">(.*?)</p>', html, re.S)
            assert len(shown) == 2
            assert all(text_of(each) == text_of(tags[name]) for each in shown), page
        assert f"../{tags['image'].removeprefix(SITE)}" in html
        for channel in ("facebook", "fanpage", "zalo"):
            assert f'value="{SITE}{entry}?utm_source={channel}&amp;utm_medium=social&amp;utm_campaign=chia-se"' in html
        assert "https://developers.facebook.com/tools/debug/?q=https%3A%2F%2Fvi-du.test%2F" in html
    assert '<meta name="robots" content="noindex">' in index


def test_the_code_leads_to_the_page() -> None:
    url = "https://vi-du.test/mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/"
    with Image.open(io.BytesIO(qr_png(url))) as image:
        grey = image.convert("L")
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix]
    assert grey.width == (len(rows) + 8) * 16, "four squares of margin on each side"
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            assert (grey.getpixel(((x + 4) * 16 + 8, (y + 4) * 16 + 8)) < 128) is bool(dark), (x, y)


def test_no_other_page_leads_there(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        if "chia-se" not in file.relative_to(built_site).parts:
            assert "chia-se/" not in file.read_text("utf-8"), file


def test_a_button_copies_the_words(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + PAGE)
    page.get_by_role("button", name="Sao chép lời").nth(2).click()
    page.get_by_text("Đã chép.").wait_for()
    words = page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("Đường tranh bích họa thôn Tiên Nông – Đoàn xã")
    assert "utm_source=zalo" in words
    context.close()


def test_without_scripts_the_words_can_still_be_selected(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address + PAGE)
    assert page.get_by_role("button", name="Sao chép lời").count() == 0
    assert "Đường tranh" in page.get_by_role("textbox", name="Lời cho Facebook").input_value()
    context.close()
