"""Ways to break one file of a repository, as hands, programs, disks and merges do."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

#: Changes one file of a repository.
Break = Callable[[Path, Random], None]


def _bytes(change: Callable[[bytes, Random], bytes]) -> Break:
    def broken(file: Path, draw: Random) -> None:
        file.write_bytes(change(file.read_bytes(), draw))

    return broken


def _text(change: Callable[[str, Random], str]) -> Break:
    return _bytes(lambda data, draw: change(data.decode("utf-8", "replace"), draw).encode("utf-8", "replace"))


def _line(change: Callable[[str, Random], str]) -> Break:
    """Change one line that holds a key."""

    def changed(text: str, draw: Random) -> str:
        lines = text.split("\n")
        keys = [number for number, line in enumerate(lines) if re.match(r"\s*(?:- )?\w+:", line)]
        if keys:
            number = draw.choice(keys)
            lines[number] = change(lines[number], draw)
        return "\n".join(lines)

    return _text(changed)


def _value(*values: str) -> Break:
    """Give one key another value."""
    return _line(lambda line, draw: f"{line.partition(':')[0]}: {draw.choice(values)}")


def _key(key: str, *values: str) -> Break:
    """Give a key another value, or add the key."""

    def changed(text: str, draw: Random) -> str:
        value = draw.choice(values)
        done, count = re.subn(rf"(?m)^(\s*(?:- )?){key}:.*$", rf"\g<1>{key}: {value}", text, count=1)
        return done if count else text.replace("---\n", f"---\n{key}: {value}\n", 1)

    return _text(changed)


def _without_key(text: str, draw: Random) -> str:
    lines = text.split("\n")
    keys = [number for number, line in enumerate(lines) if re.match(r"\w+:", line)]
    return "\n".join(line for number, line in enumerate(lines) if not keys or number != draw.choice(keys))


def _twice(text: str, draw: Random) -> str:
    lines = text.split("\n")
    number = draw.randrange(len(lines))
    return "\n".join([*lines[: number + 1], lines[number], *lines[number + 1 :]])


def _conflict(text: str, draw: Random) -> str:
    lines = text.split("\n")
    number = draw.randrange(len(lines))
    return "\n".join(
        [
            *lines[:number],
            "<<<<<<< HEAD",
            lines[number],
            "=======",
            "ten: khác",
            ">>>>>>> nhanh-khac",
            *lines[number + 1 :],
        ]
    )


def _other(file: Path, draw: Random) -> None:
    others = [
        each
        for each in sorted(file.parents[draw.choice((0, 1))].rglob("*"))
        if each.is_file() and ".git" not in each.parts
    ]
    file.write_bytes(draw.choice(others).read_bytes())


def _folder(file: Path, draw: Random) -> None:
    file.unlink()
    file.mkdir()


def _link(target: str) -> Break:
    def linked(file: Path, draw: Random) -> None:
        file.unlink()
        file.symlink_to(target)

    return linked


def _pipe(file: Path, draw: Random) -> None:
    file.unlink()
    os.mkfifo(file)


def _renamed(name: Callable[[Path], str]) -> Break:
    return lambda file, draw: shutil.move(file, file.with_name(name(file))) and None


def _insert(*pieces: str) -> Break:
    def inserted(text: str, draw: Random) -> str:
        place = draw.randrange(len(text) + 1)
        return text[:place] + draw.choice(pieces) + text[place:]

    return _text(inserted)


WAYS: dict[str, Break] = {
    "empty": _bytes(lambda data, draw: b""),
    "blank": _bytes(lambda data, draw: b" \n\n\t\n"),
    "cut in the middle": _bytes(lambda data, draw: data[: draw.randrange(len(data) + 1)]),
    "only its end": _bytes(lambda data, draw: data[draw.randrange(len(data) + 1) :]),
    "binary": _bytes(lambda data, draw: draw.randbytes(400)),
    "zeros": _bytes(lambda data, draw: b"\0" * len(data)),
    "one NUL": _bytes(lambda data, draw: data[: len(data) // 2] + b"\0" + data[len(data) // 2 :]),
    "one byte that is no UTF-8": _bytes(lambda data, draw: data[: (at := draw.randrange(len(data) + 1))] + b"\xff" + data[at:]),
    "UTF-16": _bytes(lambda data, draw: data.decode("utf-8", "replace").encode("utf-16")),
    "Windows-1258": _bytes(lambda data, draw: data.decode("utf-8", "replace").encode("cp1258", "replace")),
    "BOM": _bytes(lambda data, draw: b"\xef\xbb\xbf" + data),
    "BOM twice": _bytes(lambda data, draw: b"\xef\xbb\xbf" * 2 + data),
    "CRLF": _bytes(lambda data, draw: data.replace(b"\n", b"\r\n")),
    "CR": _bytes(lambda data, draw: data.replace(b"\n", b"\r")),
    "U+2028 for line ends": _text(lambda text, draw: text.replace("\n", "\u2028")),
    "one line": _text(lambda text, draw: text.replace("\n", " ")),
    "tabs for spaces": _text(lambda text, draw: text.replace("  ", "\t")),
    "a long line": _text(lambda text, draw: text.replace("\n", "\n" + "x" * 200_000, 1)),
    "larger than may be": _bytes(lambda data, draw: data + b"x" * 300_000),
    "another's content": _other,
    "conflict marks": _text(_conflict),
    "a line twice": _text(_twice),
    "a key less": _text(_without_key),
    "no first ---": _text(lambda text, draw: text.removeprefix("---\n")),
    "no second ---": _text(lambda text, draw: "---\n" + text.removeprefix("---\n").replace("---\n", "", 1)),
    "--- everywhere": _text(lambda text, draw: text.replace("\n", "\n---\n")),
    "nested 2,000 levels": _text(lambda text, draw: text.replace("---\n", "---\na: " + "[" * 2_000 + "\n", 1)),
    "nested by spaces": _text(lambda text, draw: text.replace("---\n", "---\n" + "".join(f"{' ' * n}a{n}:\n" for n in range(300)), 1)),
    "5,000 keys": _text(lambda text, draw: text.replace("---\n", "---\n" + "".join(f"k{n}: 1\n" for n in range(5_000)), 1)),
    "an anchor": _line(lambda line, draw: line.replace(": ", ": &a ", 1)),
    "an alias": _value("*a"),
    "a bomb of aliases": _text(lambda text, draw: text.replace("---\n", "---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b]\n", 1)),
    "a merge key": _text(lambda text, draw: text.replace("---\n", "---\n<<: {ten: x}\n", 1)),
    "a tag": _value("!!python/object/apply:os.system [id]", "!!binary aGk=", "!x y"),
    "an open quote": _value('"Chưa đóng', "'Chưa đóng"),
    "an open bracket": _value("[a, b", "{a: b"),
    "a bracket too many": _value("a]", "}"),
    "a colon in a value": _value("Hai phần: một câu: nữa"),
    "a value that looks like YAML": _value("- a", "? b", "| ", "> ", "%x", "@x", "`x`", "#"),
    "nothing": _value("", "~", "null"),
    "a number with marks": _value("1.250", "1,5", "1e999", "0x1F", "-0", "٣"),
    "a huge number": _value("9" * 400, "-" + "9" * 40),
    "a day that is none": _value("2023-02-30", "2023-13-01", "0000-00-00", "9999-12-31", "31/12/2023", "2203-11-25"),
    "a flag that is none": _value("maybe", "yes please"),
    "a list for a word": _value("[a, b]", "[]", "[[[]]]"),
    "a mapping for a word": _value("{a: b}", "{}", "{a: {b: {c: d}}}"),
    "a slug that is unknown": _value("khong-co-ma-nay", "../../etc/passwd", "Xã Xuân Lai"),
    "young people with a mark": _key("thanh_nien", "1.250", "rất nhiều", "-5"),
    "another unit": _key("don_vi", "xa-khong-co", "[]", ""),
    "another field": _key("linh_vuc", "khong-co", "{}", ""),
    "another type": _key("loai", "khong-co", "[x]"),
    "other topics": _key("noi_dung", "khong-co", "[khong-co]", "{ma: x}"),
    "a year that is none": _key("theo_nam", "[]", "{20x3: {}}", "{2023: 5}", "x"),
    "another place in order": _key("thu_tu", "không", "-1", "[]"),
    "another end": _key("den", "1999-01-01", "mai sau", "[]"),
    "another successor": _key("nay_thuoc", "khong-co", "xa-xuan-lai", "[]"),
    "a key nobody knows": _key("khoa_la", "x", "{}"),
    "no name": _key("ten", "", "[]", "x" * 400),
    "control characters": _insert("\x07", "\x1b[31m", "\u202e", "\u200f", "\ufffd", "\u0085"),
    "HTML": _insert("<script>alert(1)</script>", "<!--", "<div>", "]]>"),
    "a picture that is not there": _insert("\n\n![ảnh](anh/khong-co.jpg)\n\n", "\n\n![](https://vi-du.test/a.png)\n\n"),
    "a link that leads nowhere": _insert("\n\n[x](javascript:alert(1))\n\n", "\n\n[x](../../khong-co/)\n\n"),
    "deleted": lambda file, draw: file.unlink(),
    "a folder": _folder,
    "a link to nowhere": _link("khong-co"),
    "a link to itself": lambda file, draw: _link(file.name)(file, draw),
    "a link out of the repository": _link("/etc/hostname"),
    "a pipe": _pipe,
    "another valid name": _renamed(lambda file: f"{file.stem}-moi{file.suffix}"),
    "a name with spaces": _renamed(lambda file: f"Bản sao của {file.name}"),
    "a name in capitals": _renamed(lambda file: file.name.upper()),
    "another suffix": _renamed(lambda file: file.stem + ".txt"),
    "a name that begins with a dot": _renamed(lambda file: f".{file.name}"),
}  # fmt: skip
