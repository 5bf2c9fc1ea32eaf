# One target per task. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
DVK := .venv/bin/dvk
PY := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1

.PHONY: help
help: ## Liệt kê các lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup:
	@scripts/setup/python.sh requirements.lock

.PHONY: setup-dev
setup-dev:
	@scripts/setup/python.sh requirements-dev.lock

.PHONY: site
site: setup ## Cài đặt (lần đầu) và dựng cả trang vào site/
	@$(DVK) build

.PHONY: serve
serve: setup ## Xem trang trên máy này, tự cập nhật khi lưu tệp
	@$(DVK) serve

.PHONY: content
content: setup ## Kiểm tra riêng bài viết và ảnh, chỉ chỗ sai và cách sửa
	@$(DVK) check

.PHONY: check
check: setup-dev ## Kiểm tra nhanh: định dạng, kiểu, kiến trúc, nội dung (như pre-commit và CI)
	@.venv/bin/ruff format --check --quiet . || { echo "Chạy “make format” để sửa định dạng."; exit 1; }
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@$(PY) -m pytest -q tests/test_architecture.py tests/base/test_catalogue.py tests/forms/test_key_order.py tests/records/test_rules.py tests/outputs/test_columns.py
	@$(DVK) derive --check
	@$(DVK) check

.PHONY: format
format: setup-dev ## Sửa định dạng mã nguồn
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --quiet --fix .

.PHONY: test
test: setup-dev ## Cài những gì kiểm thử cần (kể cả trình duyệt) và chạy toàn bộ kiểm thử
	@scripts/setup/system.sh
	@$(MAKE) --no-print-directory check
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder

.PHONY: soak
soak: setup-dev ## Thử lâu: mọi mã độc, mọi tệp hỏng, mọi sự cố khi đăng; ONLY=fuzz để chạy riêng một phần
	@scripts/setup/system.sh soak
	@$(PY) tests/soak

.PHONY: sbom
sbom: setup-dev ## Danh sách thành phần (SBOM) và giấy phép vào dist/
	@scripts/supply/sbom.sh dist

.PHONY: release
release: setup-dev ## Gói mã nguồn đã commit kèm SBOM, giấy phép, mã băm vào dist/
	@scripts/supply/release.sh dist

.PHONY: vulnerabilities
vulnerabilities: setup-dev ## Hỏi xem gói nào đã ghim có lỗ hổng đã biết (cần mạng)
	@PY=$(PY) scripts/supply/vulnerabilities.sh

.PHONY: bench
bench: setup-dev ## Đo thời gian và bộ nhớ, so với Hugo, Eleventy, MkDocs trong cùng một lần chạy (BENCH="--sizes 10000 --alone 100000")
	@cd tests/benchmarks/eleventy && npm ci --silent
	@$(PY) tests/benchmarks/bench.py $(BENCH)

.PHONY: profile
profile: setup-dev ## Xem thời gian dựng trang đi vào đâu (PROFILE="--size 10000")
	@$(PY) tests/benchmarks/profiled.py $(PROFILE)

.PHONY: lighthouse
lighthouse: setup-dev ## Chấm điểm Lighthouse trên điện thoại, trung vị năm lần
	@scripts/setup/system.sh
	@npm --prefix tests/lighthouse ci --no-audit --no-fund --loglevel=error >/dev/null
	@$(DVK) build --site-dir .cache/lighthouse --site-url https://vi-du.test/ 2>/dev/null >/dev/null
	@node tests/lighthouse/run.mjs .cache/lighthouse "$$(command -v chromium || command -v chromium-browser || command -v google-chrome)"

.PHONY: reports-pdf
reports-pdf: setup ## Soạn thử ba loại báo cáo và chuyển sang PDF bằng LibreOffice để xem
	@command -v soffice >/dev/null || { echo "Cần LibreOffice Writer: apt install libreoffice-writer"; exit 1; }
	@$(DVK) report 2023 --output .cache/reports/nam.docx
	@$(DVK) report 2023 --unit xa-xuan-lai --output .cache/reports/don-vi.docx
	@$(DVK) report --period 2022-2025 --samples --output .cache/reports/giai-doan.docx
	@soffice --headless --convert-to pdf --outdir .cache/reports .cache/reports/*.docx >/dev/null
	@ls .cache/reports/*.pdf

.PHONY: lock
lock: setup-dev ## Ghim lại phiên bản các gói, kèm mã băm
	@$(PY) -m pip install --quiet uv
	@for name in requirements requirements-dev; do \
	  $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.lock; done
	@node scripts/setup/npm-lock.mjs

.PHONY: hooks
hooks: ## Bật kiểm tra tự động trước mỗi lần commit
	@git config core.hooksPath .githooks && echo "Từ nay máy kiểm tra trước mỗi lần commit."

.PHONY: clean
clean: ## Xóa những gì dựng ra (giữ môi trường)
	@rm -rf site dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
