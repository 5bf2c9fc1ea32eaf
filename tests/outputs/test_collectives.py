"""A collective is an exemplar through its models: on every page, in search, downloads, shared links and reports."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from danvankheo import figures, reports
from danvankheo.records.reading import load
from danvankheo.reports.draft_report import Paragraph
from outputs.real_sites import DAY, built, lines, repository

# Made up, real in shape: no such collective.
COLLECTIVE = """---
ten: Chi đoàn thôn Thử
loai: tap-the
don_vi: xa-xuan-lai
don_vi_phoi_hop: [xa-tho-dien]
linh_vuc: van-hoa-xa-hoi
nam: 2024
tom_tat: Cả chi đoàn chia nhau từng ngõ, giữ đường hoa qua hai mùa mưa và chỉ lại cách làm cho nơi khác.
thanh_tich: {{mo_ta: Trồng và giữ đường hoa., mo_hinh: [{models}]}}
duyet: {{boi: Ban Chấp hành Đoàn xã, ngay: 2024-07-01}}
ngay_dang: 2024-07-02
---

Mỗi ngõ một nhóm bốn người.
"""
PERSON = """---
ten: Người Thử
don_vi: xa-xuan-lai
linh_vuc: van-hoa-xa-hoi
nam: 2024
tom_tat: Hai năm liền cùng chi đoàn đến từng nhà vận động bà con mở đường, trồng hoa, gom rác đầu ngõ.
pham_chat: {mo_ta: Giữ lời., nhan_xet_boi: Đảng ủy xã Xuân Lai, ngay: 2024-01-01}
thanh_tich: {mo_ta: Vận động các hộ mở đường., mo_hinh: [con-duong-1]}
uy_tin: {mo_ta: Bà con tin., cong_nhan_boi: Đảng ủy xã Xuân Lai, ngay: 2024-01-01}
dong_y_dang: {ngay: 2024-01-01, hinh_thuc: văn bản}
duyet: {boi: Ban Chấp hành Đoàn xã, ngay: 2024-07-01}
---
"""
PAGE = "dien-hinh/chi-doan-thon-thu/index.html"


def _repository(folder: Path, models: str = "con-duong-1, con-duong-2") -> Path:
    repo = repository(folder, stories=2)
    (repo / "exemplars/chi-doan-thon-thu.md").write_text(COLLECTIVE.format(models=models), "utf-8")
    (repo / "exemplars/nguoi-thu.md").write_text(PERSON, "utf-8")
    return repo


@pytest.fixture(scope="module")
def repo_of_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _repository(tmp_path_factory.mktemp("tap-the"))


@pytest.fixture(scope="module")
def site(repo_of_two: Path) -> Path:
    return built(repo_of_two)


def test_its_page_shows_the_five_criteria_of_its_models_and_none_of_a_person(site: Path) -> None:
    told = lines(site / PAGE)
    assert "Điển hình tập thể" in " ".join(told)
    assert "Năm tiêu chí, theo các mô hình của tập thể" in told
    for criterion in ("Chủ trương, định hướng", "Chủ thể", "Lực lượng tham gia", "Phương pháp, cách làm", "Hiệu quả"):
        assert criterion in told
    assert sum(line.startswith("Con đường thứ một:") for line in told) == 5
    words = " ".join(told)
    assert not [word for word in ("Phẩm chất", "Uy tín", "cá nhân.", "Ba tiêu chí") if word in words]


def test_a_shared_link_tells_search_engines_of_an_organization(site: Path) -> None:
    page = (site / PAGE).read_text("utf-8")
    graph = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])["@graph"]
    profile = next(node for node in graph if node["@type"] == "ProfilePage")["mainEntity"]
    assert (profile["@type"], profile["name"]) == ("Organization", "Chi đoàn thôn Thử")
    assert profile["parentOrganization"]["name"].startswith("Đoàn xã Xuân Lai")


def test_lists_count_collectives_and_people_apart(site: Path) -> None:
    gallery = lines(site / "dien-hinh/index.html")
    assert "Tập thể, cá nhân điển hình" in gallery
    assert "1 tập thể, 1 cá nhân" in gallery
    year = " ".join(lines(site / "nam/2024/index.html"))
    assert "Điển hình tập thể 1" in year
    assert "Điển hình cá nhân 1" in year


def test_each_of_its_units_names_it(site: Path) -> None:
    for unit, other in (("xa-xuan-lai", "Thọ Diên"), ("xa-tho-dien", "Xuân Lai")):
        told = " ".join(lines(site / f"don-vi/{unit}/index.html"))
        assert "Chi đoàn thôn Thử 2024, tập thể, cùng" in told
        assert other in told.partition("Chi đoàn thôn Thử 2024, tập thể, cùng")[2][:30]


def test_a_model_names_the_collective_beside_the_people_who_led_it(site: Path) -> None:
    told = lines(site / "mo-hinh/con-duong-1/index.html")
    assert told[told.index("Điển hình tập thể của mô hình này") + 1] == "Chi đoàn thôn Thử"
    assert told[told.index("Người dẫn dắt") + 1] == "Người Thử"


def test_filters_and_search_tell_collectives_from_people(site: Path) -> None:
    chosen = json.loads((site / "dien-hinh/loc/chon.json").read_text("utf-8"))
    kind = chosen["facets"][0]
    assert [name for _, name in kind["values"]] == ["Điển hình cá nhân", "Điển hình tập thể"]
    assert sorted(kind["of"]) == [0, 1]
    index = next(path for path in site.rglob("*.json") if '"often"' in path.read_text("utf-8"))
    labels = json.loads(index.read_text("utf-8"))["labels"]["kind"]
    assert labels[2:4] == ["Điển hình cá nhân", "Điển hình tập thể"]


def test_the_download_tells_what_each_exemplar_is(site: Path) -> None:
    with next((site / "du-lieu").rglob("*dien-hinh*.csv")).open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Mã" if "Mã" in row else "ma"]: row for row in csv.DictReader(file)}
    collective, person = rows["chi-doan-thon-thu"], rows["nguoi-thu"]
    kinds = [
        next(value for key, value in row.items() if key in ("loai", "Loại điển hình")) for row in (collective, person)
    ]
    assert kinds == ["tap-the", "ca-nhan"]
    evidence = [key for key in collective if "minh_chung" in key or "Minh chứng" in key]
    assert {collective[key] for key in evidence} == {""}
    assert "" not in {person[key] for key in evidence}


def test_the_report_names_both_with_their_numbers(repo_of_two: Path) -> None:
    registry = load(repo_of_two)[0]
    draft = reports.draft(registry, figures.compute(registry, DAY), year=2024, sample=False)
    told = [block.words for part in draft.sections for block in part.blocks if isinstance(block, Paragraph)]
    assert "Có hồ sơ của 1 tập thể, 1 cá nhân điển hình trong thời gian này." in told
    assert any(line.startswith("- Chi đoàn thôn Thử, Xuân Lai và Thọ Diên (2024).") for line in told)


def test_withdrawing_its_only_model_leaves_a_warning_not_an_error(tmp_path: Path) -> None:
    repo = _repository(tmp_path, models="con-duong-1")
    model = repo / "models/con-duong-1.md"
    model.write_text(model.read_text("utf-8").replace("\nduyet:", "\nrut_dong_y: 2024-08-01\nduyet:"), "utf-8")
    found = [problem for problem in load(repo)[1] if problem.path == "exemplars/chi-doan-thon-thu.md"]
    assert [(problem.code, problem.severity.value) for problem in found] == [("DVK334", "warning")]
    assert "Chi đoàn thôn Thử" in lines(built(repo) / PAGE)
