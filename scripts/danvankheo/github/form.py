"""Turn an issue form that a maintainer labelled into a proposal: the files to add, and the text of the pull request.

Two jobs share the work. This one reads the untrusted body and photos and has no right to write; the other
(``propose``) creates the branch and pull request and reads only the proposal.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path

from danvankheo import checking
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.problems import Problem, Severity, harmless, in_order, to_markdown
from danvankheo.forms.issue_forms import PICTURES
from danvankheo.forms.questions import MAX_PHOTOS
from danvankheo.github.attachments import AttachmentHost, found_in
from danvankheo.github.event import Issue
from danvankheo.github.propose import Proposal
from danvankheo.imports import issue_form_import
from danvankheo.imports.issue_form_import import answers, form_of
from danvankheo.imports.message_import import ImportResult
from danvankheo.records.reading import load

LABEL = "nhap-bai"
_MOST_LETTERS, _ROOM = 50_000, 30_000


def propose(repo: Path, issue: Issue, source: AttachmentHost, folder: Path) -> tuple[Proposal, list[Problem]]:
    """Write a form's answers into the checkout; return the proposal and the problems in its files."""
    if issue.label != LABEL:
        raise DanVanKheoError(f"Nhãn này không phải “{LABEL}”.")
    given = answers(issue.body, form_of(issue.body))
    photos, notes = source.fetch(found_in(given.get(PICTURES.label, ""), MAX_PHOTOS), folder)
    made = issue_form_import.write(repo, load(repo)[0], issue.body, photos)
    about = [made.path, *made.photos]
    problems = in_order(p for p in checking.check(repo).problems if p.path in about or p.path.startswith(_folder(made)))
    return Proposal(
        issue.number, f"Bài gửi từ mẫu số {issue.number}", _words(issue, [*notes, *made.notes], problems),
        {path: base64.b64encode((repo / path).read_bytes()).decode() for path in about},
    ), problems  # fmt: skip


def _folder(made: ImportResult) -> str:
    kind, _, name = made.path.rpartition("/")
    return f"{kind}/anh/{name.removesuffix('.md')}/"


def _words(issue: Issue, notes: Sequence[str], problems: Sequence[Problem]) -> str:
    """Return the text of the pull request: its issue, what to look at, the problems found."""
    return "\n\n".join(_parts(issue, notes, problems))[:_MOST_LETTERS]


def _parts(issue: Issue, notes: Sequence[str], problems: Sequence[Problem]) -> Iterator[str]:
    yield f"Nhập từ mẫu ở #{issue.number}, do `{issue.author}` gửi. Đây là bản nháp: đối chiếu với đơn vị rồi mới duyệt."
    if notes:
        yield "**Cần xem:**\n\n" + "\n".join(f"- {harmless(note[:1].upper() + note[1:])}" for note in notes)
    wrong = any(problem.severity is Severity.ERROR for problem in problems)
    yield f"**Kiểm tra:** {'còn lỗi phải sửa.' if wrong else 'không có lỗi.'}"
    if problems:
        yield to_markdown(problems, room=_ROOM)
    yield (
        f"Sửa thẳng trong nhánh `bai-gui/{issue.number}`. GitHub không tự chạy kiểm tra cho đề nghị do máy mở: "
        "sửa một lần, hoặc đóng rồi mở lại, thì máy kiểm tra."
    )
