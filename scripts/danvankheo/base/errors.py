"""The base class of errors that are shown to users; all other exceptions are faults of the program."""

from __future__ import annotations

import errno

_WHY = {
    errno.ENOENT: "không có tệp hoặc thư mục ấy", errno.EACCES: "không có quyền", errno.EPERM: "không được phép",
    errno.EEXIST: "đã có tệp tên ấy", errno.ENOTDIR: "một phần của đường dẫn không phải thư mục", errno.EISDIR: "đó là thư mục, không phải tệp",
    errno.ENOSPC: "ổ đĩa đã đầy", errno.EROFS: "ổ đĩa chỉ cho đọc", errno.ENAMETOOLONG: "tên quá dài", errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.ENOTEMPTY: "thư mục không trống", errno.EBUSY: "tệp đang được dùng", errno.EMFILE: "mở quá nhiều tệp cùng lúc", errno.EIO: "ổ đĩa đọc, ghi bị lỗi",
}  # fmt: skip


def why(error: OSError) -> str:
    """Return the reason of a system error in Vietnamese."""
    return _WHY.get(error.errno or 0, f"lỗi hệ thống số {error.errno}")


class DanVanKheoError(Exception):
    """A command cannot go on; ``str(error)`` is a Vietnamese sentence for the user."""
