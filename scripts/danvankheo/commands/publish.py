"""``dvk publish`` builds and publishes, ``dvk rollback`` shows an earlier release, ``dvk server-files`` writes server files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.settings import today
from danvankheo.commands.options import CONFIG, Commands, command, given_settings, repo_of

if TYPE_CHECKING:
    from danvankheo.publishing.current_release import CurrentRelease
    from danvankheo.publishing.publication import PublicationChanges
    from danvankheo.publishing.targets import PublishTarget

# The most files listed per kind of change.
_MOST_FILES = 20


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    publish = command(commands, "publish", "dựng và đăng trang lên một nơi đã ghi trong publish.toml")
    publish.add_argument("target", metavar="NƠI", help="tên nơi đăng trong publish.toml")
    publish.add_argument("--as-of", metavar="NGÀY", help="ngày chốt số liệu, dạng năm-tháng-ngày (mặc định: hôm nay)")
    publish.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ đổi những gì, không đổi gì")
    publish.add_argument("--first", action="store_true", help="lần đăng đầu tiên lên GitHub Pages hoặc cPanel")
    publish.add_argument(
        "--rewritten", default="", metavar="MÃ",
        help="lịch sử kho vừa được viết lại; MÃ là mã của bản đang đăng, như lời từ chối ghi",
    )  # fmt: skip
    publish.set_defaults(run=_publish, site_dir=None, site_url=None, no_samples=False)

    rollback = command(commands, "rollback", "cho hiện lại một bản đã đăng trước đó")
    rollback.add_argument("target", metavar="NƠI", help="tên nơi đăng trong publish.toml")
    rollback.add_argument(
        "release", nargs="?", metavar="BẢN", help="mấy chữ đầu của tên bản (mặc định: bản liền trước)"
    )
    rollback.add_argument("--list", action="store_true", help="liệt kê các bản còn giữ, không đổi gì")
    rollback.set_defaults(run=_rollback)

    files = command(commands, "server-files", "viết cấu hình nginx, Caddy và lệnh nhận bài cho máy chủ")
    files.add_argument("target", metavar="NƠI", help="tên nơi đăng trong publish.toml")
    files.add_argument("--folder", default="/srv/dvk", help="thư mục trên máy chủ (mặc định: %(default)s)")
    files.add_argument("--output", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục cần ghi vào")
    files.set_defaults(run=_server_files)


def _publish(options: argparse.Namespace) -> int:
    from danvankheo import gate

    repo = repo_of(options)
    target = gate.target(repo, options.target)
    with gate.locked_target(repo, target):
        return _published(options, repo, target)


def _published(options: argparse.Namespace, repo: Path, target: PublishTarget) -> int:
    from danvankheo.commands import publish_changes
    from danvankheo.publishing import live_site, publication, revision, server_files, uploads
    from danvankheo.publishing.targets import TargetKind

    commit = revision.of(repo)
    if options.first:
        publication.refuse_first(target)
    site, day = _built(options, repo, target, commit)
    check = publish_changes.release_comparison(repo, site, commit, day, options.rewritten)
    if target.kind in (TargetKind.SERVER, TargetKind.FOLDER):
        if options.dry_run:
            print(_plan_text(publication.plan(site, target, check)))
            return 0
        done = publication.publish(site, target, check, publish_changes.restored(repo))
        print(_plan_text(done))
        print(f"Đã đăng bản {done.id[:12]}: {target.address or target.place}")
        if target.address and (lacking := live_site.missing_headers(target.address)):
            print(f"Lưu ý: máy chủ chưa gửi đúng {', '.join(lacking)}. Cấu hình mẫu: dvk server-files {target.name}")
        return 0
    if address := _current_address(options, target):
        check(live_site.release_at(address))
    if options.dry_run:
        print("Bản này đăng được. Nơi đăng này không cho biết sẽ đổi những tệp nào.")
        return 0
    if target.kind is TargetKind.PAGES:
        print(f"Đã soạn trang cho GitHub Pages: {uploads.github_pages_folder(site, target)}")
        return 0
    manifest = publication.manifest_of(site)
    rules = server_files.apache(target, _editor(repo))
    folder = uploads.write_archives(site, target, manifest, publication.compare(manifest, {}).id, rules)
    print(f"Đã soạn các gói: {folder}. Làm theo {folder / 'HUONG-DAN.txt'}.")
    return 0


def _current_address(options: argparse.Namespace, target: PublishTarget) -> str | None:
    """Return the address that shows the site now; None: no address. A first publication has only a former address."""
    return target.address if not options.first else target.former_addresses[-1] if target.former_addresses else None


def _built(options: argparse.Namespace, repo: Path, target: PublishTarget, commit: str) -> tuple[Path, str]:
    """Build and check what would be published; return the folder to publish and the day of its figures."""
    from danvankheo import gate
    from danvankheo.base.problems import count_words, to_text
    from danvankheo.commands import publish_changes
    from danvankheo.publishing import prepare
    from danvankheo.publishing.targets import TargetKind

    # A server keeps the share images of all releases itself; elsewhere they are part of the upload.
    current_at = _current_address(options, target)
    cards_at = current_at if target.kind in (TargetKind.PAGES, TargetKind.ARCHIVE) else None
    restored = publish_changes.restored(repo) if cards_at else ()
    judged = gate.evaluate_and_hold_back(
        repo, target, shown=_current_release(target), as_of=given_settings(options)["as_of"], commit=commit, cards_at=cards_at, restored=restored
    )  # fmt: skip
    site, day = judged.site, judged.as_of
    if target.production:
        from danvankheo.gate import launch_checklist

        for note in launch_checklist.lapsing(judged.checked.repository.movement.data, today(os.environ)):
            print(f"Lưu ý: {note}.", file=sys.stderr)
    if judged.found or site is None or day is None:
        raise DanVanKheoError(
            f"{to_text(judged.found)}\nChưa đăng: {count_words(judged.found)}; trang cũ được giữ nguyên."
        )
    if judged.errors:
        print(to_text(judged.errors))
    if judged.held_back:
        print("\n".join(["Giữ lại, chưa đăng bản mới:", *(f"- {each.sentence()}" for each in judged.held_back)]))
    if not target.production:
        prepare.hide_from_search(site)
    if target.kind is not TargetKind.PAGES:
        prepare.compress(site, repo / ".cache" / "publish" / "packed")
    return site, day.isoformat()


def _current_release(target: PublishTarget) -> CurrentRelease:
    """Return the release that the target shows; none when it does not answer: the comparison before sending refuses then."""
    from danvankheo.publishing import current_release, publication

    try:
        return publication.current_release(target)
    except DanVanKheoError:
        return current_release.NO_RELEASE


def _rollback(options: argparse.Namespace) -> int:
    from danvankheo import gate
    from danvankheo.publishing import publication, revision
    from danvankheo.publishing.targets import TargetKind

    target = gate.target(repo_of(options), options.target)
    if target.kind not in (TargetKind.SERVER, TargetKind.FOLDER):
        raise DanVanKheoError("Nơi đăng này không giữ các bản trước; hãy đăng lại từ bản cũ trong git.")
    if not options.list:
        name = publication.rollback(target, options.release)
        print(f"Đang hiện lại bản {name[:12]}: {target.address or target.place}")
        return 0
    listed = publication.listing(target)
    if not listed["releases"]:
        print("Nơi này chưa có bản nào được đăng.")
    for name, version in listed["releases"].items():
        mark = "→" if name == listed["current"] else " "
        print(
            f"{mark} {name[:12]}  số liệu {version.get(revision.AS_OF, '?')}  bản mã {version.get(revision.REVISION, '?')[:12]}"
        )
    return 0


def _server_files(options: argparse.Namespace) -> int:
    from danvankheo import gate
    from danvankheo.base import submitted_files
    from danvankheo.publishing import server_files

    repo = repo_of(options)
    target, editor = gate.target(repo, options.target), _editor(repo)
    options.output.mkdir(parents=True, exist_ok=True)
    key = target.key and target.key.with_name(f"{target.key.name}.pub")
    public = key.read_text("utf-8").strip() if key and key.is_file() else "KHÓA_CÔNG_KHAI"
    written = {
        "nginx.conf": server_files.nginx(target, options.folder, editor).encode("utf-8"),
        "Caddyfile": server_files.caddy(target, options.folder, editor).encode("utf-8"),
        "authorized_keys": f"{server_files.key_line(options.folder, signed=target.signing is not None)} {public}\n".encode(),
        server_files.RECEIVER: server_files.receiver(),
    }
    if target.signing:
        written[server_files.SIGNERS] = server_files.signers(target.signing)
    for name, data in written.items():
        (options.output / name).write_bytes(data)
    print(f"Đã ghi {', '.join(written)} vào {options.output}. Cách dùng: docs/ra-mat.md, bước 5, cách B.")
    if public == "KHÓA_CÔNG_KHAI":
        print(
            "Chưa thấy khóa công khai: thay chữ KHÓA_CÔNG_KHAI trong authorized_keys bằng nội dung tệp .pub của khóa đăng bài."
        )
    if submitted_files.is_exposed(repo, options.output):
        print(
            f"{options.output} nằm trong kho bài: chuyển ra ngoài trước khi commit, hoặc chạy lại với --output ../may-chu."
        )
    return 0


def _editor(repo: Path) -> Mapping[str, str]:
    """Return the HTTP headers of the editor's folder."""
    from danvankheo.base.headers import editor_headers
    from danvankheo.plugin import configured

    return editor_headers(configured(repo / CONFIG)[1])


def _plan_text(plan: PublicationChanges) -> str:
    """Return the added, changed and removed files in words."""
    lines = []
    for name, paths in (("thêm", plan.added), ("đổi", plan.changed), ("bỏ", plan.removed)):
        lines.append(f"{name} {len(paths)} tệp" + (":" if paths else ""))
        lines += [f"  {path}" for path in paths[:_MOST_FILES]]
        lines += [f"  … và {len(paths) - _MOST_FILES} tệp nữa"] if len(paths) > _MOST_FILES else []
    return "\n".join(lines)
