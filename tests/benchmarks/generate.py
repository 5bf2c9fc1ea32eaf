"""Make a repository of N illustrative entries: as long, as full and as varied as the ones people write. Same seed, same bytes.

``python tests/benchmarks/generate.py N FOLDER``
"""

from __future__ import annotations

import random
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

REPO = Path(__file__).parents[2]
FIELDS = ("phat-trien-kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "xay-dung-he-thong-chinh-tri")
THINGS = (
    "Đường hoa", "Vườn rau sạch", "Tủ sách", "Tổ công nghệ số", "Ngõ không rác", "Sân chơi", "Đội xung kích", "Bếp ăn chiều thứ Sáu",
    "Vườn ươm cây giống", "Đường tranh", "Tuyến đường thắp sáng", "Câu lạc bộ Lý luận trẻ", "Quỹ quay vòng", "Bờ kè xanh", "Lớp học bơi",
)  # fmt: skip
WHERE = (
    "thôn Đông",
    "thôn Đoài",
    "xóm Bãi",
    "ngõ Giếng",
    "khu phố Bến",
    "làng Thượng",
    "đồi Sim",
    "bãi Soi",
    "cầu Đá",
    "chợ Chiều",
)
HOW = (
    "của ba thế hệ",
    "nhờ một lời hứa",
    "không tốn tiền công quỹ",
    "từ những viên gạch cũ",
    "giữ bằng tay mọi nhà",
    "bắt đầu từ mười hộ",
)
WHO = (
    "Đoàn viên thôn",
    "Các cụ trong Hội Người cao tuổi",
    "Chị em phụ nữ",
    "Học sinh cấp hai",
    "Cựu chiến binh",
    "Chủ hàng quán dọc đường",
)
DID = (
    "góp ngày công vào hai sáng Chủ nhật", "đem cuốc xẻng từ nhà ra từ lúc trời chưa sáng", "bàn mãi trong ba buổi họp rồi mới đồng lòng",
    "nhận trông coi từng đoạn", "đến từng nhà hỏi ý kiến trước khi làm", "ghi từng khoản góp lên tờ giấy dán ở nhà văn hóa",
    "làm thử một đoạn ngắn cho mọi người xem", "đổi cách làm sau lần mưa ngập đầu tiên", "rủ thêm mỗi người một người nữa",
)  # fmt: skip
BUT = (
    "Lúc đầu cũng có nhà chưa ưng, sợ mất bóng mát trước cửa.", "Có buổi chỉ ba người đến, vẫn làm.", "Chỗ nào khó, để lại làm sau cùng.",
    "Hỏng một đoạn, phải làm lại từ đầu và ghi vào phần lưu ý.", "Không ai ép ai, cứ thấy được thì theo.", "Việc nhỏ nhưng ngày nào cũng có người nhắc.",
)  # fmt: skip
HEADINGS = ("Vì sao làm", "Vận động thế nào", "Những ngày đầu", "Điều đã thay đổi", "Ai giữ gìn")
MEASURES = (
    ("Chiều dài đã làm", "m"),
    ("Số hộ tham gia", "hộ"),
    ("Cây đã trồng", "cây"),
    ("Buổi làm chung", "buổi"),
    ("Rác thu gom", "kg"),
)


class _Plain(yaml.CSafeDumper):
    """Writes values as people do: no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        """Repeat a value that stands twice."""
        return True


def generate(count: int, to: Path, seed: int = 2026) -> None:
    """Write a repository with ``count`` entries, one in twelve a person, into a folder that is not there yet."""
    for name in ("content", "theme"):
        shutil.copytree(REPO / name, to / name)
    shutil.copy(REPO / "mkdocs.yml", to / "mkdocs.yml")
    chance = random.Random(seed)
    units = _units()
    types = sorted(path.stem for path in (REPO / "content" / "loai-mo-hinh").glob("*.md"))
    for folder in ("models", "exemplars"):
        (to / folder).mkdir()
    models = count - count // 12
    for number in range(models):
        _write(to / "models" / f"mo-hinh-{number:06}.md", _model(chance, number, units, types), _story(chance))
    for number in range(count - models):
        led = [f"mo-hinh-{chance.randrange(models):06}"]
        _write(to / "exemplars" / f"nguoi-{number:06}.md", _person(chance, number, units, led), _story(chance))


def _units() -> list[tuple[str, str]]:
    """Return slug and place of the units of the years before July 2025."""
    found = []
    for path in sorted((REPO / "content" / "don-vi").glob("*.md")):
        data = yaml.safe_load(path.read_text("utf-8").split("---")[1])
        if data.get("den"):
            found.append((path.stem, str(data["ten"]).removeprefix("Đoàn ")))
    return found


def _sentences(chance: random.Random, count: int) -> str:
    parts = []
    for _ in range(count):
        parts.append(f"{chance.choice(WHO)} {chance.choice(DID)}.")
        if chance.random() < 0.4:
            parts.append(chance.choice(BUT))
    return " ".join(parts)


def _story(chance: random.Random) -> str:
    lines: list[str] = []
    for heading in HEADINGS:
        lines += [
            f"## {heading}",
            "",
            _sentences(chance, chance.randint(2, 5)),
            "",
            _sentences(chance, chance.randint(2, 4)),
            "",
        ]
        kind = chance.random()
        if kind < 0.3:
            lines += [*(f"- {_sentences(chance, 1)}" for _ in range(3)), ""]
        elif kind < 0.45:
            lines += [f"> “{chance.choice(BUT)}”", ""]
        elif kind < 0.55:
            lines += ["| Lực lượng | Việc | Số buổi |", "|:--|:--|--:|", *(f"| {who} | {chance.choice(DID)} | {chance.randint(2, 30)} |" for who in WHO[:3]), ""]  # fmt: skip
    return "\n".join(lines)


def _figures(chance: random.Random) -> list[dict[str, Any]]:
    return [
        {"chi_so": name, "so": chance.randint(3, 900), "dvt": unit}
        for name, unit in chance.sample(MEASURES, chance.randint(1, 4))
    ]


def _model(chance: random.Random, number: int, units: list[tuple[str, str]], types: list[str]) -> dict[str, Any]:
    unit, place = chance.choice(units)
    registered = date(2022, 4, 1) + timedelta(chance.randrange(900))
    title = f"{chance.choice(THINGS)} số {number + 1} {chance.choice(WHERE)} {chance.choice(HOW)}"
    paper = f"MINH-HOA/{number + 1}"
    return {
        "ten": title,
        "don_vi": unit,
        "linh_vuc": chance.choice(FIELDS),
        "loai": chance.choice(types),
        "dia_chi": f"{chance.choice(WHERE).capitalize()}, {place}",
        "tom_tat": f"{title}: {_sentences(chance, 1)}"[:190].strip(),
        "trang_thai": "hoan-thanh",
        "bat_dau": registered + timedelta(20),
        "ket_thuc": registered + timedelta(40),
        "chu_truong": {
            "chi_dao": f"Ban Chấp hành Đoàn {place}",
            "dang_ky": [{"nam": registered.year, "noi": "cap-uy", "co_quan": f"Đảng ủy {place}", "ngay": registered, "van_ban": f"{paper}-KH/ĐTN"}],
        },
        "chu_the": {"loai": "tap-the", "ten": f"Chi đoàn {chance.choice(WHERE)}", "phu_trach": "Bí thư chi đoàn"},
        "luc_luong": {
            "mo_ta": _sentences(chance, 2),
            "tham_gia": [
                {"nhom": "doan-vien", "so": chance.randint(8, 60), "dvt": "người"},
                {"nhom": "nguoi-dan", "so": chance.randint(20, 400), "dvt": "lượt", "uoc_luong": "hon"},
            ],
        },
        "phuong_phap": {"mo_ta": _sentences(chance, 2), "van_dong": _sentences(chance, 2), "sang_tao": _sentences(chance, 1)},
        "hieu_qua": {
            "mo_ta": _sentences(chance, 2),
            "so_lieu": _figures(chance),
            "ben_vung": _sentences(chance, 1),
            "lan_toa": _sentences(chance, 1),
            "nhan_rong": {
                "kha_nang": _sentences(chance, 1),
                "can_chuan_bi": ["Danh sách hộ đồng ý", "Dụng cụ góp chung"],
                "cac_buoc": [_sentences(chance, 1) for _ in range(4)],
                "luu_y": chance.choice(BUT),
            },
        },
        "kinh_phi": [{"nguon": "Nhân dân đóng góp", "so": chance.randint(2, 60) * 500000, "dvt": "đồng", "gom_ngay_cong": False}],
        "tac_gia": {"ten": "Ban biên tập", "vai_tro": "biên tập"},
        "duyet": {"boi": f"Ban Chấp hành Đoàn {place}", "ngay": registered + timedelta(60)},
        "ngay_dang": registered + timedelta(60),
        "minh_hoa": True,
    }  # fmt: skip


def _person(chance: random.Random, number: int, units: list[tuple[str, str]], led: list[str]) -> dict[str, Any]:
    unit, place = chance.choice(units)
    day = date(2022, 4, 1) + timedelta(chance.randrange(900))
    return {
        "ten": f"Người Minh Họa {number + 1}",
        "don_vi": unit,
        "chuc_vu": f"Bí thư Chi đoàn {chance.choice(WHERE)}",
        "linh_vuc": chance.choice(FIELDS),
        "nam": day.year,
        "tom_tat": _sentences(chance, 2)[:190].strip(),
        "pham_chat": {"mo_ta": _sentences(chance, 2), "nhan_xet_boi": f"Đảng ủy {place}", "ngay": day},
        "thanh_tich": {"mo_ta": _sentences(chance, 2), "y_tuong": _sentences(chance, 1), "van_dong": _sentences(chance, 2), "mo_hinh": led, "so_lieu": _figures(chance)},
        "uy_tin": {"mo_ta": _sentences(chance, 2), "ghi_nhan_cua_doan_vien": chance.choice(BUT), "cong_nhan_boi": f"Đảng ủy {place}", "ngay": day},
        "tac_gia": {"ten": "Ban biên tập", "vai_tro": "biên tập"},
        "duyet": {"boi": f"Ban Chấp hành Đoàn {place}", "ngay": day + timedelta(60)},
        "ngay_dang": day + timedelta(60),
        "minh_hoa": True,
    }  # fmt: skip


def _write(path: Path, data: dict[str, Any], story: str) -> None:
    front = yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(f"---\n{front}---\n{story}", "utf-8")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
