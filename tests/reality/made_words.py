"""Words for made-up records: names of no real person, sentences and stories in the style of volunteers.

The syllables of names keep to the rules of Vietnamese spelling, marks stacked on marks, and are nobody's family name,
given name or village.
"""

from __future__ import annotations

from datetime import date
from random import Random

_SYLLABLES = (
    "Ngoẵng", "Khuyểng", "Thoắm", "Đượp", "Trưỡng", "Ghiễm", "Nhoẹng", "Phuếch", "Quẫng", "Giượng", "Xoặng", "Chuệch", "Lưỡm",
    "Bưỡng", "Khoẳm", "Ngưỡm", "Thuyểm", "Riễng", "Đoẵn", "Hượp", "Vuễn", "Nghiễu", "Toẳng", "Sưỡn", "Guộp", "Mưỡm", "Cượng",
    "Khuỵp", "Loằng", "Ừng", "Ổm", "Ấp", "Đễu", "Ngữu", "Trợm", "Phễn",
)  # fmt: skip
_THINGS = (
    "Đường hoa", "Vườn rau sạch", "Tủ sách", "Tổ công nghệ số", "Ngõ không rác", "Sân chơi", "Đội xung kích", "Bếp ăn", "Vườn ươm",
    "Đường tranh", "Tuyến đường thắp sáng", "Câu lạc bộ Lý luận trẻ", "Quỹ quay vòng", "Bờ kè xanh", "Lớp dạy bơi", "Hội quán",
    "Mái ấm", "Cánh đồng một giống", "Trạm sửa xe", "Chợ phiên",
)  # fmt: skip
_TAILS = (
    "do chi đoàn tự làm", "“Ba không, hai có”", "bắt đầu từ mười hộ", "(giai đoạn 2)", "– nhà nhà cùng giữ", "không dùng tiền công quỹ",
    "cho trẻ em & người già", "5 không 3 sạch", "giữ bằng tay mọi nhà", "của ba thế hệ",
)  # fmt: skip
_LONG = (
    "Tổ thanh niên xung kích hướng dẫn người dân nộp hồ sơ dịch vụ công trực tuyến, thanh toán không dùng tiền mặt tại",
    "Câu lạc bộ thanh niên liên kết trồng, chế biến và tiêu thụ nông sản sạch theo chuỗi giá trị gắn với OCOP ở",
    "Vận động nhân dân hiến đất, dỡ tường rào mở rộng đường giao thông và lắp điện chiếu sáng bằng pin mặt trời ở",
)
_WHO = (
    "Đoàn viên trong thôn", "Các cụ trong Hội Người cao tuổi", "Chị em phụ nữ", "Học sinh cấp hai", "Cựu chiến binh", "Mấy anh em lái máy cày",
    "Chủ các quán dọc đường", "Bà con hai bên ngõ",
)  # fmt: skip
_DID = (
    "góp ngày công vào hai sáng Chủ nhật", "đem cuốc xẻng từ nhà ra lúc trời chưa sáng", "bàn mãi trong ba buổi họp rồi mới đồng lòng",
    "nhận trông coi từng đoạn", "đến từng nhà hỏi ý kiến trước khi làm", "ghi từng khoản góp lên tờ giấy dán ở nhà văn hóa",
    "làm thử một đoạn ngắn cho mọi người xem", "đổi cách làm sau lần mưa ngập đầu tiên", "rủ thêm mỗi người một người nữa",
)  # fmt: skip
_BUT = (
    "Lúc đầu cũng có nhà chưa ưng, sợ mất bóng mát trước cửa.", "Có buổi chỉ ba người đến, vẫn làm.", "Chỗ nào khó, để lại làm sau cùng.",
    "Hỏng một đoạn, phải làm lại từ đầu.", "Không ai ép ai, cứ thấy được thì theo.", "Việc nhỏ nhưng ngày nào cũng có người nhắc.",
)  # fmt: skip
_COUNTED = (
    "Đã làm 1.250 m, rộng 3,5 m, dày 20 cm.", "Hết 12,5 triệu đồng, trong đó 7.500.000 đồng là tiền góp.", "Từ ngày 26/3 đến 30/4 có hơn 300 lượt người.",
    "Mỗi buổi bắt đầu lúc 6h30, 18 giờ thì nghỉ.", "Tỷ lệ hộ tham gia là 98,5%, còn 2 hộ đi làm xa.", "Năm 2019 mới có 1/3 số hộ; nay gần 100%.",
    "Mức góp: 50.000đ/hộ/năm; hộ khó khăn 0 đồng.", "Trồng 2 hàng, mỗi hàng 120 cây, cách nhau 1,5 m.",
)  # fmt: skip
_HEADINGS = (
    "Vì sao làm", "Vận động thế nào?", "Những ngày đầu", "Điều đã thay đổi", "Ai giữ gìn", "1. Cách làm", "“Khéo” ở chỗ nào", "Kết quả – bài học",
)  # fmt: skip


def names(draw: Random, count: int) -> str:
    """Return a name of so many syllables."""
    return " ".join(draw.sample(_SYLLABLES, count))


def person(draw: Random) -> str:
    """Return a person's name, of two, three or four syllables."""
    return names(draw, draw.choice((2, 3, 3, 3, 4)))


def place(draw: Random) -> str:
    """Return a hamlet, as people call it in an address."""
    kind = draw.choice(("thôn", "thôn", "xóm", "khu phố", "làng"))
    return f"{kind} {draw.randint(1, 14)}" if draw.random() < 0.3 else f"{kind} {names(draw, draw.choice((1, 2)))}"


def hamlet(draw: Random) -> str:
    """Return a hamlet as it begins an address."""
    name = place(draw)
    return name[0].upper() + name[1:]


def title(draw: Random) -> str:
    """Return a model's title of at most 120 characters, one in six as long as offices like them."""
    if draw.random() < 1 / 6:
        begin, where = draw.choice(_LONG), place(draw)
        return f"{begin} {where}" if len(begin) + len(where) < 120 else begin.rpartition(" ")[0]
    where = f"{draw.choice(_THINGS)} {place(draw)}"
    return f"{where} {draw.choice(_TAILS)}" if draw.random() < 0.4 else where


def sentence(draw: Random) -> str:
    """Return one sentence about something that was done."""
    return f"{draw.choice(_WHO)} {draw.choice(_DID)}."


def paragraph(draw: Random, count: int = 3) -> str:
    """Return some sentences."""
    return " ".join(draw.choice((sentence(draw), sentence(draw), draw.choice(_BUT), draw.choice(_COUNTED))) for _ in range(count))  # fmt: skip


def summary(draw: Random) -> str:
    """Return a summary of 60 to 200 characters, half of them short enough for a shared link."""
    text = sentence(draw)
    while len(text) < 60 or (len(text) < 130 and draw.random() < 0.5):
        text += " " + draw.choice(_BUT)
    return text


def story(draw: Random, day: date, picture: str = "") -> str:
    """Return a story in Markdown: headings, lists, tables, links, quotes, a footnote, numbers as people write them.

    day: when it happened; picture: a line that shows a photo between two paragraphs, "" for none.
    """
    lines = []
    if draw.random() < 0.5:
        lines += [f"Ngày {day.day}/{day.month}/{day.year}, {paragraph(draw, 2)}", ""]
    for heading in draw.sample(_HEADINGS, draw.randint(2, 5)):
        lines += [f"{draw.choice(('##', '##', '###'))} {heading}", "", paragraph(draw, draw.randint(2, 5)), ""]
        lines += draw.choice(_BLOCKS)(draw)
    if picture:
        lines += [picture, ""]
    if draw.random() < 0.3:
        lines += ["Danh sách góp được dán ở nhà văn hóa.[^1]", "", f"[^1]: {paragraph(draw, 1)}", ""]
    return "\n".join(lines)


def _plain(draw: Random) -> list[str]:
    return [f"**{sentence(draw)}** Rồi *ai cũng* làm theo.", ""]


def _bullets(draw: Random) -> list[str]:
    return [*(f"- {sentence(draw)}" for _ in range(draw.randint(2, 4))), "  - Riêng hộ neo người: làm giúp.", ""]


def _steps(draw: Random) -> list[str]:
    return [*(f"{number}. {sentence(draw)}" for number in range(1, draw.randint(3, 6))), ""]


def _quote(draw: Random) -> list[str]:
    return [f"> “{draw.choice(_BUT)}”", ">", f"> — Ông {person(draw)}, {place(draw)}", ""]


def _table(draw: Random) -> list[str]:
    rows = [f"| {who} | {draw.choice(_DID)} | {draw.randint(2, 1200):,} |".replace(",", ".") for who in _WHO[:3]]
    return ["| Lực lượng | Việc | Số buổi |", "|:--|:--|--:|", *rows, ""]


def _link(draw: Random) -> list[str]:
    number = draw.randint(1, 9999)
    return [f"Xem thêm: [bài trên báo](https://bao.vi-du.test/{number}) và https://vi-du.test/{number}.", ""]


_BLOCKS = (_plain, _bullets, _steps, _quote, _table, _link)
