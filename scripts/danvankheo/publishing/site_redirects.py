"""Addresses the whole site had before: configurations that lead each of their pages to the same page at the new address.

Links that people shared, feeds and search engines keep the old address for years, so it goes on answering. Old posts of the
portal that stood there (``dia_chi_cu``) are led on from it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from urllib.parse import SplitResult, urlsplit

from danvankheo.publishing.targets import Target


def nginx_within(target: Target) -> str:
    """Return the locations of the site's own server block for folders of this host where the site stood before."""
    return "".join(_nginx_location(old, target) for old in _own_host(target))


def nginx_blocks(target: Target, listen: Mapping[str, str], old_posts: bool) -> str:
    """Return a server block for each host the site had before.

    listen: by scheme, the lines with which the site itself listens; old_posts: ``$dvk_former`` names pages of old posts.
    """
    blocks = []
    for host, addresses in _other_hosts(target):
        schemes = dict.fromkeys(["http", *(old.scheme for old in addresses)])
        listening = "\n".join(dict.fromkeys(listen.get(scheme) or _nginx_listen(scheme, host) for scheme in schemes))
        posts = (
            f"    if ($dvk_former) {{\n        return 301 {_origin(target)}$dvk_former;\n    }}\n" if old_posts else ""
        )
        whole = "".join(_nginx_location(old, target) for old in addresses)
        rest = (
            ""
            if any(old.path == "/" for old in addresses)
            else f"    location / {{\n        return 301 {target.address};\n    }}\n"
        )
        blocks.append(
            f"\nserver {{\n{listening}\n    server_name {host} www.{host};\n    server_tokens off;\n{posts}{whole}{rest}}}\n"
        )
    return "".join(blocks)


def _nginx_listen(scheme: str, host: str) -> str:
    if scheme == "http":
        return "    listen 80;\n    listen [::]:80;"
    certificate = f"/etc/letsencrypt/live/{host}"
    return (f"    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n    ssl_certificate {certificate}/fullchain.pem;\n"
            f"    ssl_certificate_key {certificate}/privkey.pem;")  # fmt: skip


def _nginx_location(old: SplitResult, target: Target) -> str:
    return f"    location {old.path} {{\n        rewrite ^{re.escape(old.path)}(.*)$ {target.address}$1 permanent;\n    }}\n"


def caddy_within(target: Target) -> str:
    """Return the lines of the site's own block for folders of this host where the site stood before."""
    return "".join(_caddy_route(old, target, "\t") for old in _own_host(target))


def caddy_blocks(target: Target) -> str:
    """Return a block for each host the site had before."""
    blocks = []
    for host, addresses in _other_hosts(target):
        names = ", ".join(dict.fromkeys(f"{old.scheme}://{old.netloc}" for old in addresses))
        posts = "".join(
            f"\t@cu{number} {{\n\t\tpath / /index.php\n"
            f'\t\texpression `({{query.dnt}} == "/view/post/" || {{query.dnt}} == "/view/post") && {{query.post}} == "{number}"`\n'
            f"\t}}\n\tredir @cu{number} {target.address}{page} permanent\n"
            for number, page in target.former.items()
        )
        routes = "".join(_caddy_route(old, target, "\t") for old in addresses)
        rest = (
            ""
            if any(old.path == "/" for old in addresses)
            else f"\thandle {{\n\t\tredir {target.address} permanent\n\t}}\n"
        )
        blocks.append(f"\n# {host} led here before.\n{names} {{\n{posts}{routes}{rest}}}\n")
    return "".join(blocks)


def _caddy_route(old: SplitResult, target: Target, indent: str) -> str:
    to = f"redir {target.address.rstrip('/')}{{uri}} permanent"
    return f"{indent}handle_path {old.path}* {{\n{indent}\t{to}\n{indent}}}\n"


def apache(target: Target) -> list[str]:
    """Return the rules for the ``.htaccess`` of the folder that every host of the site shows."""
    rules = []
    for old in map(urlsplit, target.before):
        if old.netloc == urlsplit(target.address).netloc and target.base.startswith(old.path):
            continue  # these rules stand in the site's own folder, which lies below the old address
        path = old.path.strip("/")
        host = re.escape(old.hostname or "")
        rules.append(f"RewriteCond %{{HTTP_HOST}} ^(www\\.)?{host}(:[0-9]+)?$ [NC]")
        rules.append(f"RewriteRule ^{re.escape(path) + '/' if path else ''}(.*)$ {target.address}$1 [R=301,L]")
    return rules


def _own_host(target: Target) -> Iterator[SplitResult]:
    host = urlsplit(target.address).netloc
    return (old for old in map(urlsplit, target.before) if old.netloc == host)


def _other_hosts(target: Target) -> Iterator[tuple[str, list[SplitResult]]]:
    host = urlsplit(target.address).netloc
    others = sorted(
        (old for old in map(urlsplit, target.before) if old.netloc != host), key=lambda old: old.hostname or ""
    )
    return ((name, list(group)) for name, group in groupby(others, key=lambda old: old.hostname or ""))


def _origin(target: Target) -> str:
    url = urlsplit(target.address)
    return f"{url.scheme}://{url.netloc}"
