#!/usr/bin/env bash
# Looks up pinned packages in public vulnerability databases. Exit: 0 no known vulnerability, 1 at least one, 2 the lookup
# failed. Not part of the tests: the answer changes from day to day, and needs the network.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
python=${PY:-.venv/bin/python}
asked=$("$python" -m pip install --quiet uv 2>&1) || { echo "Không hỏi được: không tải được công cụ (cần mạng)."; exit 2; }
status=0
for lock in requirements.lock requirements-dev.lock; do
  said=$("$python" -m uv tool run --quiet pip-audit --requirement "$lock" --require-hashes --disable-pip --strict --progress-spinner off 2>&1)
  code=$?
  if [ $code -ne 0 ] && ! grep -q "known vulnerabilit" <<<"$said"; then
    echo "Không hỏi được về $lock:"; tail -n 3 <<<"$said"; exit 2
  fi
  echo "$lock: $(tail -n 1 <<<"$said" | cut -c1-200)"
  if [ $code -ne 0 ]; then echo "$said"; status=1; fi
done
said=$(npm audit --audit-level=low 2>&1)
code=$?
if grep -qiE "npm (error|ERR!)" <<<"$said"; then echo "Không hỏi được về package-lock.json:"; tail -n 3 <<<"$said"; exit 2; fi
echo "package-lock.json: $(tail -n 1 <<<"$said")"
[ $code -eq 0 ] || { echo "$said"; status=1; }
exit $status
