"""Messages for changes of public content: place, change, and lines to paste; for pull requests and for publishing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from danvankheo.base.problems import Problem, Severity
from danvankheo.base.public_changes import ChangeKind, Permission, PublicChange

PERMISSIONS = "content/cho-phep.yml"
#: Returns where a file lies now and the line of a key in it, 1 when the file lacks the key. Takes its usual path and the key.
PlaceOf = Callable[[str, str], tuple[str, int]]
_MOST_CELLS = 8
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")

_MESSAGES = {
    ChangeKind.GONE: "Trang {address} (“{old}”) đang công khai sẽ mất: tệp không còn.",
    ChangeKind.UNAPPROVED: "Trang {address} (“{old}”) đang công khai sẽ mất: bài không còn mục duyệt (duyet).",
    ChangeKind.DRAFTED: "Trang {address} (“{old}”) đang công khai sẽ mất: bài trở thành bản nháp (nhap: true).",
    ChangeKind.UNTOLD: "Trang {address} (“{old}”) đang công khai sẽ mất: tệp bài không còn phần kể chuyện.",
    ChangeKind.MADE_SAMPLE: "Trang {address} (“{old}”) đang công khai sẽ mất: bài thật bị ghi thành bài minh họa (minh_hoa: true).",
    ChangeKind.DEAD: "Địa chỉ {address} (“{old}”) sẽ không còn: bài nay ở {new} mà không chuyển hướng từ địa chỉ cũ.",
    ChangeKind.APPROVAL: "Mục duyệt của {address} thay đổi: {old} → {new}.",
    ChangeKind.MADE_REAL: "Bài minh họa {address} (“{new}”) thành bài thật.",
    ChangeKind.TOLD: "Bài {address} (“{new}”) nay có phần kể chuyện, sẽ có trang riêng.",
    ChangeKind.ADDED: "Bài mới sẽ công khai: {address} (“{new}”).",
    ChangeKind.PUBLISHED: "Bài đang chờ sẽ công khai: {address} (“{new}”).",
    ChangeKind.WITHDRAWN: "Trang {address} được gỡ theo lời rút đồng ý; ở địa chỉ ấy còn lời báo.",
    ChangeKind.MOVED: "Trang {address} chuyển sang {new}; địa chỉ cũ chuyển hướng.",
    ChangeKind.HELD: "Bài ở {address} chưa đăng được bản mới; địa chỉ ấy vẫn còn, hiện lời báo “Bài đang được sửa”.",
    ChangeKind.SAMPLE_GONE: "Trang minh họa {address} (“{old}”) không còn.",
}
_ADVICE = {
    ChangeKind.GONE: "Khôi phục tệp.",
    ChangeKind.UNAPPROVED: "Ghi lại mục duyet.",
    ChangeKind.DRAFTED: "Bỏ dòng nhap: true.",
    ChangeKind.UNTOLD: "Ghi lại phần kể chuyện.",
    ChangeKind.MADE_SAMPLE: "Bỏ dòng minh_hoa: true.",
    ChangeKind.APPROVAL: "Người duyệt xem lại: bài này đúng là đã được duyệt như thế chưa.",
    ChangeKind.MADE_REAL: "Người duyệt xem kỹ: mọi tên, số, ảnh trong bài phải là thật.",
    ChangeKind.FIGURES: "Xem lại nguồn của số liệu; số đã báo cáo lên trên thì cần báo cáo lại.",
}


def problem(change: PublicChange, place_of: PlaceOf, today: str) -> Problem:
    """Return a change as a problem: an error when it needs a permission, else a warning."""
    severity = Severity.ERROR if change.kind.refused else Severity.WARNING
    path, line = place_of(change.path, change.key)
    advice = _advice(change, path, today)
    return Problem(change.kind.code, path, line, 1, _message(change), advice, severity=severity)


def allowed(change: PublicChange, permission: Permission, *, fresh: bool) -> Problem:
    """Return a permitted change with its permission, a warning. fresh: the permission is part of the same pull request."""
    message = f"{_message(change)} Được phép: {permission.by}, {_day(permission.day)}: {permission.reason}"
    advice = "Lời cho phép này nằm ngay trong đề nghị này: hỏi lại người được nêu tên rồi hãy nhập." if fresh else ""
    return Problem("DVK749", PERMISSIONS, permission.line, 1, message, advice, severity=Severity.WARNING)


def _message(change: PublicChange) -> str:
    if change.kind is ChangeKind.FIGURES:
        cells = [f"{cell}: {old or 'chưa có số liệu'} → {new or 'chưa có số liệu'}" for cell, old, new in change.cells]
        more = f"; và {len(cells) - _MOST_CELLS} số nữa" if len(cells) > _MOST_CELLS else ""
        return f"Số liệu đã khép của {change.old}, {change.row}, thay đổi: {'; '.join(cells[:_MOST_CELLS])}{more}."
    if change.kind is ChangeKind.UNWITHDRAWN:
        return _unwithdrawn(change)
    old, new = change.old or "không có", change.new or "không có"
    if change.kind is ChangeKind.APPROVAL:
        old, new = _day(old), _day(new)
    return _MESSAGES[change.kind].format(address=change.address, old=old, new=new)


def _unwithdrawn(change: PublicChange) -> str:
    page, _, photo = change.address.partition("#")
    day = _day(change.old)
    if not change.address:
        return f"Một bài hoặc ảnh đã gỡ ngày {day} (dấu {change.mark[:16]}) không còn ghi là đã gỡ."
    subject = f"Ảnh {photo} của {page}" if photo else f"Bài {page}"
    where = "" if change.new in ("", page) else f" ở {change.new}"
    result = f"; {'ảnh' if photo else 'bài'} sẽ hiện lại{where}" if change.new else ""
    return f"{subject} đã gỡ ngày {day} theo lời rút đồng ý; nay lời ấy bị bỏ{result}."


def _day(text: str) -> str:
    """Return a text with its ISO dates as dd/mm/yyyy."""
    return _ISO.sub(lambda found: f"{found[3]}/{found[2]}/{found[1]}", text)


def _advice(change: PublicChange, path: str, today: str) -> str:
    """Return what to do on the first line, then the lines to paste."""
    kind, advice = change.kind, _ADVICE.get(change.kind, "")
    if kind is ChangeKind.DEAD:
        return f"Thêm vào {path} (dvk fix thêm hộ):\nten_cu: [{change.address.rpartition('/')[2]}]"
    if kind is ChangeKind.UNWITHDRAWN:
        photo = change.address.partition("#")[2]
        where = f"Ghi lại vào {path}{f', ở mục của ảnh {photo},' if photo else ''}"
        where = where if change.address else "Tìm lại tệp ấy trong lịch sử và ghi lại"
        entry = f"dia_chi: {change.address or change.mark[:16]}, viec: hien-lai"
        consent = f"Chỉ khi chính người ấy đồng ý đăng lại: lời cho phép trong {PERMISSIONS} ({entry})."
        return (
            f"{where} dòng dưới đây; tệp đã đổi tên thì ghi cả tên cũ vào ten_cu. {consent}\nrut_dong_y: {change.old}"
        )
    if not kind.refused:
        return advice
    if kind is ChangeKind.GONE and change.address.startswith(("mo-hinh/", "dien-hinh/")):
        advice += " Người trong bài rút đồng ý thì giữ tệp và thêm dòng rut_dong_y."
    permission = [
        f"  - dia_chi: {change.address}", f"    viec: {kind.permission}", f"    ngay: {today}", "    boi: (ai cho phép)",
        "    ly_do: (vì sao)",
    ]  # fmt: skip
    return "\n".join([f"{advice} Nếu đúng là phải bỏ trang này thì ghi vào {PERMISSIONS}:", *permission])


def split(
    changes: Sequence[PublicChange], permissions: Sequence[Permission], today: str
) -> tuple[list[PublicChange], list[tuple[PublicChange, Permission]]]:
    """Return the changes without a permission, and the permitted ones, each with its permission."""
    left: list[PublicChange] = []
    permitted: list[tuple[PublicChange, Permission]] = []
    for change in changes:
        by = next((each for each in permissions if change.kind.refused and each.covers(change, today)), None)
        if by:
            permitted.append((change, by))
        else:
            left.append(change)
    return left, permitted
