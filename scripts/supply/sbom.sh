#!/usr/bin/env bash
# Write the list of components (SBOM, CycloneDX) of the site's dependencies, and their licences. Usage: sbom.sh FOLDER
set -euo pipefail
mkdir -p "$1"
.venv/bin/cyclonedx-py requirements --output-reproducible --short-PURLs --spec-version 1.6 --output-file "$1/sbom.cdx.json" requirements.lock
.venv/bin/python scripts/supply/licences.py requirements.lock "$1/licences.tsv"
