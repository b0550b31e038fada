# The two commands for a fresh clone are make run and make test; both install
# what is missing. The work is done by the scripts in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run test build cx lint fmt bench compare bench-check torture screens clean

help: ## print the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1: /p' $(MAKEFILE_LIST)

run: ## open the workbench on the demo workspace; without a display, write its charts to out/
	@scripts/run

test: ## run every check: formatting, vet, lint, tests, race detector, fuzzing, the window scenario
	@scripts/need test
	@scripts/test

build: cx ## build bin/cxworkbench, the window, and bin/cx, the terminal command
	CGO_ENABLED=1 go build -o bin/cxworkbench ./cmd/cxworkbench

cx: ## build bin/cx, which needs nothing but Go
	CGO_ENABLED=0 go build -o bin/cx ./cmd/cx

lint: ## run the linter only
	@scripts/test lint

fmt: ## format the code
	gofmt -w .

bench: ## run the benchmarks
	CGO_ENABLED=0 go test -tags ci -run '^$$' -bench . -benchmem ./...

compare: ## do the same work with cx, sqlite3, DuckDB and pandas, and print the ratios
	@scripts/compare

bench-check: ## say what became slower since another commit: make bench-check BASE=main~10
	@scripts/bench-check $(BASE)

screens: ## photograph every section to docs/screens
	@scripts/need test
	@scripts/screens

torture: ## kill cx at many more points and damage workspaces in many more ways than make test does
	@scripts/torture

clean: ## remove what was built
	rm -rf bin out
