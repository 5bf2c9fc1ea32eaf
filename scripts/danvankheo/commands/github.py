"""``dvk github …``: the commands of the GitHub workflows. Each reads the event file that GitHub gives."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.commands.options import CONFIG, Commands, command, repo_of

if TYPE_CHECKING:
    from danvankheo.github.api import GitHubApi

# The most annotations and preview lines; GitHub shows fewer, the table and the comment count the rest.
_MOST_ANNOTATED, _MOST_LISTED = 200, 500


def add(commands: Commands) -> None:
    """Add the command with its verbs to the parser."""
    github = command(commands, "github", "dành cho quy trình tự động trên GitHub")
    verbs = github.add_subparsers(title="Việc", dest="verb", required=True, metavar="VIỆC")

    check = command(verbs, "check", "kiểm tra nội dung của một đề nghị, viết chú thích và bảng kết quả")
    check.add_argument(
        "--from", dest="source", type=Path, metavar="THƯ_MỤC", help="bản lấy về của đề nghị (mặc định: chính kho này)"
    )
    check.add_argument("--out", type=Path, metavar="THƯ_MỤC", required=True, help="thư mục ghi kết quả")
    check.add_argument("--publish", action="store_true", help="dựng thử đúng như khi đăng trang chính thức và soát")
    check.set_defaults(run=_check)

    preview = command(verbs, "preview", "dựng bản xem thử và thẻ chia sẻ của các bài trong một đề nghị")
    preview.add_argument(
        "--from", dest="source", type=Path, metavar="THƯ_MỤC", required=True, help="bản lấy về của đề nghị"
    )
    preview.add_argument("--out", type=Path, metavar="THƯ_MỤC", required=True, help="thư mục đặt bản xem thử")
    preview.set_defaults(run=_preview)

    comment = command(verbs, "comment", "viết kết quả kiểm tra thành một nhận xét dưới đề nghị")
    comment.add_argument("--result", type=Path, metavar="THƯ_MỤC", required=True, help="thư mục có kết quả")
    comment.set_defaults(run=_comment)

    form = command(verbs, "form", "biến một mẫu đã điền thành các tệp của một đề nghị")
    form.add_argument("--out", type=Path, metavar="THƯ_MỤC", required=True, help="thư mục ghi đề nghị")
    form.set_defaults(run=_form)

    send = command(verbs, "propose", "mở nhánh và đề nghị từ kết quả của “form”")
    send.add_argument("--proposal", type=Path, metavar="THƯ_MỤC", required=True, help="thư mục có đề nghị")
    send.set_defaults(run=_propose)

    live = command(
        verbs, "live", "hỏi trang đang mở có đúng là bản vừa đăng lên GitHub Pages không, không đúng thì đăng lại"
    )
    live.add_argument("target", metavar="NƠI", help="tên nơi đăng trong publish.toml")
    live.set_defaults(run=_live)


def _check(options: argparse.Namespace) -> int:
    from danvankheo import checking, gate
    from danvankheo.base.problems import Problem, Severity, counted, in_order, shortened, to_github, words_of
    from danvankheo.base.settings import today
    from danvankheo.github import content, event, public_changes, pull_request_check

    repo, day = repo_of(options), today(os.environ)
    tree = event.read_event(_event_file())
    pull = event.pull_request(event.at(tree, "pull_request")) if event.at(tree, "pull_request") else None

    def judge() -> checking.CheckResult:
        return gate.evaluate(repo, gate.target(repo)).checked if options.publish else checking.check(repo)

    tests = True
    known: list[Problem] = []
    changes: list[Problem] = []
    if options.source:
        tests = content.needs_tests(content.changed_paths(options.source))
        known, before = judge().problems, public_changes.public_state(checking.check(repo), repo, day)
        content.take(options.source, repo)
    checked = judge()
    new, earlier = pull_request_check.divided(in_order(checked.problems), known)
    standing = [problem for problem in earlier if problem.severity is Severity.ERROR]
    if options.source:
        after = public_changes.public_state(checking.check(repo), repo, day)
        changes = public_changes.problems(before, after, repo, public_changes.renamed(options.source), day)
        new += content.originals_in(options.source)
    found = pull_request_check.PullRequestCheck(pull.number if pull else 1, checked.files, new, changes, standing)
    found.write(options.out)
    refusals = [problem for problem in changes if problem.severity is Severity.ERROR]
    sys.stdout.write(to_github(shortened(problem) for problem in [*refusals, *new][:_MOST_ANNOTATED]))
    _append("GITHUB_STEP_SUMMARY", pull_request_check.summary(found, pull, _server()))
    _append("GITHUB_OUTPUT", f"tests={'true' if tests else 'false'}\n")
    print(f"Đã kiểm tra {checked.files} tệp: {words_of(*found.total('problems'))}.")
    if refusals:
        print(f"{len(refusals)} thay đổi của những gì đang công khai cần sửa lại hoặc cần lời cho phép.")
    if standing:
        print(f"Đã có sẵn trên nhánh chính: {words_of(*counted(standing))}.")
    return 1 if found.refused else 0


def _preview(options: argparse.Namespace) -> int:
    from danvankheo import build, theme_frames
    from danvankheo.github import content
    from danvankheo.records.reading import load

    repo = repo_of(options)
    wanted = content.changed_entries(content.changed_paths(options.source))
    shown = content.show(repo, wanted, load(repo)[0].newest_date())
    site = options.out / "site"
    build.build(theme_frames.draw(repo / CONFIG, site_dir=site))
    cards = content.cards(site, shown, options.out / "the")
    pages = [entry for entry in shown if (site / entry.address / "index.html").is_file()]
    lines = [f"- `site/{entry.address}/index.html`" for entry in pages] + [f"- `the/{name}`" for name in cards]
    missing = [f"- Bài `{entry.slug}` chưa đủ để dựng trang." for entry in shown if entry not in pages]
    head = "\n### Bản xem thử\n\nTải tệp `xem-thu` ở cuối trang này, giải nén rồi mở (nút bấm, tìm kiếm không chạy trong bản này):\n\n"
    rows = [*missing, *lines] or ["- `site/index.html`"]
    more = [f"- … và {len(rows) - _MOST_LISTED} dòng nữa"] if len(rows) > _MOST_LISTED else []
    _append("GITHUB_STEP_SUMMARY", head + "\n".join([*rows[:_MOST_LISTED], *more]) + "\n")
    print(f"Đã dựng bản xem thử: {len(pages)} bài, {len(cards)} thẻ chia sẻ.")
    return 0


def _comment(options: argparse.Namespace) -> int:
    from danvankheo.github import comment, event, pull_request_check

    sha, began = event.finished_run(event.read_event(_event_file()))
    found = pull_request_check.read(options.result) if began == "pull_request" else None
    print(comment.write_comment(_api(), found, sha, _server()) if found else "Không có kết quả của đề nghị nào.")
    return 0


def _form(options: argparse.Namespace) -> int:
    import tempfile

    from danvankheo.base.problems import count_words, harmless
    from danvankheo.github import event, form
    from danvankheo.github.attachments import AttachmentHost

    issue = event.issue(event.read_event(_event_file()))
    try:
        with tempfile.TemporaryDirectory() as folder:
            proposal, problems = form.propose(repo_of(options), issue, AttachmentHost(), Path(folder))
    except DanVanKheoError as error:
        _append("GITHUB_STEP_SUMMARY", f"**Chưa nhập được:** {harmless(str(error))}\n")
        raise
    proposal.write(options.out)
    _append("GITHUB_STEP_SUMMARY", proposal.words + "\n")
    print(f"Đã nhập {len(proposal.files)} tệp: {count_words(problems)}.")
    return 0


def _propose(options: argparse.Namespace) -> int:
    from danvankheo.github import event, propose

    tree = event.read_event(_event_file())
    proposal = propose.read(options.proposal, event.issue(tree).number)
    branch = event.words(tree, "repository", "default_branch")
    print(f"Đã mở đề nghị: {propose.send(_api(), proposal, _variable('GITHUB_SHA'), branch)}")
    return 0


def _live(options: argparse.Namespace) -> int:
    import json

    from danvankheo import gate
    from danvankheo.github import pages
    from danvankheo.publishing import live_site

    address = gate.target(repo_of(options), options.target).address
    try:
        built, artifact = json.loads(_variable("BUILT_VERSION")), int(_variable("ARTIFACT_ID"))
    except ValueError:
        raise DanVanKheoError("BUILT_VERSION phải là nội dung của phien-ban.json, ARTIFACT_ID là một số.") from None
    deployment = pages.Deployment(built, _variable("GITHUB_SHA"), artifact)
    oidc = _variable("ACTIONS_ID_TOKEN_REQUEST_URL"), _variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
    print(pages.confirm(_api(), deployment, lambda: live_site.version_at(address, fresh=True), oidc))
    return 0


def _api() -> GitHubApi:
    from danvankheo.github.api import GitHubApi

    return GitHubApi(_variable("GITHUB_API_URL"), _variable("GITHUB_REPOSITORY"), _variable("GITHUB_TOKEN"))


def _server() -> str:
    return _variable("GITHUB_SERVER_URL")


def _event_file() -> Path:
    return Path(_variable("GITHUB_EVENT_PATH"))


def _variable(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise DanVanKheoError(f"Lệnh này chỉ chạy trong quy trình của GitHub: thiếu {name}.")


def _append(name: str, text: str) -> None:
    """Append to the file named by an environment variable, such as the step's summary or outputs."""
    with open(_variable(name), "a", encoding="utf-8", newline="\n") as file:
        file.write(text)
