"""The sharing kit of an entry: text and link for each channel, images, a preview of the link, what was posted before.

Facebook shows about the first 65 characters of a title and 110 of a description. Zalo publishes no limits; its previews
look alike. ``utm_…`` in a link tells the site's statistics by which channel a reader came; the address of the page in its
own head has none.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from urllib.parse import quote, urlencode, urlsplit

from danvankheo.base.locale import join_words, short_date
from danvankheo.base.text import cut, slugify
from danvankheo.media.layout import IMAGE_FORMATS
from danvankheo.outputs.head import read
from danvankheo.outputs.views.share_image import PageShareImage
from danvankheo.outputs.views.summary_cards import SummaryCard
from danvankheo.records.choices import Channel, Purpose
from danvankheo.records.consents import permits
from danvankheo.records.rules.texts import SEEN_TEXT, SEEN_TITLE
from danvankheo.records.schema import Entry, Share

FOLDER = "chia-se/"
# Every story is to be posted on these. Posts on other channels are shown, but none is asked for.
CHANNELS = (Channel.FACEBOOK, Channel.FANPAGE, Channel.ZALO)
DEBUGGER = "https://developers.facebook.com/tools/debug/?q="
_NAMES = {"link": "Thẻ ngang", "square": "Thẻ vuông", "story": "Thẻ đứng"}
#: Why an entry is not to be posted on social channels.
NOT_PERMITTED = (
    "Người được kể chưa đồng ý cho đăng bài này lên mạng xã hội. "
    "Hỏi lại người ấy; đồng ý thì thêm mang-xa-hoi vào pham_vi của dong_y_dang."
)
_NO_PICTURES = (
    "Ảnh bìa của bài chỉ được dùng trên trang này và thẻ chia sẻ của bài: đăng liên kết thì được, không tải ảnh lên kênh. "
    "Người trong ảnh đồng ý thì thêm mang-xa-hoi vào pham_vi của giay_dong_y."
)
_TAG = "DanVanKheo"


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A share image to download; width, height: in pixels."""

    name: str
    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """The post for one channel. done, done_link: day and address of the last post there, "" without one."""

    channel: str
    name: str
    words: str
    link: str
    done: str = ""
    done_link: str = ""

    @property
    def rows(self) -> int:
        """The number of lines a text field needs to show the words."""
        return min(24, sum(1 + len(line) // 34 for line in self.words.split("\n")))


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """A shared link as it looks. ``…_rest``: the part that is cut off; picture: path below the site's root, "" without one."""

    domain: str
    title: str
    title_rest: str
    text: str
    text_rest: str
    picture: str
    alt: str


@dataclass(frozen=True, slots=True)
class ShareKit:
    """Everything for one entry.

    changed: the day it changed after the last post, "" when it did not; refused, pictures_refused: why there are no posts
    or no pictures, "" when there are.
    """

    title: str
    place: str
    palette: str
    sample: bool
    href: str
    url: str
    debugger: str
    alt: str
    posts: tuple[ChannelPost, ...]
    pictures: tuple[ImageFile, ...]
    qr: str
    preview: LinkPreview
    changed: str
    refused: str = ""
    pictures_refused: str = ""


class SharingState(Enum):
    """What is to be done with an entry; the values are headings."""

    NOT_SHARED = "Chưa chia sẻ"
    CHANGED = "Đã sửa sau lần chia sẻ gần nhất"
    SHARED = "Đã chia sẻ"
    NOT_PERMITTED = "Không đăng lên mạng xã hội: người được kể chưa đồng ý"


@dataclass(frozen=True, slots=True)
class SharingHistory:
    """The posts of an entry: channels with the day of the last post, channels without a post; changed: since the last post.

    permitted: whether it may be posted on social channels.
    """

    done: tuple[str, ...]
    waiting: tuple[str, ...]
    changed: date | None
    permitted: bool = True

    @property
    def state(self) -> SharingState:
        """What is to be done with the entry."""
        if not self.permitted:
            return SharingState.NOT_PERMITTED
        if self.changed:
            return SharingState.CHANGED
        return SharingState.SHARED if self.done else SharingState.NOT_SHARED

    @property
    def words(self) -> str:
        """The history in one line, "" when there was no post."""
        words = [f"Đã đăng: {', '.join(self.done)}"] if self.done else []
        words += [f"sửa ngày {short_date(self.changed)}"] if self.changed else []
        words += [f"chưa đăng {join_words(list(self.waiting))}"] if self.done and self.waiting else []
        return "; ".join(words)


def history_of(entry: Entry) -> SharingHistory:
    """Return the posts of an entry."""
    newest, permitted = _newest(entry.shares), permits(entry, Purpose.SOCIAL)
    shares = sorted(newest.values(), key=lambda share: share.day)
    changed = entry.updated if shares and entry.updated and entry.updated > shares[-1].day else None
    return SharingHistory(
        tuple(f"{share.channel.label} {short_date(share.day)}" for share in shares),
        tuple(channel.label for channel in CHANNELS if channel not in newest and permitted),
        changed,
        permitted,
    )


def _newest(shares: Sequence[Share]) -> dict[Channel, Share]:
    return {share.channel: share for share in sorted(shares, key=lambda share: share.day)}


def kit(card: SummaryCard, entry: Entry, image: PageShareImage, head: str, site_url: str, youth: str) -> ShareKit:
    """Return the kit of an entry; head: the tags of its page, from which the preview is made; youth: of the place."""
    href = card.href or ""
    url = site_url + href if site_url else ""
    history, newest = history_of(entry), _newest(entry.shares)
    posts = []
    for channel in CHANNELS if history.permitted else ():
        link = tagged(url, channel)
        done = newest.get(channel)
        posts.append(
            ChannelPost(channel.value, channel.label, caption(card, image.content.summary, link, channel, youth), link,
                 short_date(done.day) if done else "", (done.link or "") if done else "")
        )  # fmt: skip
    refused = "" if history.permitted else NOT_PERMITTED
    pictures_refused = refused or _cover_refused(entry, image)
    shapes = () if pictures_refused else image.shapes
    pictures = [ImageFile(_NAMES[shape], image.path(shape), *IMAGE_FORMATS[shape].size) for shape in shapes]
    return ShareKit(
        title=card.title,
        place=card.place,
        palette=card.palette,
        sample=card.sample,
        href=href,
        url=url,
        debugger=DEBUGGER + quote(url, safe="") if url else "",
        alt=image.alt,
        posts=tuple(posts),
        pictures=tuple(pictures),
        qr=qr_path(href),
        preview=preview(head, site_url),
        changed=short_date(history.changed) if history.changed else "",
        refused=refused,
        pictures_refused=pictures_refused,
    )


def _cover_refused(entry: Entry, image: PageShareImage) -> str:
    """Return why the share images must not be posted as pictures: the photo on them is not for social channels."""
    cover = image.content.cover
    shown = next((photo for photo in entry.photos if cover and photo.file == cover.file.name), None)
    return _NO_PICTURES if shown and not permits(entry, Purpose.SOCIAL, shown) else ""


def preview(head: str, site_url: str) -> LinkPreview:
    """Return how a link to a page looks, by the tags of the page's head."""
    tags = read(head)
    title, text = tags.get("title", ""), tags.get("description", "")
    seen_title, seen_text = cut(title, SEEN_TITLE), cut(text, SEEN_TEXT)
    return LinkPreview(
        domain=urlsplit(tags.get("url", "")).netloc,
        title=seen_title,
        title_rest=_rest(title, seen_title),
        text=seen_text,
        text_rest=_rest(text, seen_text),
        picture=tags.get("image", "").removeprefix(site_url),
        alt=tags.get("image:alt", ""),
    )


def _rest(text: str, seen: str) -> str:
    return text.removeprefix(seen.removesuffix("…")).strip() if seen != text else ""


def tagged(url: str, channel: Channel) -> str:
    """Return a link that tells by which channel a reader came."""
    parameters = {"utm_source": channel.value, "utm_medium": "social", "utm_campaign": "chia-se"}
    return f"{url}?{urlencode(parameters)}" if url else ""


def caption(card: SummaryCard, summary: str, link: str, channel: Channel, youth: str) -> str:
    """Return the text to post: title, unit, summary, the key number, the link; Zalo's is shorter."""
    tags = [_TAG, _hashtag(youth), *([_hashtag(card.field)] if channel is not Channel.ZALO else [])]
    foot = ["", f"Đọc cả bài: {link}"] if link else []
    foot += ["", " ".join(f"#{tag}" for tag in tags)]
    if channel is Channel.ZALO:
        return "\n".join([f"{card.title} – {card.place}", *([summary] if summary else []), *foot])
    kind = card.exemplar.label if card.exemplar else "Mô hình “Dân vận khéo”"
    lines = [card.title, f"{kind} · {card.place}"]
    if summary:
        lines += ["", summary]
    if card.number:
        lines += ["", f"{card.number.name[:1].upper()}{card.number.name[1:]}: {card.number.value}"]
    return "\n".join([*lines, *foot])


def _hashtag(words: str) -> str:
    """Return words as a hashtag without #: "Văn hóa – xã hội" → "VanHoaXaHoi"."""
    return "".join(part.capitalize() for part in slugify(words).split("-"))


def qr_path(href: str) -> str:
    """Return the path of the QR code of an entry's page."""
    return f"{FOLDER}{href}ma-qr.png"


def qr_png(url: str) -> bytes:
    """Return the QR code of an address, large enough to print."""
    from danvankheo.media.panels import qr_code

    out = io.BytesIO()
    qr_code(url, module=16).save(out, "PNG", optimize=True)
    return out.getvalue()
