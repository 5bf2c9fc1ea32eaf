"""Every figure of the indicators page, computed again in SQL from the CSV files alone, equals the page and the API."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from danvankheo.base.locale import number, percent_value
from danvankheo.figures import Figures, compute
from danvankheo.figures.totals import work_totals
from danvankheo.outputs.pages.coverage import coverage_view
from danvankheo.outputs.views.figure_views import figure_view
from danvankheo.records.reading import load
from danvankheo.records.registry import Registry
from outputs.downloads import grown, write

# Read from top to bottom: who counts where (``dung``), which models count where (``tinh``), what is known of whom (``biet``).
COUNTING = """
CREATE TEMP TABLE ngay AS SELECT max(ngay_so_lieu)::DATE AS d FROM ky;
CREATE TEMP TABLE dung AS
  SELECT k.ma AS ky, k.nam::INT AS nam, k.tu::DATE AS tu, k.den::DATE AS den, u.ma AS don_vi
  FROM ky k JOIN don_vi u ON u.loai IN ('xa', 'thi-tran')
    AND (u.tu IS NULL OR u.tu::DATE <= k.den::DATE) AND (u.den IS NULL OR u.den::DATE >= k.tu::DATE);
CREATE TEMP TABLE lan AS SELECT mo_hinh, nam::INT AS nam FROM dang_ky, ngay WHERE ngay::DATE <= ngay.d;
CREATE TEMP TABLE sinh AS
  SELECT m.ma, m.don_vi, m.linh_vuc, m.linh_vuc_khac, m.trang_thai, m.bat_dau::DATE AS bat_dau, m.ket_thuc::DATE AS ket_thuc,
    coalesce((SELECT min(ngay::DATE) FROM dang_ky WHERE mo_hinh = m.ma), m.bat_dau::DATE, DATE '2000-01-15') AS sinh,
    (SELECT min(nam) FROM lan WHERE mo_hinh = m.ma) AS dau, (SELECT max(nam) FROM lan WHERE mo_hinh = m.ma) AS cuoi
  FROM mo_hinh m;
CREATE TEMP TABLE tu AS
  SELECT *, greatest(sinh, coalesce(bat_dau, sinh), make_date(coalesce(dau, year(sinh))::INT, 1, 1)) AS tu
  FROM sinh, ngay WHERE sinh <= ngay.d;
CREATE TEMP TABLE doi AS
  SELECT *, coalesce(ket_thuc, CASE WHEN trang_thai = 'dang-thuc-hien' THEN DATE '9999-12-31'
    ELSE make_date(greatest(coalesce(cuoi, year(sinh)), year(tu))::INT, 12, 31) END) AS den FROM tu;
CREATE TEMP TABLE tinh AS
  SELECT d.ky, d.don_vi, m.ma, m.linh_vuc, m.linh_vuc_khac,
    EXISTS (SELECT 1 FROM lan WHERE mo_hinh = m.ma AND nam = d.nam) AS dang_ky
  FROM doi m JOIN dung d ON d.don_vi = m.don_vi
  WHERE m.trang_thai <> 'moi-dang-ky' AND NOT (m.trang_thai = 'da-dung' AND m.den < d.tu)
    AND ((m.tu <= d.den AND d.tu <= m.den) OR EXISTS (SELECT 1 FROM lan WHERE mo_hinh = m.ma AND nam = d.nam));
CREATE TEMP TABLE gui AS
  SELECT d.ky, d.nam, d.don_vi, b.* EXCLUDE (don_vi, nam) FROM dung d JOIN bao_cao_nam b ON b.don_vi = d.don_vi AND b.nam::INT = d.nam;
CREATE TEMP TABLE biet AS
  SELECT ky, don_vi FROM tinh
  UNION SELECT ky, don_vi FROM gui WHERE so_mo_hinh_dang_ky = 0
  UNION SELECT d.ky, d.don_vi FROM dung d JOIN doi m ON m.don_vi = d.don_vi AND m.trang_thai = 'moi-dang-ky'
    JOIN lan ON lan.mo_hinh = m.ma AND lan.nam = d.nam;
CREATE TEMP TABLE them AS
  SELECT DISTINCT t.ky, t.don_vi, f.ma AS linh_vuc FROM tinh t JOIN linh_vuc f ON list_contains(string_split(t.linh_vuc_khac, '; '), f.ma);
CREATE TEMP TABLE co AS
  SELECT DISTINCT ky, don_vi, '1' AS ma FROM tinh
  UNION SELECT ky, don_vi, '1-strict' FROM tinh WHERE dang_ky
  UNION SELECT ky, don_vi, '2-' || linh_vuc FROM tinh
  UNION SELECT ky, don_vi, '2-all' FROM tinh GROUP BY ALL HAVING count(DISTINCT linh_vuc) = (SELECT count(*) FROM linh_vuc);
CREATE TEMP TABLE ma AS SELECT '1' AS ma UNION ALL SELECT '1-strict' UNION ALL SELECT '2-all' UNION ALL SELECT '2-' || ma FROM linh_vuc;
CREATE TEMP TABLE ty_le AS
  SELECT ky, don_vi, hoat_dong_tinh_nguyen::INT AS hoat_dong,
    CASE WHEN tap_hop IS NOT NULL AND thanh_nien::INT > 0 THEN tap_hop::INT END AS tap_hop,
    CASE WHEN tap_hop IS NOT NULL AND thanh_nien::INT > 0 THEN thanh_nien::INT END AS thanh_nien,
    CASE WHEN tap_hop IS NOT NULL AND thanh_nien::INT > 0 THEN tap_hop::INT * 100 >= thanh_nien::INT * 80
      ELSE ty_le_tap_hop::DECIMAL(9, 6) >= 80 END AS du_80
  FROM gui;
"""
STANDS = """
  SELECT d.ky, ma.ma, d.don_vi, CASE WHEN co.ma IS NOT NULL THEN 'tinh' WHEN biet.don_vi IS NOT NULL THEN 'chua' ELSE 'chua-co-so-lieu' END
  FROM dung d CROSS JOIN ma LEFT JOIN co ON (co.ky, co.don_vi, co.ma) = (d.ky, d.don_vi, ma.ma)
    LEFT JOIN biet ON (biet.ky, biet.don_vi) = (d.ky, d.don_vi)
  UNION ALL SELECT d.ky, '3a', d.don_vi, CASE WHEN t.hoat_dong > 0 THEN 'tinh' WHEN t.hoat_dong = 0 THEN 'chua' ELSE 'chua-co-so-lieu' END
  FROM dung d LEFT JOIN ty_le t ON (t.ky, t.don_vi) = (d.ky, d.don_vi)
  UNION ALL SELECT d.ky, '3b-pooled', d.don_vi, CASE WHEN t.thanh_nien IS NOT NULL THEN 'tinh' ELSE 'chua-co-so-lieu' END
  FROM dung d LEFT JOIN ty_le t ON (t.ky, t.don_vi) = (d.ky, d.don_vi)
  UNION ALL SELECT d.ky, '3b-units', d.don_vi, CASE WHEN t.du_80 THEN 'tinh' WHEN NOT t.du_80 THEN 'chua' ELSE 'chua-co-so-lieu' END
  FROM dung d LEFT JOIN ty_le t ON (t.ky, t.don_vi) = (d.ky, d.don_vi)
"""
BESIDE = """
  WITH RECURSIVE nay AS (
    SELECT ma AS goc, ma AS don_vi, 0 AS buoc FROM don_vi
    UNION ALL SELECT n.goc, u.nay_thuoc, n.buoc + 1 FROM nay n JOIN don_vi u ON u.ma = n.don_vi WHERE u.nay_thuoc IS NOT NULL AND n.buoc < 9),
  cho AS (SELECT d.ky, d.tu, d.den, n.goc, arg_min(d.don_vi, n.buoc) AS don_vi, min(n.buoc) AS buoc FROM nay n JOIN dung d USING (don_vi) GROUP BY ALL)
  SELECT DISTINCT c.ky, '1', c.don_vi FROM cho c JOIN doi m ON m.don_vi = c.goc AND c.buoc > 0 AND m.trang_thai <> 'moi-dang-ky'
    AND m.tu <= c.den AND c.tu <= m.den WHERE (c.ky, c.don_vi) NOT IN (SELECT ky, don_vi FROM tinh)
  UNION SELECT ky, '2-' || linh_vuc, don_vi FROM them WHERE (ky, don_vi, linh_vuc) NOT IN (SELECT ky, don_vi, linh_vuc FROM tinh)
  UNION SELECT ky, '2-all', don_vi FROM (SELECT ky, don_vi, linh_vuc FROM them UNION SELECT ky, don_vi, linh_vuc FROM tinh)
    WHERE (ky, don_vi) NOT IN (SELECT ky, don_vi FROM co WHERE ma = '2-all')
    GROUP BY ALL HAVING count(DISTINCT linh_vuc) = (SELECT count(*) FROM linh_vuc)
  UNION SELECT ky, '3b-pooled', don_vi FROM ty_le WHERE thanh_nien IS NULL AND du_80 IS NOT NULL
"""
POOLED = "SELECT ky, sum(tap_hop), sum(thanh_nien) FROM ty_le GROUP BY ky"
MATRIX = """
  SELECT d.ky, d.don_vi, f.ma, CASE WHEN (d.ky, d.don_vi) IN (SELECT ky, don_vi FROM biet)
    THEN (SELECT count(*) FROM tinh t WHERE (t.ky, t.don_vi, t.linh_vuc) = (d.ky, d.don_vi, f.ma)) END
  FROM dung d CROSS JOIN linh_vuc f
"""
PAPERS = """
  WITH no AS (
    SELECT ky, don_vi, 'danh-sach' AS van_ban, han_danh_sach::DATE AS han FROM dung JOIN ky k ON k.ma = ky
    UNION ALL SELECT ky, don_vi, 'bao-cao', han_bao_cao::DATE FROM dung JOIN ky k ON k.ma = ky),
  han AS (SELECT no.ky, no.don_vi, van_ban, CASE WHEN (u.tu IS NULL OR u.tu::DATE <= han) AND (u.den IS NULL OR han <= u.den::DATE) THEN han END AS han
    FROM no JOIN don_vi u ON u.ma = no.don_vi),
  nhan AS (SELECT h.*, CASE van_ban WHEN 'danh-sach' THEN g.gui_danh_sach ELSE g.gui_bao_cao END::DATE AS gui
    FROM han h LEFT JOIN gui g ON (g.ky, g.don_vi) = (h.ky, h.don_vi))
  SELECT ky, don_vi, van_ban, CASE
      WHEN han IS NULL AND gui IS NULL THEN 'khong-ap-dung' WHEN han IS NULL THEN 'da-nhan'
      WHEN gui <= han THEN 'trong-han' WHEN gui > han THEN 'sau-han' WHEN ngay.d > han THEN 'chua-nhan' ELSE 'chua-den-han' END,
    CASE WHEN gui > han THEN gui - han END
  FROM nhan, ngay
"""
YEARS = """
  WITH nam AS (SELECT DISTINCT nam FROM dung),
  cho AS (SELECT n.nam, m.ma, m.linh_vuc, m.trang_thai, (m.ma, n.nam) IN (SELECT mo_hinh, nam FROM lan) AS dang_ky,
      m.tu <= make_date(n.nam, 12, 31) AND make_date(n.nam, 1, 1) <= m.den AS chay,
      m.trang_thai = 'da-dung' AND m.den < make_date(n.nam, 1, 1) AS da_dung
    FROM doi m CROSS JOIN nam n)
  SELECT nam, CASE WHEN trang_thai = 'moi-dang-ky' THEN 'waiting' WHEN dang_ky AND NOT da_dung THEN 'registered' ELSE 'running' END,
    linh_vuc, count(*)
  FROM cho WHERE CASE WHEN trang_thai = 'moi-dang-ky' THEN dang_ky ELSE (dang_ky AND NOT da_dung) OR chay END GROUP BY ALL
  UNION ALL SELECT nam::INT, 'exemplars', linh_vuc, count(*) FROM dien_hinh GROUP BY ALL
"""

CRITERIA = ("chu_truong", "chu_the", "luc_luong", "phuong_phap", "hieu_qua")
TOLD = "CREATE TEMP TABLE ke AS SELECT d.*, m.ngay_dang::DATE AS dang, m.* EXCLUDE (ma, don_vi, linh_vuc, linh_vuc_khac, trang_thai, bat_dau, ket_thuc) FROM doi d JOIN mo_hinh m USING (ma) WHERE d.trang_thai <> 'moi-dang-ky'"
FORCES = """
  SELECT dvt, sum(so::BIGINT)::BIGINT, count(DISTINCT mo_hinh), count(uoc_luong) > 0 FROM luc_luong
  WHERE mo_hinh IN (SELECT ma FROM ke) GROUP BY dvt
"""
MONEY = """
  SELECT dvt, gom_ngay_cong = 'true', sum(so::BIGINT)::BIGINT, count(DISTINCT mo_hinh) FROM kinh_phi
  WHERE mo_hinh IN (SELECT ma FROM ke) GROUP BY ALL
"""
AWARDED = """
  CREATE TEMP TABLE khen AS SELECT g.*, coalesce(k.dang, n.ngay_dang::DATE) AS dang FROM ghi_nhan g
    LEFT JOIN ke k ON k.ma = g.mo_hinh LEFT JOIN dien_hinh n ON n.ma = g.dien_hinh, ngay
  WHERE k.ma IS NOT NULL OR (n.ma IS NOT NULL AND (n.ngay_dang IS NULL OR n.ngay_dang::DATE <= ngay.d))
"""
AWARDS = "SELECT cap, count(*) FROM khen, ngay WHERE ngay::DATE <= ngay.d GROUP BY cap"
LAGS = """
  SELECT 'start', dang - bat_dau FROM ke, ngay WHERE dang <= ngay.d AND bat_dau <= ngay.d
  UNION ALL SELECT 'award', any_value(dang) - min(khen.ngay::DATE) FROM khen, ngay
    GROUP BY mo_hinh, dien_hinh, ngay.d HAVING any_value(dang) <= ngay.d AND min(khen.ngay::DATE) <= ngay.d
"""
TOPICS = """
  WITH nam AS (SELECT DISTINCT nam FROM dung)
  SELECT n.nam, linh_vuc, unnest(list_distinct(string_split(noi_dung, '; '))) AS noi_dung, ma FROM ke CROSS JOIN nam n
  WHERE noi_dung IS NOT NULL AND (((ma, n.nam) IN (SELECT mo_hinh, nam FROM lan) AND NOT (trang_thai = 'da-dung' AND den < make_date(n.nam, 1, 1)))
    OR (tu <= make_date(n.nam, 12, 31) AND make_date(n.nam, 1, 1) <= den))
"""


@dataclass(frozen=True)
class Site:
    """Downloads in a folder, with the registry and figures they were made from."""

    folder: Path
    registry: Registry
    figures: Figures


@dataclass(frozen=True)
class Told:
    """One figure as recomputed. part, whole: None when unknown."""

    part: int | None
    whole: int | None
    stands: dict[str, str]
    beside: frozenset[str]

    @property
    def value(self) -> Decimal | None:
        return None if self.part is None or not self.whole else Decimal(self.part) * 100 / self.whole


@pytest.fixture(scope="module", params=["by hand", "2000 entries", "as known in January 2025"])
def site(request: pytest.FixtureRequest, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    as_of = date(2025, 1, 20) if request.param == "as known in January 2025" else date(2025, 11, 20)
    if request.param == "by hand":
        registry = load(repo / "tests" / "fixtures" / "figures")[0]
    else:
        registry = grown(load(repo)[0], 500 if as_of.month == 1 else 2000)
    figures = compute(registry, as_of)
    return Site(write(registry, figures, tmp_path_factory.mktemp("downloads")), registry, figures)


def tables(folder: Path, *, sample: bool) -> duckdb.DuckDBPyConnection:
    """Return a database of the CSV files alone; for the samples, of the tables they have."""
    database = duckdb.connect()
    files = {file.stem: file for file in (folder / "du-lieu").glob("*.csv")}
    if sample:
        files |= {file.stem: file for file in (folder / "du-lieu" / "minh-hoa").glob("*.csv")}
    for name in (
        "mo-hinh",
        "dang-ky",
        "dien-hinh",
        "don-vi",
        "bao-cao-nam",
        "linh-vuc",
        "ky",
        "luc-luong",
        "kinh-phi",
        "ghi-nhan",
    ):
        options = "header=true, all_varchar=true, delim=',', quote='\"', escape='\"'"
        database.execute(
            f"CREATE TEMP TABLE {name.replace('-', '_')} AS SELECT * FROM read_csv('{files[name]}', {options})"
        )
    database.execute(COUNTING)
    return database


def recompute(database: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Told]:
    """Return every figure by (period, code)."""
    pooled = {row: (part, whole) for row, part, whole in database.execute(POOLED).fetchall()}
    stands: dict[tuple[str, str], dict[str, str]] = {}
    for row, code, unit, stand in database.execute(STANDS).fetchall():
        stands.setdefault((row, code), {})[unit] = stand
    beside: dict[tuple[str, str], set[str]] = {}
    for row, code, unit in database.execute(BESIDE).fetchall():
        beside.setdefault((row, code), set()).add(unit)
    found = {}
    for (row, code), units in stands.items():
        words = list(units.values())
        part, whole = words.count("tinh"), len(words)
        if code == "3b-pooled":
            part, whole = pooled.get(row, (None, None))
        elif code.startswith("3"):
            whole = part + words.count("chua")
        known = any(word != "chua-co-so-lieu" for word in words)
        found[row, code] = Told(
            part if known else None, whole if known else None, units, frozenset(beside.get((row, code), ()))
        )
    return found


def documents(folder: Path, *, sample: bool) -> Iterator[dict[str, Any]]:
    files = sorted((folder / "api/v1" / ("minh-hoa/ky" if sample else "ky")).glob("*.json"))
    return (json.loads(file.read_text("utf-8")) for file in files)


@pytest.mark.parametrize("sample", [False, True], ids=["real", "samples"])
def test_every_indicator_follows_from_the_csv_files(site: Site, sample: bool) -> None:
    told = recompute(tables(site.folder, sample=sample))
    compared = 0
    for document in documents(site.folder, sample=sample):
        row = site.figures.of(sample=sample).periods[document["ma"]]
        shown = {figure.code: figure_view(figure, row, site.registry, sample=sample) for figure in row.indicators}
        lists: dict[str, dict[str, str]] = {}
        beside: dict[str, set[str]] = {}
        for each in document["chi_tieu_don_vi"]:
            lists.setdefault(each["chi_tieu"], {})[each["don_vi"]] = each["tinh_trang"]
            if each["neu_kem"]:
                beside.setdefault(each["chi_tieu"], set()).add(each["don_vi"])
        for figure in document["chi_tieu"]:
            where = document["ma"], figure["ma"]
            ours = told.pop(where)
            assert (figure["tu_so"], figure["mau_so"]) == (ours.part, ours.whole), where
            assert lists[figure["ma"]] == ours.stands, where
            assert beside.get(figure["ma"], set()) == ours.beside, where
            with_data = sum(word != "chua-co-so-lieu" for word in ours.stands.values())
            assert (figure["so_don_vi"], figure["so_don_vi_co_so_lieu"]) == (len(ours.stands), with_data), where
            page = shown[figure["ma"]]
            if ours.value is None:
                assert figure["ty_le"] is page.value is None, where
            else:
                assert abs(Decimal(str(figure["ty_le"])) - ours.value) <= Decimal("0.00005"), where
                assert page.value == percent_value(ours.value).removesuffix("%"), where
                assert page.fraction.startswith(f"{number(ours.part or 0)}/{number(ours.whole or 0)} "), where
            compared += 1
    assert told == {}
    assert compared == len(site.figures.periods) * 10


@pytest.mark.parametrize("sample", [False, True], ids=["real", "samples"])
def test_the_matrix_and_the_deadlines_follow_from_the_csv_files(site: Site, sample: bool) -> None:
    database = tables(site.folder, sample=sample)
    matrix = {(row, unit, field): count for row, unit, field, count in database.execute(MATRIX).fetchall()}
    papers = {
        (row, unit, paper): (state, late) for row, unit, paper, state, late in database.execute(PAPERS).fetchall()
    }
    for document in documents(site.folder, sample=sample):
        for each in document["do_phu"]:
            assert matrix.pop((document["ma"], each["don_vi"], each["linh_vuc"])) == each["so_mo_hinh"]
        for each in document["han_nop"]:
            state = each["tinh_trang"], each["so_ngay_sau_han"]
            assert papers.pop((document["ma"], each["don_vi"], each["van_ban"])) == state, each
    assert (matrix, papers) == ({}, {})


@pytest.mark.parametrize("sample", [False, True], ids=["real", "samples"])
def test_the_pages_of_years_follow_from_the_csv_files(site: Site, sample: bool) -> None:
    found: dict[tuple[int, str], Counter[str]] = {}
    for year, what, field, count in tables(site.folder, sample=sample).execute(YEARS).fetchall():
        found.setdefault((year, what), Counter())[field] += count
    for year, index in site.figures.of(sample=sample).years.items():
        for what in ("registered", "running", "waiting", "exemplars"):
            assert len(getattr(index, what)) == found.get((year, what), Counter()).total(), (year, what)
        assert index.by_field == found.get((year, "registered"), Counter()) + found.get((year, "running"), Counter())


@pytest.mark.parametrize("sample", [False, True], ids=["real", "samples"])
def test_what_entries_tell_of_the_work_follows_from_the_csv_files(site: Site, sample: bool) -> None:
    database = tables(site.folder, sample=sample)
    database.execute(TOLD)
    database.execute(AWARDED)
    models = [each.data for each in site.registry.models.values() if each.data.sample is sample]
    people = [each.data for each in site.registry.exemplars.values() if each.data.sample is sample]
    found = work_totals(models, people, site.figures.as_of)
    assert {str(kind): (each.total, each.models, each.estimated) for kind, each in found.forces.items()} == {
        unit: (total, count, about) for unit, total, count, about in database.execute(FORCES).fetchall()
    }
    assert {key: (each.total, each.models) for key, each in found.money.items()} == {
        (unit, labour): (total, count) for unit, labour, total, count in database.execute(MONEY).fetchall()
    }
    assert {str(level): count for level, count in found.awards.items()} == dict(database.execute(AWARDS).fetchall())
    lags = database.execute(LAGS).fetchall()
    for name, ours in (("start", found.since_start), ("award", found.since_award)):
        days = [each for kind, each in lags if kind == name]
        assert (list(ours.days), ours.early) == (
            sorted(each for each in days if each >= 0),
            sum(each < 0 for each in days),
        )
    block = next(each for each in coverage_view(site.registry, site.figures).blocks if each.sample is sample)
    counted = database.execute("SELECT count(*) FROM ke").fetchall()[0][0]
    assert block.evidence.models == found.models == counted
    for each, name in zip(block.evidence.criteria, CRITERIA, strict=bool(counted)):
        told = database.execute(f"SELECT count(*) FROM ke WHERE minh_chung_{name} = 'co'").fetchall()
        assert each.complete == told[0][0]
    topics = Counter((year, field, topic) for year, field, topic, _ in database.execute(TOPICS).fetchall())
    told_of = (found.forces, found.money, found.awards, found.since_start.days, found.since_award.early, topics)
    assert len(models) < 100 or all(told_of), "a registry of many entries tells everything that is compared"
    years = site.figures.of(sample=sample).years
    assert topics == Counter(
        {(year, *key): count for year, index in years.items() for key, count in index.by_topic.items()}
    )


def test_2025_is_two_rows_over_different_units(site: Site) -> None:
    database = tables(site.folder, sample=False)
    rows = dict(database.execute("SELECT ky, list(don_vi) FROM dung WHERE nam = 2025 GROUP BY ky").fetchall())
    assert set(rows) == {"2025-den-30-6", "2025-tu-1-7"} & set(site.figures.real.periods)
    assert not set(rows["2025-den-30-6"]) & set(rows.get("2025-tu-1-7", ()))


@pytest.mark.parametrize("sample", [False, True], ids=["real", "samples"])
def test_the_built_page_prints_what_the_built_files_give(built_site: Path, sample: bool) -> None:
    html = (built_site / "chi-tieu/index.html").read_text("utf-8")
    prefix = "minh-hoa" if sample else "nam"
    told = recompute(tables(built_site, sample=sample))
    for row in {row for row, _ in told}:
        line = re.search(rf'<tr><th scope="row"><a href="#{prefix}-{row}">.*?</tr>', html, re.DOTALL)
        assert line, row
        cells = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line[0])]
        for code in ("1", "1-strict", "2-all", "3a", "3b-units"):
            figure = told[row, code]
            if figure.value is not None:
                assert f"{percent_value(figure.value)} ({figure.part}/{figure.whole})" in cells, (row, code, cells)
        pooled = told[row, "3b-pooled"].value
        if pooled is not None:
            assert percent_value(pooled) in cells
