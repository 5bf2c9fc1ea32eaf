#!/usr/bin/env bash
# What tests need besides Python: Node ≥ 20, a real Chromium, nginx, Caddy, sshd and rsync, npm packages; “soak” adds wrk. Installs Debian packages with root rights;
# without these rights it prints the command to run and stops.
set -euo pipefail

node_major() { node --version 2>/dev/null | sed -nE 's/^v([0-9]+).*/\1/p'; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

missing=()
has_chromium >/dev/null 2>&1 || missing+=(chromium)
# Debian installs servers in sbin, which is not on every user's PATH.
PATH=$PATH:/usr/sbin:/sbin
command -v nginx >/dev/null || missing+=(nginx)
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || missing+=(libnginx-mod-http-brotli-static)
command -v caddy >/dev/null || missing+=(caddy)
command -v sshd >/dev/null || missing+=(openssh-server)
command -v ssh >/dev/null || missing+=(openssh-client)
command -v rsync >/dev/null || missing+=(rsync)
[ "${1:-}" != soak ] || command -v wrk >/dev/null || missing+=(wrk)
if [ "${#missing[@]}" -gt 0 ]; then
  line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" = 0 ]; then
    runner=(bash -c)
  elif sudo -n true 2>/dev/null; then
    runner=(sudo -n bash -c)
  else
    echo "Phần kiểm thử cần thêm: ${missing[*]}. Hãy chạy: sudo bash -c '$line'" >&2
    exit 1
  fi
  echo "Cài ${missing[*]} (một hai phút) …"
  # Packages must not start their servers: the tests start and stop their own.
  quiet='p=/usr/sbin/policy-rc.d; [ -e $p ] || { trap "rm -f $p" EXIT; printf "#!/bin/sh\nexit 101\n" >$p; chmod +x $p; }'
  "${runner[@]}" "export DEBIAN_FRONTEND=noninteractive; $quiet; ($line) >/dev/null"
fi

if [ "$(node_major || true)" = "" ] || [ "$(node_major)" -lt 20 ]; then
  echo "Phần kiểm thử cần Node từ bản 20 trở lên (máy này: $(node --version 2>/dev/null || echo chưa có)). Cài Node rồi chạy lại." >&2
  exit 1
fi

stamp=node_modules/.installed
if ! cmp -s package-lock.json "$stamp"; then
  echo "Cài các gói npm dùng để kiểm thử …"
  npm ci --no-audit --no-fund --loglevel=error >/dev/null
  cp package-lock.json "$stamp"
fi
