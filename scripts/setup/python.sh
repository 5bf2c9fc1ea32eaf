#!/usr/bin/env bash
# Create .venv and install the packages of a lock file; does nothing while the lock file is unchanged. Usage: python.sh requirements.lock
set -euo pipefail
lock=$1
venv=.venv
stamp="$venv/.installed-$(basename "$lock")"

find_python() {
  for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  echo "Cần Python 3.11 trở lên. Trên Debian, Ubuntu hãy chạy: sudo apt-get install -y python3 python3-venv" >&2
  exit 1
}

wanted=$(cat "$lock" pyproject.toml | cksum)
if [ -x "$venv/bin/dvk" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi
python=$(find_python)
if [ ! -x "$venv/bin/python" ]; then
  echo "Tạo môi trường Python ở $venv …"
  if ! "$python" -m venv "$venv" 2>/dev/null; then
    rm -rf "$venv"
    echo "Python này chưa có venv. Hãy chạy: sudo apt-get install -y python3-venv" >&2
    exit 1
  fi
fi
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
echo "Cài $(grep -cE '^[a-z]' "$lock") gói ghi trong $lock (lần đầu có thể mất một phút) …"
pip install --require-hashes --requirement "$lock"
pip install --no-deps --no-build-isolation --editable .
echo "$wanted" >"$stamp"
