# Two commands are all a newcomer needs: `make demo` and `make test`. The rest is in CONTRIBUTING.md.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
with_node = export PATH="$$(toolchain/node.sh):$$PATH" NODE_OPTIONS="--disable-warning=ExperimentalWarning"

.PHONY: help setup packages app archive demo test browser check format truth fuzz docs rules dashboards detect noise latency rules-cost page clean

help: ## Shows this.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: ## Node and npm packages.
	@toolchain/install.sh

packages: ## The servers that demo and tests run for real.
	@toolchain/packages.sh

demo: setup packages app ## A live fleet with faults, 30 days of history, a real Prometheus. Ctrl-C ends it.
	@$(with_node)
	exec node deploy/demo/src/main.ts

app: setup ## The Grafana app and the workbench that shows it.
	@toolchain/app.sh

archive: app ## The Grafana app as a zip, checked as it would be released.
	@$(with_node)
	node grafana-plugin/artefact/main.ts

test: setup packages app ## Every test; the last line is `N passed, N failed`.
	@$(with_node)
	toolchain/test.sh

browser: setup packages ## The app's tests in a real browser; screenshots in grafana-plugin/playwright/.
	@$(with_node)
	toolchain/browser.sh

check: setup packages ## Format, lint, import direction, types, docs drift.
	@$(with_node)
	npx prettier --check --log-level warn .
	npx eslint .
	npx tsc --noEmit -p tsconfig.json
	(cd grafana-plugin && npx tsc --noEmit && npx tsc --noEmit -p workbench/src && npx tsc --noEmit -p artefact && npx tsc --noEmit -p tests)
	node toolchain/generated-docs.ts --check
	node alert-rules/src/main.ts --check
	node dashboards/src/main.ts --check
	node toolchain/app-texts.ts --check

format: setup ## Writes the format that check asks for.
	@$(with_node)
	npx prettier --write --log-level warn .

docs: setup ## Writes the pages that are generated from code.
	@$(with_node)
	node toolchain/generated-docs.ts

rules: setup ## Writes the rule files that are rendered from alert-rules/source and params.yaml.
	@$(with_node)
	node alert-rules/src/main.ts

dashboards: setup ## Writes the dashboards' JSON from their source.
	@$(with_node)
	node dashboards/src/main.ts

truth: setup ## Trackers against the simulator's ground truth; writes figures/truth.json.
	@$(with_node)
	node measure/truth/main.ts

fuzz: setup ## A million spoilt frames through the collector; writes figures/fuzz.json.
	@$(with_node)
	node measure/fuzz/main.ts

detect: setup packages ## Alert rules against simulated faults; writes docs/detection.md and figures/detect.json. An hour.
	@$(with_node)
	node measure/detect/main.ts

noise: setup packages ## What alert rules say of a quiet fleet; writes figures/noise.json.
	@$(with_node)
	node measure/detect/noise.ts

latency: setup packages ## From a fault on the wire to Alertmanager's webhook; writes figures/latency.json.
	@$(with_node)
	node measure/alerting/main.ts

rules-cost: setup packages ## Alert rules over ten thousand stations, as shares of their intervals; writes figures/rules-cost.json.
	@$(with_node)
	node --max-old-space-size=8192 measure/rules-cost/main.ts

page: setup packages app ## Performance over ten thousand stations and a month, in a browser; writes figures/page.json. Data stay for the next run.
	@$(with_node)
	node --max-old-space-size=8192 measure/page/main.ts

clean: ## Removes what the project put on this machine inside its folder.
	@rm -rf node_modules .tools .demo figures grafana-plugin/node_modules grafana-plugin/dist grafana-plugin/release grafana-plugin/workbench/dist grafana-plugin/workbench/lane-12/node_modules
