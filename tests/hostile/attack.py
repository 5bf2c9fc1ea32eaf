"""Builds a site of hostile text and opens its pages in Chromium without the policy that would stop it.

The check of stories is left out on purpose: it refuses most of this, and what stands behind it must hold alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvankheo import checking, theme_frames
from danvankheo.build import build as build_site
from danvankheo.records.reading import read_all
from hostile.payloads import FOREIGN
from playwright.sync_api import Browser, Page
from shared_store import share_store

_TRAP = """
window.__hits = []; window.__hit = n => window.__hits.push(n);
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => window.__hits.push(name);
"""
_SURVIVORS = """() => {
  const found = [];
  const roots = [document];
  for (const root of roots) for (const each of root.querySelectorAll('*')) {
    if (each.shadowRoot) roots.push(each.shadowRoot);
    const name = each.tagName.toLowerCase();
    if (each.closest('main') && ['iframe','object','embed','base','style','meta','link','form[action^="//"]','script'].includes(name)) found.push(name);
    for (const one of each.attributes) {
      const bare = one.value.replace(/[\\u0000-\\u0020\\u00a0\\u2000-\\u200f\\u3000]/g, '').toLowerCase();
      if (one.name.startsWith('on') || ['style', 'srcdoc', 'formaction', 'ping'].includes(one.name)) found.push(`${name} ${one.name}`);
      if (['href', 'src', 'action', 'data', 'xlink:href'].includes(one.name) && /^(javascript|data|vbscript|blob)(:|%3a|&)|^\\/\\//.test(bare)) found.push(`${name} ${one.name}=${one.value}`);
    }
  }
  return found;
}"""
_MODEL = """---
ten: {0}
don_vi: xa-xuan-lai
linh_vuc: van-hoa-xa-hoi
loai: duong-tranh-bich-hoa
dia_chi: {1}
tom_tat: {2}
trang_thai: hoan-thanh
anh:
  - {{tep: anh-1.jpg, mo_ta: {3}, chu_thich: {4}, tac_gia: {5}, quyen: khong-co-nguoi}}
chu_truong:
  chi_dao: {6}
  dang_ky:
    - {{nam: 2023, noi: cap-uy, co_quan: {7}, ngay: 2023-01-10, van_ban: {8}}}
  xac_nhan: {{boi: doan-cap-tren, co_quan: {9}, ngay: 2023-11-02, noi_dung: [viec-xay-dung, hieu-qua]}}
chu_the: {{loai: tap-the, ten: {10}, phu_trach: {11}}}
luc_luong:
  mo_ta: {12}
  tham_gia: [{{nhom: doan-vien, so: 45, dvt: người}}]
phuong_phap: {{mo_ta: {14}, van_dong: {15}, sang_tao: {16}}}
hieu_qua:
  mo_ta: {17}
  so_lieu: [{{chi_so: {18}, so: 600, dvt: {13}}}]
  ben_vung: {19}
  lan_toa: {20}
tac_gia: {{ten: {21}, vai_tro: {22}}}
duyet: {{boi: {23}, ngay: 2023-11-21}}
ngay_dang: 2023-11-22
minh_hoa: true
---
{24}
"""
FIELDS = 24


@dataclass
class Outcome:
    """The result of an attack. hits: executions; survivors: handlers, frames, hostile addresses left in a page; refused: files the check kept out."""

    tried: int = 0
    refused: int = 0
    pages: int = 0
    hits: list[str] = field(default_factory=list)
    survivors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def repository(root: Path, repo: Path, hostile: Sequence[str], *, a_body: int = 60) -> Outcome:
    """Write a repository whose every text is hostile; entries the records refuse are taken out and counted."""
    for name in ("content", "theme"):
        shutil.copytree(repo / name, root / name)
    shutil.copy(repo / "mkdocs.yml", root / "mkdocs.yml")
    share_store(root)
    models, outcome = root / "models", Outcome()
    photo = next((repo / "models" / "anh" / "duong-tranh-bich-hoa-thon-tien-nong").glob("*.jpg"))
    flat = [" ".join(text.split())[:110] for text in hostile]
    bodies = [hostile[start : start + a_body] for start in range(0, len(hostile), a_body)]
    for number, body in enumerate(bodies):
        words = [flat[(number * FIELDS + place * 7) % len(flat)] for place in range(FIELDS)]
        words[2] += " – câu tóm tắt đủ dài để qua được cửa kiểm tra của bài"
        words[8] = f"MINH-HOA/{words[8]}"  # samples name no document as real
        words[13] = words[13][:30]  # a unit of measure is short
        values = [json.dumps(f"{text} {number}", ensure_ascii=False) for text in words]
        folder = models / "anh" / f"doc-{number}"
        folder.mkdir(parents=True)
        shutil.copy(photo, folder / "anh-1.jpg")
        text = _MODEL.format(*values, "\n\n".join(body))
        (models / f"doc-{number}.md").write_text(text, "utf-8")
    _vocabulary(root, flat)
    wrong = {problem.path for problem in read_all(root).problems if str(problem.severity) == "error"}
    for path in sorted(wrong):
        (root / path).unlink()
        shutil.rmtree(models / "anh" / Path(path).stem, ignore_errors=True)
    outcome.refused = len(wrong)
    outcome.tried = len(hostile) + (len(bodies) - len(wrong)) * FIELDS
    return outcome


def _vocabulary(root: Path, flat: Sequence[str]) -> None:
    """Put hostile words into a unit, a field, a type, a hand-written page and the movement's own file."""
    images = [text for text in flat if "onerror" in text and text.isascii()] or list(flat)
    for place, path in enumerate(
        ("linh-vuc/van-hoa-xa-hoi", "loai-mo-hinh/duong-tranh-bich-hoa", "don-vi/xa-xuan-lai", "tham-gia")
    ):
        file = root / "content" / f"{path}.md"
        front, _, story = file.read_text("utf-8").partition("\n---\n")
        name = json.dumps(images[place % len(images)][:70])
        lines = [
            f"{line.split(':')[0]}: {name}" if line.startswith(("ten: ", "tom_tat: ")) else line
            for line in front.split("\n")
        ]
        file.write_text("\n".join(lines) + f"\n---\n{story}\n\n" + "\n\n".join(flat[place::41]), "utf-8")
    file = root / "content" / "phong-trao.yml"
    text = file.read_text("utf-8").replace(
        "ten: Ban biên tập trang Dân vận khéo Thọ Xuân", f"ten: {json.dumps(images[-1])}"
    )
    file.write_text(text, "utf-8")


def build(root: Path, site_url: str = "https://vi-du.test/dan-van-kheo/") -> Path:
    """Build the hostile repository as ``dvk build`` does, but for the check of stories."""
    checked, checking._story = checking._story, lambda *_: iter(())
    try:
        build_site(theme_frames.draw(root / "mkdocs.yml", site_dir=root / "dan-van-kheo", site_url=site_url))
    finally:
        checking._story = checked
    return root / "dan-van-kheo"


def browse(browser: Browser, address: str, site: Path, outcome: Outcome) -> None:
    """Open every page that may hold hostile text, use search and filters, and record the results."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(_TRAP)
    page = context.new_page()
    page.on("dialog", lambda dialog: (outcome.hits.append(dialog.message), dialog.dismiss()))
    context.route(lambda url: not url.startswith(address.rsplit("/", 2)[0]), lambda route: _foreign(route, outcome))
    for path in _pages(site):
        page.goto(address + path, wait_until="load")
        if path in ("mo-hinh/", "tim-kiem/"):
            _used(page)
        if path == "mo-hinh/":
            _filtered(page)
        page.mouse.move(300, 300)
        outcome.pages += 1
        outcome.hits += [f"{path}: {hit}" for hit in page.evaluate("window.__hits")]
        outcome.survivors += [f"{path}: {one}" for one in page.evaluate(_SURVIVORS)]
    context.close()


def _foreign(route: Any, outcome: Outcome) -> None:
    outcome.foreign.append(route.request.url)
    route.abort()


def _pages(site: Path) -> Iterator[str]:
    for file in sorted(site.rglob("index.html")):
        path = file.parent.relative_to(site).as_posix().removeprefix(".")
        hostile = "doc-" in path or "__hit" in file.read_text("utf-8")
        if hostile and not path.startswith("gui-bai/bien-tap"):
            yield f"{path}/" if path else ""
    yield "tim-kiem/"


def _used(page: Page) -> None:
    page.locator("[data-search][aria-keyshortcuts]").wait_for(state="attached")
    page.keyboard.press("/")
    page.get_by_role("searchbox").last.fill("hit")
    page.wait_for_timeout(800)


def _filtered(page: Page) -> None:
    """Open the filters, whose options and story cards show hostile text, and choose an option in each."""
    page.goto(page.url.partition("#")[0], wait_until="load")
    page.locator("[data-filters] summary").click()
    boxes = page.locator("[data-filters] select")
    boxes.first.wait_for(timeout=30_000)
    for box in boxes.all():
        if open_ := box.locator("option:not([disabled])").all()[1:2]:
            box.select_option(value=open_[0].get_attribute("value"))
            page.wait_for_timeout(200)


def is_foreign(url: str) -> bool:
    """Return whether a payload names the address."""
    return FOREIGN in url
