"""Redirects from addresses that the whole site had before: each of their pages leads to the same page at the new address.

Shared links, feeds and search engines keep an old address for years. Posts of the portal that stood there before
(``dia_chi_cu``) are redirected from it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from urllib.parse import SplitResult, urlsplit

from danvankheo.publishing.targets import PublishTarget


def nginx_within(target: PublishTarget) -> str:
    """Return the locations, in the site's own server block, of former addresses on the same host."""
    return "".join(_nginx_location(old, target) for old in _own_host(target))


def nginx_blocks(target: PublishTarget, listen: Mapping[str, str], old_posts: bool) -> str:
    """Return a server block for each other host that the site had before.

    listen: by scheme, the ``listen`` lines of the site itself; old_posts: whether ``$dvk_former`` is defined.
    """
    blocks = []
    for host, addresses in _other_hosts(target):
        schemes = dict.fromkeys(["http", *(old.scheme for old in addresses)])
        listening = "\n".join(dict.fromkeys(listen.get(scheme) or nginx_listen(scheme, host) for scheme in schemes))
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


def nginx_listen(scheme: str, host: str) -> str:
    """Return the ``listen`` lines of a host on the standard port, with its certificate for https."""
    if scheme == "http":
        return "    listen 80;\n    listen [::]:80;"
    certificate = f"/etc/letsencrypt/live/{host}"
    return (f"    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n    ssl_certificate {certificate}/fullchain.pem;\n"
            f"    ssl_certificate_key {certificate}/privkey.pem;")  # fmt: skip


def _nginx_location(old: SplitResult, target: PublishTarget) -> str:
    return f"    location {old.path} {{\n        rewrite ^{re.escape(old.path)}(.*)$ {target.address}$1 permanent;\n    }}\n"


def caddy_within(target: PublishTarget) -> str:
    """Return the routes, in the site's own block, of former addresses on the same host."""
    return "".join(_caddy_route(old, target, "\t") for old in _own_host(target))


def caddy_blocks(target: PublishTarget) -> str:
    """Return a block for each other host that the site had before."""
    blocks = []
    for host, addresses in _other_hosts(target):
        names = ", ".join(dict.fromkeys(f"{old.scheme}://{old.netloc}" for old in addresses))
        posts = caddy_old_posts(target, target.address)
        routes = "".join(_caddy_route(old, target, "\t") for old in addresses)
        rest = (
            ""
            if any(old.path == "/" for old in addresses)
            else f"\thandle {{\n\t\tredir {target.address} permanent\n\t}}\n"
        )
        blocks.append(f"\n# {host} led here before.\n{names} {{\n{posts}{routes}{rest}}}\n")
    return "".join(blocks)


def caddy_old_posts(target: PublishTarget, base: str) -> str:
    """Return the redirects of the old portal's posts to their pages below ``base``."""
    return "".join(
        f"\t@cu{number} {{\n\t\tpath / /index.php\n"
        # Of several values, Caddy's own matcher "query" accepts any one.
        f'\t\texpression `({{query.dnt}} == "/view/post/" || {{query.dnt}} == "/view/post") && {{query.post}} == "{number}"`\n'
        f"\t}}\n\tredir @cu{number} {base}{page} permanent\n"
        for number, page in target.old_posts.items()
    )


def _caddy_route(old: SplitResult, target: PublishTarget, indent: str) -> str:
    to = f"redir {target.address.rstrip('/')}{{uri}} permanent"
    return f"{indent}handle_path {old.path}* {{\n{indent}\t{to}\n{indent}}}\n"


def apache(target: PublishTarget) -> list[str]:
    """Return the rules for the ``.htaccess`` of the one folder that all hosts of the site show."""
    rules = []
    for old in map(urlsplit, target.former_addresses):
        if old.netloc == urlsplit(target.address).netloc and target.base.startswith(old.path):
            continue  # the rules stand in the site's own folder, below the old address: they would redirect to themselves
        path = old.path.strip("/")
        host = re.escape(old.hostname or "")
        rules.append(f"RewriteCond %{{HTTP_HOST}} ^(www\\.)?{host}(:[0-9]+)?$ [NC]")
        rules.append(f"RewriteRule ^{re.escape(path) + '/' if path else ''}(.*)$ {target.address}$1 [R=301,L]")
    return rules


def _own_host(target: PublishTarget) -> Iterator[SplitResult]:
    host = urlsplit(target.address).netloc
    return (old for old in map(urlsplit, target.former_addresses) if old.netloc == host)


def _other_hosts(target: PublishTarget) -> Iterator[tuple[str, list[SplitResult]]]:
    host = urlsplit(target.address).netloc
    others = sorted(
        (old for old in map(urlsplit, target.former_addresses) if old.netloc != host),
        key=lambda old: old.hostname or "",
    )
    return ((name, list(group)) for name, group in groupby(others, key=lambda old: old.hostname or ""))


def _origin(target: PublishTarget) -> str:
    url = urlsplit(target.address)
    return f"{url.scheme}://{url.netloc}"
