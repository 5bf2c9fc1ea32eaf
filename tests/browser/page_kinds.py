"""One page of every kind, by its path below the site's root.

Pages with an address of their own are added from ``site_addresses``; only kinds with many pages need an example here.
"""

import re

from danvankheo.base.headers import EDITOR_FOLDER
from danvankheo.rendering import site_addresses

PAGES = {
    "home": "", "gallery": "mo-hinh/", "second page": "mo-hinh/trang/2/", "model": "mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/",
    "no photo": "mo-hinh/san-choi-ben-nha-van-hoa-xuan-phong/", "long title": "mo-hinh/to-cong-nghe-so-mot-cua-sao-vang/",
    "people": "dien-hinh/", "person": "dien-hinh/tran-ha-biec/", "collective": "dien-hinh/doi-xung-kich-thanh-nien-tho-hai/", "fields": "linh-vuc/", "field": "linh-vuc/van-hoa-xa-hoi/",
    "topic": "linh-vuc/van-hoa-xa-hoi/nong-thon-moi/", "types": "loai-mo-hinh/", "type": "loai-mo-hinh/duong-tranh-bich-hoa/", "units": "don-vi/", "unit": "don-vi/xa-xuan-lai/",
    "years": "nam/", "year": "nam/2023/", "indicators": "chi-tieu/", "coverage": "chi-tieu/do-phu/", "data": "du-lieu/", "movement": "phong-trao/", "criteria": "tieu-chi/",
    "taking part": "tham-gia/", "sending": "gui-bai/", "privacy": "quyen-rieng-tu/", "search": "tim-kiem/", "not found": "404.html",
    "sharing": "chia-se/", "kit": "chia-se/mo-hinh/duong-tranh-bich-hoa-thon-tien-nong/",
}  # fmt: skip
_KNOWN = {*PAGES.values(), EDITOR_FOLDER}  # the editor is there only when an OAuth service is set
PAGES |= {
    each: each for each in site_addresses.addresses() if re.fullmatch(r"(?:[a-z-]+/)+", each) and each not in _KNOWN
}
