#!/usr/bin/env bash
# Put the committed sources, the list of components (SBOM) and the licences into a folder, with checksums: the same commit gives the same
# bytes. Usage: release.sh FOLDER
set -euo pipefail
umask 022
out=$1
name="danvankheo-$(.venv/bin/python -c 'import danvankheo; print(danvankheo.__version__)')-$(git rev-parse --short=12 HEAD)"
[ -z "$(git status --porcelain)" ] || { echo "Còn thay đổi chưa commit; bản phát hành chỉ làm từ những gì đã commit." >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out"
git archive --format=tar --prefix="$name/" HEAD | gzip -9 -n >"$out/$name.tar.gz"
scripts/supply/sbom.sh "$out"
(cd "$out" && LC_ALL=C sha256sum -- *.tar.gz *.json *.tsv >SHA256SUMS)
echo "Đã làm $out/$name.tar.gz; kiểm tra bằng: cd $out && sha256sum -c SHA256SUMS"
