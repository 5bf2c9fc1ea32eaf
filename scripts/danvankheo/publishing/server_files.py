"""Files for a server, made from a target: configurations of nginx, Caddy and Apache, the forced command, its key line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import danvankheo
from danvankheo.base.errors import DanVanKheoError
from danvankheo.base.headers import EDITOR_FOLDER, HEADERS
from danvankheo.publishing import site_redirects
from danvankheo.publishing.receiver import signing
from danvankheo.publishing.targets import PublishTarget

RECEIVER, SIGNERS = "dvk-receiver.pyz", "nguoi-ky"
_HIDDEN = {"X-Robots-Tag": "noindex, nofollow"}
_HASHED = r"/(assets|anh)/(.*[./-])?[a-z]?[0-9a-f]{8,}(-[0-9]+)?\.[a-z0-9]+$"
_FOREVER, _SHORTLY = "public, max-age=31536000, immutable", "public, max-age=300"
_TYPES = {
    "text/html": "html", "text/css": "css", "text/javascript": "js mjs", "application/json": "json map",
    "application/xml": "xml", "text/plain": "txt", "text/csv": "csv", "text/calendar": "ics", "image/svg+xml": "svg",
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/x-icon": "ico", "font/woff2": "woff2",
    "application/manifest+json": "webmanifest", "text/markdown": "md", "application/yaml": "yml yaml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_TEXT_TYPES = (
    "text/css text/javascript application/json application/xml text/plain text/csv text/calendar image/svg+xml"
)
# The modules of the forced command, besides the package ``receiver``.
_SHARED_PARTS = ("base/__init__.py", "base/errors.py", "base/withdrawal_ledger.py", "publishing/__init__.py")


def receiver() -> bytes:
    """Return the forced command as a zip file that Python runs; the same code gives the same bytes."""
    package, packed = Path(danvankheo.__file__).parent, io.BytesIO()
    start = b"import sys\nfrom danvankheo.publishing.receiver.command import main\nsys.exit(main())\n"
    rows = {"__main__.py": start, "danvankheo/__init__.py": b""}
    own = sorted(file.relative_to(package).as_posix() for file in (package / "publishing" / "receiver").glob("*.py"))
    rows |= {f"danvankheo/{part}": (package / part).read_bytes() for part in (*_SHARED_PARTS, *own)}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in rows.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def key_line(folder: str, *, signed: bool = False) -> str:
    """Return the options before a publisher's public key in ``authorized_keys``; signed: releases must be signed."""
    signers = f" /usr/local/lib/dvk/{SIGNERS}" if signed else ""
    return f'restrict,command="/usr/bin/python3 -I /usr/local/lib/dvk/{RECEIVER} {folder}{signers}"'


def signers(key: Path) -> bytes:
    """Return the ``allowed_signers`` file of a signing key. Raises DanVanKheoError without its public half."""
    public = key.with_name(f"{key.name}.pub")
    try:
        return signing.allowed_signers(public.read_text("utf-8")).encode("ascii")
    except (OSError, ValueError):
        raise DanVanKheoError(
            f"Không đọc được khóa công khai “{public}” của khoa_ky. Tạo cặp khóa: ssh-keygen -t ed25519 -f {key}"
        ) from None


def headers(target: PublishTarget, editor: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return every header with two values: for the site, and for the editor's folder."""
    extra: Mapping[str, str] = {} if target.production else _HIDDEN
    return {name: (value, editor.get(name, value)) for name, value in {**HEADERS, **extra}.items()}


def nginx(target: PublishTarget, folder: str, editor: Mapping[str, str]) -> str:
    """Return the configuration for nginx, for its ``http`` block (Debian: a file in ``conf.d``).

    editor: the headers of the editor's folder.
    """
    url, base = urlsplit(target.address), target.base
    rows = headers(target, editor)
    maps, added = [], []
    for name, (value, other) in rows.items():
        if value != other:
            variable = "$dvk_" + name.lower().replace("-", "_")
            maps.append(_map("$uri", variable, value, {f"~^{base}{EDITOR_FOLDER}": other}))
        added.append(f'    add_header {name} "{variable if value != other else value}" always;')
    former = {
        f"~^/(index\\.php)?:(/|%2[Ff])view(/|%2[Ff])post(/|%2[Ff])?:{old}$": base + page
        for old, page in target.old_posts.items()
    }
    maps.append(_map('"$uri:$arg_dnt:$arg_post"', "$dvk_former", "", former))
    maps.append(_map("$uri", "$dvk_cache", _SHORTLY, {f"~{_HASHED}": _FOREVER}))
    types = "\n".join(f"        {kind} {suffixes};" for kind, suffixes in _TYPES.items())
    if url.scheme == "https":
        listen = site_redirects.nginx_listen("https", url.hostname or "")
        plain = f"server {{\n    listen 80;\n    listen [::]:80;\n    server_name {url.hostname};\n    return 301 https://$host$request_uri;\n}}\n\n"
    else:
        listen, plain = f"    listen {url.netloc if url.port else '80'};", ""
    heard = {url.scheme: listen} if url.port else {}
    whole = f"    location = {base.rstrip('/')} {{\n        return 301 {base};\n    }}\n" if base != "/" else ""
    return f"""# nginx for {target.address}: made by “dvk server-files {target.name}”, not by hand.
# Needs: apt install nginx libnginx-mod-http-brotli-static
{"".join(maps)}
{plain}server {{
{listen}
    server_name {url.hostname};
    server_tokens off;
    absolute_redirect off;
    charset utf-8;
    charset_types {_TEXT_TYPES};
    default_type application/octet-stream;
    types {{
{types}
    }}
{chr(10).join(added)}
    add_header Cache-Control "$dvk_cache";
    # Times on the disk are made of the content, so that the ETag is; they are no dates.
    add_header Last-Modified "";
    gzip_static on;
    gzip_vary on;
    brotli_static on;
    log_not_found off;
    # Nothing is remembered of files that were there: the link turns to another release at any moment.
    open_file_cache off;
    recursive_error_pages on;
    error_page 404 {base}404.html;

    if ($dvk_former) {{
        return 301 $dvk_former;
    }}
{whole}{site_redirects.nginx_within(target)}    location {base} {{
        alias {folder}/current/;
    }}
    # A page fetched before a publication asks for its assets after it. No try_files: it would look in one release and
    # open in the next.
    location ~ ^{base}(?<dvk_path>(assets|anh)/.*)$ {{
        alias {folder}/current/$dvk_path;
        error_page 404 = @dvk_shared;
    }}
    location @dvk_shared {{
        rewrite ^{base}(.*)$ /$1 break;
        root {folder}/shared;
    }}
}}
{site_redirects.nginx_blocks(target, heard, bool(former))}"""


def caddy(target: PublishTarget, folder: str, editor: Mapping[str, str]) -> str:
    """Return the configuration for Caddy, from 2.6 on (Debian 12).

    editor: the headers of the editor's folder.
    """
    url, base = urlsplit(target.address), target.base
    rows = headers(target, editor)
    common = "\n".join(f'\t\t{name} "{value}"' for name, (value, _) in rows.items())
    special = "\n".join(f'\t\t{name} "{other}"' for name, (value, other) in rows.items() if value != other)
    former = site_redirects.caddy_old_posts(target, base)
    below = f"\tredir {base.rstrip('/')} {base} permanent\n" if base != "/" else ""
    beside = "\thandle {\n\t\terror 404\n\t}\n" if base != "/" else ""
    site = f"{url.scheme}://{url.netloc}"
    return f"""# Caddy for {target.address}: made by “dvk server-files {target.name}”, not by hand.
(dvk_headers) {{
	header {{
{common}
		Cache-Control "{_SHORTLY}"
		-Server
		-Last-Modified
		defer
	}}
}}

{site} {{
{former}{below}{site_redirects.caddy_within(target)}	import dvk_headers
	@bien_tap path {base}{EDITOR_FOLDER}*
	header @bien_tap {{
{special}
		defer
	}}
	@bam path_regexp {_HASHED}
	header @bam {{
		Cache-Control "{_FOREVER}"
		defer
	}}
	handle_path {base}* {{
		root * {folder}/current
		# A name made of the content means the same file in every release. In "current" it would be looked for in one
		# release and opened in the next.
		@chung {{
			path_regexp {_HASHED}
			file {{
				root {folder}/shared
			}}
		}}
		@cu {{
			path /assets/* /anh/*
			not file
		}}
		handle @chung {{
			root * {folder}/shared
			file_server {{
				precompressed br gzip
			}}
		}}
		handle @cu {{
			root * {folder}/shared
			file_server {{
				precompressed br gzip
			}}
		}}
		handle {{
			file_server {{
				precompressed br gzip
			}}
		}}
	}}
{beside}	# What was set above is forgotten where something goes wrong.
	handle_errors {{
		import dvk_headers
		@khong_co expression {{http.error.status_code}} == 404
		handle @khong_co {{
			root * {folder}/current
			rewrite * /404.html
			file_server
		}}
	}}
}}
{site_redirects.caddy_blocks(target)}"""


def apache(target: PublishTarget, editor: Mapping[str, str]) -> str:
    """Return lines to add to the ``.htaccess`` of a cPanel host."""
    rows = headers(target, editor)
    lines = [f'Header always set {name} "{value}"' for name, (value, _) in rows.items()]
    special = [f'  Header always set {name} "{other}"' for name, (value, other) in rows.items() if value != other]
    former = [
        f"RewriteCond %{{QUERY_STRING}} ^dnt=/view/post/&post={old}$\nRewriteRule ^(index\\.php)?$ {target.base}{page}? [R=301,L]"
        for old, page in target.old_posts.items()
    ]
    return "\n".join([
        f"ErrorDocument 404 {target.base}404.html", "AddDefaultCharset utf-8", "<IfModule mod_headers.c>", *lines,
        f'<If "%{{REQUEST_URI}} =~ m#^{target.base}{EDITOR_FOLDER}#">', *special, "</If>",
        f'<If "%{{REQUEST_URI}} =~ m#{_HASHED}#">', f'  Header set Cache-Control "{_FOREVER}"', "</If>", "</IfModule>",
        *(["RewriteEngine On", *former, *site_redirects.apache(target)] if former or target.former_addresses else []), "",
    ])  # fmt: skip


def _map(source: str, variable: str, default: str, rows: Mapping[str, str]) -> str:
    lines = "".join(f'    "{pattern}" "{value}";\n' for pattern, value in rows.items())
    return f'map {source} {variable} {{\n    default "{default}";\n{lines}}}\n'
