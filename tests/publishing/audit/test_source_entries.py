"""What an entry's file says of being shown is the same to the audit and to the builder, however it is spelled."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from danvankheo import checking
from danvankheo.publishing.audit.source_entries import SourceEntry, SourceTree
from danvankheo.records.schema import Entry as Record
from laws import Cases

NAMES = (
    "{}:",
    "{} :",
    '"{}":',
    "'{}':",
    "{}:  ",
    "? {}\n:",
    "{}\u00a0:",
    "{}:\t",
    "{}",
    "\ufeff{}:",
    "&a {}:",
    "!!str {}:",
)
FLAGS = (
    "true", "false", '"true"', "'false'", "true # có", "True", "yes", "có", "1", "~", "null", "", '""', "[true]", "{a: true}",
    "|\n  true", ">-\n  false", "!!bool true", "&x true", "*x", '"tr\\u0075e"', "true\u200b", " true ", "'true' ", "sai", "# true",
)  # fmt: skip
WHO = (
    "Ban Chấp hành Đoàn xã",
    '"Đoàn xã # 1"',
    "'Đoàn xã: A'",
    "",
    '""',
    "[A]",
    "Đoàn xã # ghi chú",
    '"\\u200b"',
    "A, B",
    "''",
)
WHEN = (
    "2024-05-01",
    '"2024-05-01"',
    "2024-5-1",
    "01/05/2024",
    "2024-02-30",
    "",
    "2024-05-01 # hôm ấy",
    "hôm qua",
    "&n 2024-05-01",
)
APPROVALS = (
    "\n  boi: {who}\n  ngay: {when}", " {{boi: {who}, ngay: {when}}}", "\n    boi: {who}\n    ngay: {when}",
    " {{ngay: {when},\n  boi: {who}}}", ' {{"boi": {who}, "ngay": {when}}}', "\n  # boi: A\n  ngay: {when}\n  boi: {who}",
    "\n  boi : {who}\n  ngay : {when}", "\n- boi: {who}\n- ngay: {when}", " {who}, {when}", "\n  boi: {who}\n\n  ngay: {when}\n# duyet: {{}}",
    "\n  boi: |\n    {who}\n  ngay: >-\n    {when}", "\n\tboi: {who}\n\tngay: {when}", "\n  boi: {who}\n  boi: B\n  ngay: {when}",
    "\n  ? boi\n  : {who}\n  ? ngay\n  : {when}", " &d {{boi: {who}, ngay: {when}}}", "\n  <<: {{boi: {who}}}\n  ngay: {when}",
)  # fmt: skip
WITHDRAWN = (
    "2024-06-01",
    '"2024-06-01"',
    "",
    "01/06/2024",
    "~",
    "có",
    "2024-06-01 # xin rút",
    "[2024-06-01]",
    "|\n  2024-06-01",
)
TITLES = (
    "Vườn rau sạch thôn Hai", '"Vườn rau # sạch"', "'Vườn rau: sạch'", "Vườn rau # sạch", '"Vườn \\"rau\\" sạch"', "'Vườn ''rau'' sạch'",
    ">-\n  Vườn rau\n  sạch thôn Hai", "|-\n  Vườn rau", "Vu\u031bo\u031b\u0300n rau sa\u0323ch", "Ðường hoa thôn Hai", '"Vườn\\u00a0rau"',
    "Vườn rau\n  sạch", "“Vườn rau”", "Vườn\u200b rau", "@Vườn rau", '"V\\u01b0ờn rau sạch"', "[Vườn rau]", "Vườn rau - thôn: Hai",
)  # fmt: skip
FRAMES = (
    "---\n{}---\n{}", "--- \n{}---\n{}", "\ufeff---\n{}---\n{}", "---\n{}\n---\n\n{}", "---\n{}----\n{}", "\n---\n{}---\n{}", "---\n{}...\n{}",
    "{}---\n{}", "---\n{}{}", "---\n---\n{}---\n{}", "---\n{}--- # hết\n{}", "---\n# duyet: {{boi: A}}\n{}---\n{}",
)  # fmt: skip
BASE = "don_vi: xa-xuan-lai\nlinh_vuc: van-hoa-xa-hoi\ntrang_thai: moi-dang-ky\nchu_the: {loai: tap-the, ten: Đoàn xã Xuân Lai}\n"
BASE += "dia_chi: Thôn Hai, xã Xuân Lai\nchu_truong: {chi_dao: Đoàn xã, dang_ky: [{nam: 2024, noi: chinh-quyen, co_quan: UBND xã, ngay: 2024-02-01}]}\n"
STORIES = ("", "nhap: true\n\nLời kể.\n", "duyet: {boi: A, ngay: 2024-01-01}\n")


def pick(draw: Random, choices: tuple[str, ...]) -> str:
    """Return the plainest spelling half of the time, so that most files have one odd place."""
    return choices[0] if draw.random() < 0.75 else draw.choice(choices)


def key(draw: Random, name: str, value: str) -> str:
    return f"{pick(draw, NAMES).format(name)}{value if value.startswith(chr(10)) else ' ' + value.lstrip(' ')}\n"


def spelled(draw: Random) -> str:
    """Return the text of a file in one of the countless ways in which people write it."""
    title = pick(draw, TITLES)  # most are of their own: one like a withdrawn entry's is refused
    lines = [key(draw, "ten", f"Vườn rau {draw.randrange(10**6)}" if title == TITLES[0] else title), BASE]
    if draw.random() < 0.9:
        lines.append(key(draw, "duyet", pick(draw, APPROVALS).format(who=pick(draw, WHO), when=pick(draw, WHEN))))
    for name, values, share in (
        ("nhap", FLAGS, 0.35),
        ("minh_hoa", FLAGS, 0.3),
        ("rut_dong_y", WITHDRAWN, 0.2),
        ("nhap", FLAGS, 0.05),
    ):
        if draw.random() < share:
            lines.append(key(draw, name, draw.choice(values)))
    draw.shuffle(lines)
    text = pick(draw, FRAMES).format("".join(lines), draw.choice(STORIES))
    return text.replace("\n", "\r\n") if draw.random() < 0.1 else text


def seen(entry: SourceEntry) -> dict[str, object]:
    withdrawn = entry.withdrawn and not entry.draft
    return {"public": entry.public, "withdrawn": withdrawn, "sample": entry.sample, "title": entry.title}


@pytest.fixture
def kho(tmp_path: Path, repo: Path) -> Path:
    shutil.copytree(repo / "content", tmp_path / "content")
    (tmp_path / "models").mkdir()
    return tmp_path


@pytest.mark.law(2)
def test_the_audit_and_the_builder_read_the_same_in_every_spelling(kho: Path, cases: Cases) -> None:
    texts = {f"models/bai-{number}.md": spelled(draw) for number, draw in enumerate(cases.draws(600, "spellings"))}
    for path, text in texts.items():
        (kho / path).write_bytes(text.encode("utf-8"))
    checked = checking.check(kho)
    mine = {entry.path: entry for entry in SourceTree(kho).entries}
    passed = wrong = 0
    for record in checked.repository.records:
        path, data = record.path, record.data
        if path not in texts or not isinstance(data, Record):
            continue
        theirs = {"public": record.is_public, "withdrawn": record.is_withdrawn, "sample": record.summary.sample, "title": " ".join(data.title.split())}  # fmt: skip
        if path not in checked.wrong:
            assert seen(mine[path]) == theirs, texts[path]
            passed += 1
        wrong += path in checked.wrong
    assert mine.keys() == texts.keys()
    assert passed > len(texts) / 6
    assert wrong > len(texts) / 6
    cases.count(passed, "spellings that pass the check")


UNREADABLE = {
    "no closing bracket": "---\nten: [Vườn rau\nduyet: {{boi: A, ngay: 2024-01-01}}\n{}---\n",
    "crooked": "---\nten: Vườn rau\n   duyet: x\n  y\n{}---\nduyet: {{boi: A, ngay: 2024-01-01}}\n",
    "an anchor": "---\nten: &a Vườn rau\nduyet: {{boi: A, ngay: 2024-01-01}}\n{}---\n",
    "a key twice": "---\nten: A\nten: Vườn rau\nduyet: {{boi: A, ngay: 2024-01-01}}\n{}---\n",
    "a letter nobody sees": "---\nten: Vườn\x08 rau\nduyet: {{boi: A, ngay: 2024-01-01}}\n{}---\n",
    "no beginning": "ten: Vườn rau\nduyet: {{boi: A, ngay: 2024-01-01}}\n{}---\n",
    "a list": "---\n- ten: Vườn rau\n- duyet: {{boi: A, ngay: 2024-01-01}}\n{}---\n",
}


@pytest.mark.parametrize("said", ["", "nhap: true\n", "rut_dong_y: 2024-01-01\n", '"rut_dong_y" : hôm qua\n'])
@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_whole_is_not_public_and_what_it_says_against_it_holds(
    kho: Path, what: str, said: str
) -> None:
    (kho / "models" / "a.md").write_text(UNREADABLE[what].format(said), "utf-8")
    (entry,) = SourceTree(kho).entries
    assert not entry.public
    assert entry.withdrawn == ("rut_dong_y" in said)
    assert entry.draft == ("nhap" in said)


@pytest.mark.parametrize(
    "now", ["nhap: true\n", "rut_dong_y: 2024-01-01\n", "duyet_cu: x\n", "ten: [\nnhap : true\n", ""]
)
def test_what_the_repository_says_now_against_an_entry_wins_over_what_it_was_built_from(
    kho: Path, tmp_path: Path, now: str
) -> None:
    before = tmp_path / "truoc.md"
    before.write_text("---\nten: Vườn rau sạch\nduyet: {boi: A, ngay: 2024-01-01}\n---\n", "utf-8")
    approved = "duyet: {boi: A, ngay: 2024-01-01}\n" if now != "duyet_cu: x\n" else ""
    (kho / "models" / "a.md").write_text(f"---\nten: Vườn: rau\n{approved}{now}---\n", "utf-8")
    (entry,) = SourceTree(kho, {"models/a.md": before}).entries
    assert entry.public == (now == "")


def test_a_link_is_no_file(kho: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoai.md").write_text("---\nten: Vườn rau sạch\nduyet: {boi: A, ngay: 2024-01-01}\n---\n", "utf-8")
    (kho / "models" / "a.md").symlink_to(tmp_path / "ngoai.md")
    assert [entry.public for entry in SourceTree(kho).entries] == [False]


def test_the_offices_own_numbers_are_known_however_they_are_spelled(kho: Path) -> None:
    file = kho / "content" / "phong-trao.yml"
    for lines in (
        "  dien_thoai: 0237 123 456",
        '  "dien_thoai" : "0237.123.456"',
        "  dien_thoai: 0237 123 456 # trực",
        "  zalo: >-\n    0237 123 456",
    ):
        text = file.read_text("utf-8") if "don_vi_quan_ly:\n" in file.read_text("utf-8") else ""
        assert text
        (kho / "content" / "phong-trao.yml").write_text(
            text.replace("don_vi_quan_ly:\n", f"don_vi_quan_ly:\n{lines}\n", 1), "utf-8"
        )
        assert "0237123456" in SourceTree(kho).own_numbers
        file.write_text(text, "utf-8")
