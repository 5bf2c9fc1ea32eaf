"""An issue form becomes a proposal of files; hostile input stays text, and only attachments are fetched."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from danvankheo import checking
from danvankheo.base.errors import DanVanKheoError
from danvankheo.forms import issue_forms, questions
from danvankheo.forms.issue_forms import COLLECTIVE_FORM, FORMS, MODEL_FORM, PERSON_FORM, REPORT_FORM, IssueForm
from danvankheo.github import event, propose
from danvankheo.github.attachments import AttachmentHost, found_in
from danvankheo.github.event import Issue
from danvankheo.github.form import LABEL
from danvankheo.github.form import propose as make
from danvankheo.imports.issue_form_import import answers, form_of, write
from danvankheo.media.photos import inspect
from danvankheo.records.choices import Purpose
from danvankheo.records.reading import load
from github.fake_host import Host
from outputs.real_sites import STORY
from PIL import Image

UUID = "0f8fad5b-d9cb-469f-a165-70867728950{}"
UNIT = "Đoàn xã Xuân Lai, đến hết 30/06/2025"
MODEL = {
    "Tên mô hình": "Đường hoa thôn Bàn", "Của ai": "Chi đoàn thôn Bàn", "Ở đâu": "thôn Bàn", "Xã, thị trấn": UNIT,
    "Vì sao làm": "Ngõ nhiều rác.\n\nMùa mưa lầy lội.", "Vận động thế nào": "Đến từng nhà, gọi 0912 345 678.", "Được gì": "Ngõ sạch.",
    "Lĩnh vực": "Văn hóa – xã hội", "Trạng thái": "_No response_",
}  # fmt: skip
PERSON = {
    "Họ và tên": "Nguyễn Văn Mẫu", "Xã, thị trấn": UNIT, "Lĩnh vực": "Văn hóa – xã hội", "Năm nêu gương": "2024",
    "Phẩm chất": "Gương mẫu.", "Thành tích": "Làm được nhiều việc.", "Uy tín": "Được tin.", "Câu chuyện": "# Kể\n<b>x</b>",
    "Ngày đồng ý": "26/3/2024", "Hình thức đồng ý": "văn bản",
    issue_forms.PURPOSES.label: f"{Purpose.SITE.label}, {Purpose.PRINT.label}, {Purpose.NAME.label}",
}  # fmt: skip
REPORT = {"Xã, thị trấn": UNIT, "Năm báo cáo": "2021", "Tổng số thanh niên": "1.350", "Số đoàn viên": "hơn 100",
          "Tỷ lệ tập hợp thanh niên (%)": "68,5%", "Ngày gửi báo cáo": "12/11/2021", "Nguồn số liệu": "Báo cáo số 5: “cuối năm” # x"}  # fmt: skip


def body(form: IssueForm, said: Mapping[str, str]) -> str:
    """Return the issue's body as GitHub writes it: every label in order, with an answer or none."""
    return "\n\n".join(f"### {label}\n\n{said.get(label, '_No response_')}" for label in issue_forms.labels(form))


def jpeg(size: tuple[int, int] = (640, 480)) -> bytes:
    image, out = Image.new("RGB", size, "green"), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "May anh"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def root(tmp_path: Path, repo: Path) -> Path:
    """A repository with the real vocabulary and no entry."""
    shutil.copytree(repo / "content", tmp_path / "kho/content")
    return tmp_path / "kho"


@pytest.fixture
def source(host: Host) -> AttachmentHost:
    """A fake host: attachments redirect to its store, as on GitHub."""
    host.routes[("GET", "/user-attachments/assets/")] = lambda path: (
        302,
        {"Location": f"{host.address}/store/{path[-1]}"},
        b"",
    )
    host.routes[("GET", "/store/")] = lambda path: (200, {}, jpeg())
    return AttachmentHost(host.address, re.compile(re.escape(host.address)))


def issue(text: str, label: str = LABEL) -> Issue:
    return Issue(7, text, "cong-tac-vien", label)


def pictures(*digits: int) -> str:
    return "\n".join(f"![Image](https://github.com/user-attachments/assets/{UUID.format(each)})" for each in digits)


def test_a_model_with_photos_becomes_a_draft_that_passes_the_check(
    root: Path, source: AttachmentHost, tmp_path: Path
) -> None:
    said = MODEL | {"Ảnh": pictures(1, 2), "Trong ảnh có gì": "Đoàn viên trồng hoa ở ngõ\nBà con quét ngõ buổi sáng",
                    "Người chụp ảnh": "Lê Mẫu", "Quyền dùng ảnh": "Ảnh chụp sự kiện công cộng"}  # fmt: skip
    proposal, problems = make(root, issue(body(MODEL_FORM, said)), source, tmp_path / "anh")
    slug = "duong-hoa-thon-ban"
    assert list(proposal.files) == [f"models/{slug}.md", f"models/anh/{slug}/anh-1.jpg", f"models/anh/{slug}/anh-2.jpg"]
    assert not any(p.severity == "error" for p in problems), problems
    text = base64.b64decode(proposal.files[f"models/{slug}.md"]).decode()
    assert "don_vi: xa-xuan-lai" in text
    assert "Bà con quét ngõ buổi sáng" in text
    assert "0912" not in text + proposal.words
    photo = base64.b64decode(proposal.files[f"models/anh/{slug}/anh-1.jpg"])
    assert (inspect(photo).kind, inspect(photo).has_location) == ("jpeg", False)
    assert b"May anh" not in photo
    assert "không có lỗi" in proposal.words
    proposal.write(tmp_path / "out")
    assert propose.read(tmp_path / "out", 7).files == proposal.files


def test_a_person_becomes_a_draft_with_the_consent_that_was_said(
    root: Path, source: AttachmentHost, tmp_path: Path
) -> None:
    assert set(PERSON) <= set(issue_forms.labels(PERSON_FORM))
    proposal, problems = make(root, issue(body(PERSON_FORM, PERSON)), source, tmp_path / "anh")
    assert not any(p.severity == "error" for p in problems), problems
    text = base64.b64decode(proposal.files["exemplars/nguyen-van-mau.md"]).decode()
    for words in (
        "ngay: 2024-03-26",
        "hinh_thuc: văn bản",
        "pham_vi: [trang, in-an, ten]",
        "nam: 2024",
        "\\# Kể",
        "\\<b>",
        "nhap: true",
    ):
        assert words in text


def test_a_collective_becomes_a_draft_that_names_its_models(root: Path) -> None:
    (root / "models").mkdir(exist_ok=True)
    (root / "models/con-duong-1.md").write_text(STORY.format("một", "xa-xuan-lai"), "utf-8")
    said = {
        "Tên tập thể": "Chi đoàn thôn Bàn", "Xã, thị trấn": UNIT, "Lĩnh vực": "Văn hóa – xã hội", "Năm nêu gương": "2024",
        "Mô hình của tập thể": "- Con đường thứ một\nhttps://vi-du.test/mo-hinh/con-duong-1/\nMột mô hình khác",
        "Kết quả": "Ngõ sạch.", "Câu chuyện": "Cả chi đoàn cùng làm.",
    }  # fmt: skip
    assert set(said) <= set(issue_forms.labels(COLLECTIVE_FORM))
    found = write(root, load(root, today=date(2026, 11, 27))[0], body(COLLECTIVE_FORM, said), [])
    text = (root / found.path).read_text("utf-8")
    for words in (
        "loai: tap-the",
        "mo_hinh: [con-duong-1]",
        "mo_ta: Ngõ sạch.",
        "nhap: true",
        "Cả chi đoàn cùng làm.",
    ):
        assert words in text
    assert "Mô hình của tập thể: không có trên trang “Một mô hình khác”; ghi vào bài sau." in found.notes
    assert "Một mô hình khác" in text


def test_a_person_who_did_not_agree_to_be_named_gets_no_draft(root: Path) -> None:
    said = PERSON | {issue_forms.PURPOSES.label: Purpose.SITE.label}
    with pytest.raises(DanVanKheoError, match="chưa đồng ý: Ghi tên"):
        write(root, load(root)[0], body(PERSON_FORM, said), [])
    assert not (root / "exemplars").exists()


def test_a_units_year_is_put_among_its_years_and_nothing_else_changes(root: Path, tmp_path: Path) -> None:
    file = root / "content/don-vi/xa-xuan-lai.md"
    before = file.read_text("utf-8")
    made = write(root, load(root)[0], body(REPORT_FORM, REPORT), [])
    after = file.read_text("utf-8")
    new_lines = [line for line in after.split("\n") if line not in before.split("\n")]
    assert new_lines.pop(1).startswith("    # Nhập tự động, mã: ")
    assert new_lines == [
        "  2021:", "    gui_bao_cao: 2021-11-12", "    thanh_nien: 1350", "    ty_le_tap_hop: 68.5",
        '    nguon: "Báo cáo số 5: “cuối năm” # x"',
    ]  # fmt: skip
    assert after.index("  2021:") < after.index("  2022:")
    assert made.notes == ("Số đoàn viên: “hơn 100” chưa dùng được.",)
    assert load(root)[0].units["xa-xuan-lai"].data.years[2021].youth == 1350
    assert [p for p in checking.check(root).problems if p.path == made.path and p.severity == "error"] == []


def test_sample_figures_give_way_to_real_ones_and_real_ones_are_never_overwritten(root: Path) -> None:
    made = write(root, load(root)[0], body(REPORT_FORM, REPORT | {"Năm báo cáo": "2024", "Ngày gửi báo cáo": ""}), [])
    assert any("minh họa" in note for note in made.notes)
    year = load(root)[0].units["xa-xuan-lai"].data.years[2024]
    assert (year.youth, year.sample, year.models_listed) == (1350, False, None)
    with pytest.raises(DanVanKheoError, match="Đã có số liệu năm 2024"):
        write(root, load(root)[0], body(REPORT_FORM, REPORT | {"Năm báo cáo": "2024", "Ngày gửi báo cáo": ""}), [])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.file)
def test_a_form_is_known_again_by_its_labels_which_are_told_apart(form: IssueForm) -> None:
    labels = list(issue_forms.labels(form))
    assert len(labels) == len(set(labels))
    assert form_of(body(form, {})) is form
    assert len(form.says) <= 200


def test_forms_are_valid_for_the_host(repo: Path) -> None:
    command = [Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms"]
    done = subprocess.run(
        [*command, *(repo / issue_forms.FOLDER).glob("*.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "text", ["", "x", "### Tên mô hình", "### Lạ\n\nx", "### " * 50_000, "#" * 300_000, "\x00\ud800"]
)
def test_what_is_no_form_of_ours_is_refused_with_a_sentence(
    root: Path, source: AttachmentHost, tmp_path: Path, text: str
) -> None:
    with pytest.raises(DanVanKheoError, match="không phải là một mẫu"):
        make(root, issue(text), source, tmp_path)


def test_another_label_does_nothing(root: Path, source: AttachmentHost, tmp_path: Path) -> None:
    with pytest.raises(DanVanKheoError, match="Nhãn"):
        make(root, issue(body(MODEL_FORM, MODEL), "bug"), source, tmp_path)


def test_a_hostile_body_writes_only_its_own_draft_and_runs_nothing(
    root: Path, source: AttachmentHost, tmp_path: Path
) -> None:
    evil = {label: f"x\nduyet: {{boi: tôi}}\n---\n$(id) `id` ${{{{ github.token }}}} <script>x</script> @ban #1 {i} ■ Lĩnh vực: y\n### Duyệt"
            for i, label in enumerate(MODEL)}  # fmt: skip
    said = evil | {"Tên mô hình": "../../.github/workflows/x: $(id) `rm` <b>", "Xã, thị trấn": UNIT}
    before = {path for path in root.rglob("*") if path.is_file()}
    proposal, _ = make(root, issue(body(MODEL_FORM, said)), source, tmp_path / "anh")
    assert list(proposal.files) == ["models/github-workflows-x-id-rm-b.md"]
    written = {path for path in root.rglob("*") if path.is_file()} - before
    assert {path.relative_to(root).parts[0] for path in written} == {"models", ".cache"}
    entries = load(root)[0]
    assert entries.models == {}
    front, *_ = base64.b64decode(next(iter(proposal.files.values()))).decode().split("\n---\n")
    assert not re.search(r"^duyet:", front, re.M)
    assert "@ban" not in proposal.words
    proposal.write(tmp_path / "out")
    propose.read(tmp_path / "out", 7)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (pictures(1, 2, 3, 4, 5), 3),
        (pictures(1, 1, 1), 1),
        (f'<img width="99" src="https://github.com/user-attachments/assets/{UUID.format(1)}" />', 1),
        (f"http://github.com/user-attachments/assets/{UUID.format(1)}", 0),
        (f"https://github.com.vi-du.test/user-attachments/assets/{UUID.format(1)}", 0),
        (f"https://ten@vi-du.test/?https://github.com/user-attachments/assets/../../{UUID.format(1)}", 0),
        (f"https://github.com/user-attachments/assets/{UUID.format(1)}/../../logout", 0),
        (f"https://github.com/user-attachments/files/{UUID.format(1)}", 0),
        ("https://github.com/user-attachments/assets/1", 0),
        ("https://169.254.169.254/latest https://127.0.0.1/ file:///etc/passwd", 0),
    ],
)
def test_only_the_hosts_own_attachments_are_asked_for_and_few(text: str, found: int) -> None:
    assert len(found_in(text, 3)) == found


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""), "nơi lạ"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "nơi lạ"),
        ((302, {"Location": "https://githubusercontent.com.vi-du.test/x"}, b""), "nơi lạ"),
        ((302, {}, b""), "quá nhiều lần"),
        ((404, {}, b""), "404"),
        ((200, {"Content-Length": "99999999999"}, b"x" * 16_000_000), "quá nặng"),
    ],
)
def test_what_should_not_be_fetched_is_left_and_said(
    host: Host, source: AttachmentHost, tmp_path: Path, answer: object, why: str
) -> None:
    host.routes[("GET", "/user-attachments/assets/")] = lambda path: answer
    files, notes = source.fetch([UUID.format(1)], tmp_path)
    assert (files, len(notes)) == ([], 1)
    assert why in notes[0]
    assert list(tmp_path.iterdir()) == []
    assert {asked.token for asked in host.asked} == {None}


def test_the_hosts_stores_are_known_by_their_whole_name() -> None:
    stores = AttachmentHost().stores
    for good in (
        "https://private-user-images.githubusercontent.com",
        "https://github-production-user-asset-6210df.s3.amazonaws.com",
    ):
        assert stores.match(good)
    for bad in ("http://x.githubusercontent.com", "https://x.githubusercontent.com.vi-du.test", "https://x.githubusercontent.com:99",
                "https://a@x.githubusercontent.com", "https://vi-du.s3.amazonaws.com", "https://x.githubusercontent.com\n"):  # fmt: skip
        assert not stores.match(bad)


@pytest.mark.parametrize("data", [b"", b"<svg onload=x>", b"\xff\xd8\xff broken", b"GIF89a", b"<html>"])
def test_what_is_no_photo_is_left_out_and_the_story_goes_on(
    host: Host, root: Path, source: AttachmentHost, tmp_path: Path, data: bytes
) -> None:
    host.routes[("GET", "/store/")] = lambda path: (200, {}, data)
    for form, said in ((MODEL_FORM, MODEL), (PERSON_FORM, PERSON)):
        proposal, _ = make(root, issue(body(form, said | {"Ảnh": pictures(1)})), source, tmp_path / form.file)
        assert len(proposal.files) == 1
        assert "không dùng được" in proposal.words


REPOSITORY = "/repos/huyen-doan/dan-van-kheo"


def test_a_proposal_is_sent_as_a_branch_and_a_pull_request_without_any_package(
    tmp_path: Path, repo: Path, host: Host
) -> None:
    sent = {
        "issue": 7,
        "title": "Bài gửi từ mẫu số 7",
        "words": "x",
        "files": {"models/a.md": "eA==", "models/anh/a/anh-1.jpg": "eQ=="},
    }
    (tmp_path / "de-nghi.json").write_text(json.dumps(sent))
    (tmp_path / "event.json").write_text(json.dumps({
        "issue": {"number": 7, "body": "$(id)", "user": {"login": "a"}}, "label": {"name": LABEL}, "repository": {"default_branch": "main"}}))  # fmt: skip
    host.routes = {
        ("POST", f"{REPOSITORY}/git/blobs"): {"sha": "b"}, ("GET", f"{REPOSITORY}/git/commits/"): {"tree": {"sha": "t0"}},
        ("POST", f"{REPOSITORY}/git/trees"): {"sha": "t1"}, ("POST", f"{REPOSITORY}/git/commits"): {"sha": "c1"},
        ("POST", f"{REPOSITORY}/git/refs"): {}, ("POST", f"{REPOSITORY}/pulls"): {"number": 8, "html_url": "https://github.com/x/8"},
        ("POST", f"{REPOSITORY}/issues/7/comments"): {},
    }  # fmt: skip
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(repo / "scripts"), "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
           "GITHUB_API_URL": host.address, "GITHUB_REPOSITORY": "huyen-doan/dan-van-kheo", "GITHUB_TOKEN": "x", "GITHUB_SHA": "c0"}  # fmt: skip
    command = [sys.executable, "-S", "-m", "danvankheo.cli", "github", "propose", "--proposal", str(tmp_path)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "Đã mở đề nghị: https://github.com/x/8\n"), done.stderr
    bodies = {asked.path.removeprefix(REPOSITORY): asked.body for asked in host.writes()}
    assert bodies["/git/trees"]["base_tree"] == "t0"
    assert [row["path"] for row in bodies["/git/trees"]["tree"]] == ["models/a.md", "models/anh/a/anh-1.jpg"]
    assert bodies["/git/commits"]["parents"] == ["c0"]
    assert bodies["/git/refs"] == {"ref": "refs/heads/bai-gui/7", "sha": "c1"}
    assert (bodies["/pulls"]["head"], bodies["/pulls"]["base"]) == ("bai-gui/7", "main")
    del host.routes[("POST", f"{REPOSITORY}/git/refs")]
    again = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "đã được nhập" in again.stderr


@pytest.mark.parametrize("path", [".github/workflows/x.yml", "scripts/x.py", "models/../x.md", "/etc/passwd", "models/a.md\n", "models/anh/a/b.svg",
                                  "content/index.md", "models/A.md", "models/anh/a/anh-1.jpg.exe", ""])  # fmt: skip
def test_a_proposal_that_would_write_anything_else_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / propose.FILE).write_text(json.dumps({"issue": 7, "files": {path: "eA=="}}))
    with pytest.raises(DanVanKheoError, match="ngoài bài viết"):
        propose.read(tmp_path, 7)


@pytest.mark.parametrize("sent", [[], {}, {"issue": 8, "files": {"models/a.md": "eA=="}}, {"issue": 7, "files": {}}, {"issue": 7, "files": []},
    {"issue": 7, "files": {"models/a.md": "@@"}}, {"issue": 7, "files": {f"models/a-{n}.md": "eA==" for n in range(9)}}])  # fmt: skip
def test_a_proposal_of_another_form_or_without_shape_is_refused(tmp_path: Path, sent: object) -> None:
    (tmp_path / propose.FILE).write_text(json.dumps(sent))
    with pytest.raises(DanVanKheoError):
        propose.read(tmp_path, 7)


def test_answers_of_the_host_are_read_in_the_forms_order_only() -> None:
    text = body(MODEL_FORM, MODEL | {"Được gì": "a\n### Tên mô hình\nkhác\n### Không phải mục\nb"})
    said = answers(text, MODEL_FORM)
    assert said["Tên mô hình"] == "Đường hoa thôn Bàn"
    assert said["Được gì"] == "a\n### Tên mô hình\nkhác\n### Không phải mục\nb"
    assert questions.STATUS.label not in said


def test_an_issue_without_sender_or_number_is_refused() -> None:
    for tree in (
        {},
        {"issue": {"number": 7}},
        {"issue": {"number": "7", "user": {"login": "a"}}},
        {"issue": {"number": 7, "user": {"login": "a b"}}},
    ):
        with pytest.raises(DanVanKheoError):
            event.issue(tree)
