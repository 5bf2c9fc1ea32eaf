"""The same pages as ours, as a user of MkDocs would write them: pages made by hooks, collections worked out once.

``overrides/base.html`` and ``vocabulary.json`` are made by the benchmark from our own site.
"""

import json
from collections import defaultdict
from pathlib import Path
from zlib import crc32

from mkdocs.structure.files import File

PER_PAGE = 12
SECTIONS = {"mo-hinh": "Mô hình “Dân vận khéo”", "dien-hinh": "Điển hình cá nhân"}
LISTS = {
    "index": "Dân vận khéo Thọ Xuân",
    "linh-vuc/index": "Lĩnh vực",
    "loai-mo-hinh/index": "Loại mô hình",
    "don-vi/index": "Đơn vị",
}
VOCABULARY = json.loads(Path(__file__).with_name("vocabulary.json").read_text("utf-8"))


def on_files(files, config):
    """Add the galleries' pages, the lists and the units; what stands on them is known when all entries are read."""
    from mkdocs.utils import meta

    galleries = defaultdict(int)
    units = set()
    for file in files.documentation_pages():
        section = file.src_uri.split("/")[0]
        if section in SECTIONS:
            _, data = meta.get_data(file.content_string)
            galleries[section] += 1
            units.add(data["don_vi"])
            if section == "mo-hinh":
                galleries[f"linh-vuc/{data['linh_vuc']}"] += 1
                galleries[f"loai-mo-hinh/{data['loai']}"] += 1
    for field in VOCABULARY["fields"]:
        galleries.setdefault(f"linh-vuc/{field}", 0)
    for kind in VOCABULARY["types"]:
        galleries.setdefault(f"loai-mo-hinh/{kind}", 0)
    for address, count in galleries.items():
        pages = max(1, -(-count // PER_PAGE))
        for number in range(1, pages + 1):
            path = f"{address}/index" if number == 1 else f"{address}/trang/{number}"
            head = f"---\ngallery: {address}\nnumber: {number}\npages: {pages}\ncount: {count}\n---\n"
            files.append(File.generated(config, f"{path}.md", content=head))
    for path in LISTS:
        files.append(File.generated(config, f"{path}.md", content=f"---\nlisted: {path}\n---\n"))
    for unit in units:
        files.append(File.generated(config, f"don-vi/{unit}.md", content=f"---\nunit: {unit}\n---\n"))
    return files


def on_env(env, config, files):
    """Give the templates the collections."""
    pages = [file.page for file in files.documentation_pages()]
    entries = [page for page in pages if "don_vi" in page.meta]
    entries.sort(key=lambda page: (-page.meta["ngay_dang"].toordinal(), page.file.src_uri))
    circles, galleries, led, by_unit = defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list)
    by_slug = {}
    for page in entries:
        data, section = page.meta, page.url.split("/")[0]
        page.slug, page.section = page.url.split("/")[1], section
        by_slug[page.slug] = page
        by_unit[data["don_vi"]].append(page)
        galleries[section].append(page)
        for key in _circles(page):
            if len(circles[key]) < 5:
                circles[key].append(page)
        if section == "mo-hinh":
            galleries[f"linh-vuc/{data['linh_vuc']}"].append(page)
            galleries[f"loai-mo-hinh/{data['loai']}"].append(page)
        for slug in data["thanh_tich"]["mo_hinh"] if section == "dien-hinh" else ():
            led[slug].append(page)
    cards = {}

    def card(page):
        if page.url not in cards:  # a card stands on many pages and is drawn once
            cards[page.url] = env.get_template("parts.html").module.card(page)
        return cards[page.url]

    def related(page):
        found = []
        for key in _circles(page):
            for other in circles[key]:
                if len(found) < 3 and other is not page and other not in found:
                    found.append(other)
        return found

    env.globals.update(
        VOCABULARY,
        card=card,
        related=related,
        by_slug=by_slug,
        led=led,
        by_unit=by_unit,
        galleries=galleries,
        lists=LISTS,
        sections=SECTIONS,
        per_page=PER_PAGE,
        seed=lambda slug: crc32(slug.encode()),
        year_of=lambda data: data.get("nam") or data["chu_truong"]["dang_ky"][0]["nam"],
        day=lambda value: value.strftime("%d/%m/%Y"),
    )
    return env


def _circles(page):
    """Return the circles a page is kin to, the closest first."""
    data = page.meta
    field = page.url.split("/")[0], data["linh_vuc"]
    keys = [(*field, "", data["don_vi"]), field]
    kind = data.get("loai", "khac")
    return keys if kind == "khac" else [(*field, kind, data["don_vi"]), (*field, kind), *keys]
