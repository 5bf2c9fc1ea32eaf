"""What whoever posts an entry needs: words and link for each channel, pictures, how the link will look, what was shared.

Facebook shows about the first 65 characters of a title and 110 of a description. Zalo publishes no limits; its cards look
alike. A link's ``utm_…`` tells the site's statistics where a reader came from; the address a card stands for stays plain.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

from danvankheo.base.locale import short_date
from danvankheo.base.text import cut, slugify
from danvankheo.media.layout import IMAGE_FORMATS
from danvankheo.outputs.head import read
from danvankheo.outputs.pages.entry_cards import Card
from danvankheo.outputs.sharing.images import Shared
from danvankheo.records.choices import Channel
from danvankheo.records.rules.texts import SEEN_TEXT, SEEN_TITLE
from danvankheo.records.schema import Entry, Share

FOLDER = "chia-se/"
# Where every story goes; what else is recorded is shown too, but nobody is reminded of it.
CHANNELS = (Channel.FACEBOOK, Channel.FANPAGE, Channel.ZALO)
DEBUGGER = "https://developers.facebook.com/tools/debug/?q="
_NAMES = {"link": "Thẻ ngang", "square": "Thẻ vuông", "story": "Thẻ đứng"}
_TAGS = ("DanVanKheo", "TuoiTreThoXuan")


@dataclass(frozen=True, slots=True)
class Picture:
    """One file to download."""

    name: str
    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Post:
    """What goes on one channel; done: when it was last posted there and where, "" for never."""

    channel: str
    name: str
    words: str
    link: str
    done: str = ""
    done_link: str = ""

    @property
    def rows(self) -> int:
        """How many lines a field needs to show the words."""
        return min(24, sum(1 + len(line) // 34 for line in self.words.split("\n")))


@dataclass(frozen=True, slots=True)
class Preview:
    """A shared link as it looks; ``…_rest``: what is cut off; picture: below the site's root, "" without one."""

    domain: str
    title: str
    title_rest: str
    text: str
    text_rest: str
    picture: str
    alt: str


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything of one entry. changed: when it changed after it was last shared, "" when it did not."""

    title: str
    place: str
    palette: str
    sample: bool
    href: str
    url: str
    debugger: str
    alt: str
    posts: tuple[Post, ...]
    pictures: tuple[Picture, ...]
    qr: str
    preview: Preview
    changed: str


@dataclass(frozen=True, slots=True)
class State:
    """What was shared of an entry: channels done with the day, channels still waiting, whether it changed since."""

    done: tuple[str, ...]
    waiting: tuple[str, ...]
    changed: date | None


def state_of(entry: Entry) -> State:
    """Return what was shared of an entry."""
    newest = _newest(entry.shares)
    days = sorted(newest.values(), key=lambda share: share.day)
    changed = entry.updated if days and entry.updated and entry.updated > days[-1].day else None
    return State(
        tuple(f"{share.channel.label} {short_date(share.day)}" for share in days),
        tuple(channel.label for channel in CHANNELS if channel not in newest),
        changed,
    )


def _newest(shares: Sequence[Share]) -> dict[Channel, Share]:
    return {share.channel: share for share in sorted(shares, key=lambda share: share.day)}


def kit(card: Card, entry: Entry, shared: Shared, head: str, site_url: str) -> Kit:
    """Return the kit of an entry; head: the tags of its page, of which the preview is made."""
    href = card.href or ""
    url = site_url + href if site_url else ""
    state, newest = state_of(entry), _newest(entry.shares)
    posts = []
    for channel in CHANNELS:
        link = tagged(url, channel)
        done = newest.get(channel)
        posts.append(
            Post(channel.value, channel.label, caption(card, shared.card.summary, link, channel), link,
                 short_date(done.day) if done else "", (done.link or "") if done else "")
        )  # fmt: skip
    pictures = [Picture(_NAMES[shape], shared.path(shape), *IMAGE_FORMATS[shape].size) for shape in shared.shapes]
    return Kit(
        title=card.title,
        place=card.place,
        palette=card.palette,
        sample=card.sample,
        href=href,
        url=url,
        debugger=DEBUGGER + quote(url, safe="") if url else "",
        alt=shared.alt,
        posts=tuple(posts),
        pictures=tuple(pictures),
        qr=qr_path(href),
        preview=preview(head, site_url),
        changed=short_date(state.changed) if state.changed else "",
    )


def preview(head: str, site_url: str) -> Preview:
    """Return what a shared link shows of a page, by the tags of its own head."""
    tags = read(head)
    title, text = tags.get("title", ""), tags.get("description", "")
    seen_title, seen_text = cut(title, SEEN_TITLE), cut(text, SEEN_TEXT)
    return Preview(
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
    """Return a link that says by which channel a reader came."""
    said = {"utm_source": channel.value, "utm_medium": "social", "utm_campaign": "chia-se"}
    return f"{url}?{urlencode(said)}" if url else ""


def caption(card: Card, summary: str, link: str, channel: Channel) -> str:
    """Return the words to post: who and where, what happened, the number that matters, the link; Zalo's are few."""
    tags = [*_TAGS, *([_hashtag(card.field)] if channel is not Channel.ZALO else [])]
    foot = ["", f"Đọc cả bài: {link}"] if link else []
    foot += ["", " ".join(f"#{tag}" for tag in tags)]
    if channel is Channel.ZALO:
        return "\n".join([f"{card.title} – {card.place}", *([summary] if summary else []), *foot])
    kind = "Điển hình cá nhân" if card.person else "Mô hình “Dân vận khéo”"
    lines = [card.title, f"{kind} · {card.place}"]
    if summary:
        lines += ["", summary]
    if card.number:
        lines += ["", f"{card.number.name[:1].upper()}{card.number.name[1:]}: {card.number.value}"]
    return "\n".join([*lines, *foot])


def _hashtag(words: str) -> str:
    """Return words as channels read them behind a #: "Văn hóa – xã hội" → "VanHoaXaHoi"."""
    return "".join(part.capitalize() for part in slugify(words).split("-"))


def qr_path(href: str) -> str:
    """Return where the QR code of an entry's page lies."""
    return f"{FOLDER}{href}ma-qr.png"


def qr_png(url: str) -> bytes:
    """Return the QR code of an address, large enough to print."""
    from danvankheo.media.panels import qr_code

    out = io.BytesIO()
    qr_code(url, module=16).save(out, "PNG", optimize=True)
    return out.getvalue()
