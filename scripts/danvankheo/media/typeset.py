"""Breaking Vietnamese titles into lines by sense: pure functions, told how wide a text is.

Vietnamese writes a space between syllables, not words, so a title may be torn anywhere: "hệ thống chính / trị". Every
gap between two syllables gets a cost here. The break with the least cost wins, where uneven lines cost something too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Measure = Callable[[str], float]

# A gap that may only be broken when there is no other way; a gap inside a word of two syllables; between a place's
# kind and its name; one better kept.
NEVER, TORN, PARTED, KEPT, EVEN, GOOD = 400.0, 60.0, 24.0, 14.0, 0.0, -6.0
_LONE = 90.0
_ELLIPSIS = "…"

_QUOTES = "“”‘’\"'«»()[]"
_NUMBER = re.compile(r"[(“]?\d[\d.,/–-]*\Z")
_SCALES = frozenset(("nghìn", "triệu", "tỷ", "trăm", "chục", "vạn"))
_QUALIFIERS = frozenset(("hơn", "gần", "khoảng", "trên", "dưới"))
_COUNTED_BEFORE = frozenset(("năm", "tháng", "ngày", "số", "thôn", "khu", "tổ", "đội", "lớp", "quý", "khóa", "mục", "kỳ", "giai", "đoạn"))  # fmt: skip
_PLACES = frozenset(
    (
        "thôn",
        "xã",
        "làng",
        "bản",
        "phố",
        "sông",
        "đê",
        "chợ",
        "huyện",
        "tỉnh",
        "trấn",
        "núi",
        "hồ",
        "đền",
        "đường",
        "trường",
        "xóm",
        "vua",
        "anh",
        "chị",
    )  # fmt: skip
)
# Lines begin well with these, and end badly on them.
_JOINTS = frozenset(
    (
        "của",
        "và",
        "cho",
        "ở",
        "từ",
        "với",
        "để",
        "trong",
        "trên",
        "cùng",
        "tại",
        "bên",
        "giữa",
        "thành",
        "vì",
        "bằng",
        "theo",
        "dưới",
        "trước",
        "sau",
        "đến",
        "ven",
        "qua",
        "về",
        "làm",
        "giúp",
        "giữ",
        "không",
    )  # fmt: skip
)
_ENDS_BADLY = frozenset(("thành", "của", "và", "cho", "ở", "từ", "với", "để", "trong", "tại", "vì", "bằng", "theo", "các", "những", "một", "mỗi", "ven", "không", "có", "được", "sẽ", "đã"))  # fmt: skip
_WORDS = """
    an ninh | an sinh | an toàn | an toàn giao thông | bà con | bảo vệ | bánh gai | bền vững | bích họa | biểu dương | bình đẳng
    bóng chuyền | bóng đá | bộ đội | bộ phận | cá nhân | cải tạo | cảnh báo | câu lạc bộ | cấp ủy | cây xanh | chi đoàn | chính quyền
    chính sách | chính trị | chợ phiên | chuyển đổi | chuyển đổi số | công an | công dân | công nghệ | công nghệ số | công tác
    công trường | cổng trường | cộng đồng | cơ sở | cứu hộ | cứu nạn | dân vận | dân vận khéo | di tích | dịch vụ | dịch vụ công
    doanh nghiệp | du lịch | đại hội | đảng ủy | đảng viên | đất nước | điển hình | điện tử | điều kiện | đoàn kết | đoàn viên | đoàn thanh niên | đoàn xã
    đô thị | đồng bào | đồng hành | đơn vị | đời sống | đường tranh | đường thôn | gia đình | gia súc | giải pháp | giảm nghèo | giao thông | góp ý | hàng rào
    hành chính | hành trang | hạnh phúc | hệ thống | hiệu quả | hiến đất | hiến máu | hòm thư | học sinh | học tập | hội viên | hợp tác
    hợp tác xã | hướng dẫn | hướng nghiệp | khởi nghiệp | khu phố | khuyến học | kinh nghiệm | kinh tế | kỷ luật | kỷ niệm | kỹ năng | kỹ thuật | lao động
    lập nghiệp | lâu dài | liên thôn | lĩnh vực | lịch sử | lốp xe | lúa mới | lừa đảo | lực lượng | lý luận | lý luận trẻ | ma túy | mái ấm | mạng xã hội
    mặt trời | máy cấy | máy gặt | mía đường | mô hình | môi trường | mùa bão | mùa hè | năng lượng | năng lượng mặt trời | nếp sống | ngân hàng
    nghĩa vụ | ngõ sáng | ngõ tranh | người dân | người lính | nhà văn hóa | nhân dân | nhân rộng | nhật ký | nhi đồng | nông dân | nông nghiệp | nông sản
    nông thôn | nông thôn mới | phát triển | phát triển kinh tế | pháp luật | phong trào | phòng chống | phòng cháy | phụ nữ | phường hội | quê hương | quốc phòng
    rác thải | ruộng mía | sáng tạo | sàn thương mại | sản phẩm | sản xuất | sân bóng | sân chơi | sắp xếp | sinh hoạt | sinh viên | sức khỏe | tài chính
    tập hợp | tập thể | tệ nạn | thanh niên | thành công | thành viên | tháng thanh niên | thắp sáng | thể thao | thị trấn | thiên tai | thiếu nhi | thiếu niên
    thông tin | thu gom | thu nhập | thủ lĩnh | thủ tục | thứ bảy | thực hiện | thương mại | thương mại điện tử | tiếng kẻng | tiên phong | tiêu biểu | tiêu chí | tín dụng
    tình nguyện | toàn dân | tổ chức | tổ hợp | tổ hợp tác | tổ quốc | trách nhiệm | tranh tường | trật tự | tri ân | trực tuyến | truyền thống | truyền thông | tủ sách
    tuổi trẻ | tuyên truyền | tuyến đường | tuyến ngõ | tự nguyện | tự quản | ứng phó | ứng dụng | vay vốn | văn hóa | văn minh | văn nghệ | vận động | vận khéo
    vệ sinh | việc làm | việc tốt | vốn vay | vui chơi | vườn bưởi | vườn mẫu | vườn rau | vườn tạp | xã hội | xanh sạch đẹp | xây dựng | xung kích | xuất khẩu | ý thức | yêu thương
    hoạt động | phản biện | giám sát | dịch bệnh | quảng bá | thể dục | khoa học | tiến bộ | đảm bảo | bảo đảm | hỏa hoạn | thương hiệu | giới thiệu | chung tay
    dạy nghề | củng cố | cán bộ | khen thưởng | chủ trương | chuyển giao | tập huấn | tham gia | hỗ trợ | củng cố | xét nghiệm | tự học | bà mẹ | trẻ em | mồ côi
    bức tường | bục giảng | chiều thứ | giữ gìn | lùi hàng | nhà văn | nộp hồ sơ | hồ sơ | một cửa | bộ phận một cửa | mới mở | trồng rau | đầu làng | làm theo bác | kết quả | chỉ tiêu
    đang thực hiện | giúp đỡ | góc việc làm | cách làm | câu chuyện | bài viết | hệ thống chính trị | kể chuyện | nói chuyện | lớp học | vững mạnh | bưởi luận văn | luận văn
"""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text and the size they fit at; ``cost`` tells how badly they were broken."""

    lines: tuple[str, ...]
    size: int
    cost: float = 0.0


@lru_cache(maxsize=1)
def _bound() -> dict[tuple[str, ...], float]:
    """Return the words of several syllables with the cost of tearing one."""
    phrases = (tuple(phrase.split()) for line in _WORDS.split("\n") for phrase in line.split("|"))
    return {phrase: TORN if len(phrase) == 2 else KEPT for phrase in phrases if len(phrase) > 1}


def gaps(words: list[str]) -> list[float]:
    """Return the cost of a line break after each word but the last."""
    costs = [_between(words, place) for place in range(len(words) - 1)]
    plain = [_bare(word).lower() for word in words]
    for (start, length), cost in _found(plain).items():
        for place in range(start, start + length - 1):
            if not words[place].endswith((",", ";", ":", ".")):
                costs[place] = max(costs[place], cost)
    for place in range(len(words) - 2):
        if plain[place : place + 3] == ["dân", "vận", "khéo"]:
            costs[place] = costs[place + 1] = NEVER
    return costs


def _found(plain: list[str]) -> dict[tuple[int, int], float]:
    bound = _bound()
    found = {}
    for start in range(len(plain)):
        for length in range(2, 6):
            cost = bound.get(tuple(plain[start : start + length]))
            if cost is not None and start + length <= len(plain):
                found[start, length] = cost
    return found


def _bare(word: str) -> str:
    return word.strip(_QUOTES + ",.;:!?")


def _between(words: list[str], place: int) -> float:
    """Return the cost of a break after one word, from that word and the next ones alone."""
    word, following = words[place], words[place + 1]
    left, right = _bare(word), _bare(following)
    if following in ("–", "-", "—", "·", "+", "&"):
        return NEVER
    if word in ("–", "-", "—", "·", "+", "&") or word.endswith((",", ";", ":", ".", "!", "?", ")")):
        return GOOD
    if _is_number(words, place) or (_NUMBER.match(right) and left.lower() in _COUNTED_BEFORE | _QUALIFIERS):
        return NEVER
    if left.lower() in _SCALES and place and _NUMBER.match(_bare(words[place - 1])):
        return NEVER
    named = right[:1].isupper()
    if named and left.lower() in _PLACES:
        return PARTED
    if named and left[:1].isupper() and not left.isupper():
        return TORN if place else KEPT
    if left.lower() in _ENDS_BADLY:
        return KEPT
    return GOOD if right.lower() in _JOINTS else EVEN


def _is_number(words: list[str], place: int) -> bool:
    """Tell whether a word is a number whose unit follows; "năm 2023" needs none."""
    if not _NUMBER.match(words[place].lstrip("(“")):
        return False
    return not (place and _bare(words[place - 1]).lower() in _COUNTED_BEFORE)


def broken(text: str, measure: Measure, width: float, most: int) -> Block | None:
    """Return the text in at most ``most`` lines no wider than ``width``, None when that cannot be; size is left 0."""
    words = text.split()
    if not words:
        return Block((), 0)
    costs = gaps(words)
    space = measure(" ")
    sizes = [measure(word) for word in words]
    best: Block | None = None
    for count in range(1, most + 1):
        found = _best(words, sizes, space, costs, width, count)
        if found is not None and (best is None or found.cost + 8 * count < best.cost + 8 * len(best.lines)):
            best = found
    return best


def _best(
    words: list[str], sizes: list[float], space: float, costs: list[float], width: float, count: int
) -> Block | None:
    """Return the cheapest way to set the words in exactly ``count`` lines."""
    total = len(words)
    if total < count:
        return None
    ideal = min(width, (sum(sizes) + space * (total - 1)) / count)
    # ways[n]: cost and breaks of the cheapest way to set the first n words in the lines so far
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in ways.items():
            length = -space
            for end in range(start + 1, total + 1):
                length += space + sizes[end - 1]
                if length > width:
                    break
                if (line == count) != (end == total):
                    continue
                price = cost + 60 * ((length - ideal) / width) ** 2
                price += _LONE if count > 1 and end - start == 1 and len(words[start]) < 9 else 0.0
                price += 0.0 if end == total else costs[end - 1]
                if end not in reached or price < reached[end][0]:
                    reached[end] = (price, (*breaks, end))
        ways = reached
    if total not in ways:
        return None
    cost, breaks = ways[total]
    return Block(tuple(" ".join(words[a:b]) for a, b in zip((0, *breaks), breaks, strict=False)), 0, cost)


def fit(text: str, measure_at: Callable[[int], Measure], width: float, sizes: tuple[int, ...], most: int = 4) -> Block:
    """Return the text at the best of the sizes (largest first): large, but not at the price of a torn word.

    What does not fit at the smallest size is cut at a word, with an ellipsis.
    """
    found: list[Block] = []
    for size in sizes:
        block = broken(text, measure_at(size), width, most)
        if block is not None:
            found.append(Block(block.lines, size, block.cost))
            if block.cost < KEPT:
                break
    if found:
        largest = found[0].size
        return min(found, key=lambda block: block.cost + 160 * (1 - block.size / largest))
    return _cut(text, measure_at(sizes[-1]), width, sizes[-1], most)


def _cut(text: str, measure: Measure, width: float, size: int, most: int) -> Block:
    """Return as many words as fit, with an ellipsis; a single word wider than a line is cut too."""
    words = []
    for word in text.split():
        while word and measure(word + _ELLIPSIS) > width:
            word = word[:-1]
        words.append(word)
    while len(words) > 1:
        words.pop()
        if gaps([*words, "x"])[-1] >= KEPT and len(words) > 1:
            continue
        block = broken(" ".join(words).rstrip(" ,;:–-") + _ELLIPSIS, measure, width, most)
        if block is not None:
            return Block(block.lines, size, block.cost)
    return Block((words[0] + _ELLIPSIS,) if words else (), size)


def paragraph(text: str, measure: Measure, width: float, most: int) -> tuple[str, ...]:
    """Return running text in lines filled from the left, cut with an ellipsis; no lone last syllable."""
    block = broken(text, measure, width, most)
    return (block or _cut(text, measure, width, 0, most)).lines
