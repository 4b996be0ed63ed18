# Thin targets: one command each. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
WITH_JDK := scripts/with-jdk.sh
MVN := $(WITH_JDK) mvn --batch-mode --no-transfer-progress
JAVA := $(WITH_JDK) java
BUILT := local-cloud/target/local-cloud.jar
LOCAL_CLOUD := $(JAVA) @local-cloud/jvm.options -cp '$(BUILT):local-cloud/target/lib/*' io.wildrydes.local.Main
ACCEPTANCE := $(JAVA) -cp 'acceptance/target/acceptance.jar:acceptance/target/lib/*' io.wildrydes.acceptance
ON_STACK = --stack '$(STACK)' $(if $(AWS),--aws,--endpoint '$(AWS_ENDPOINT)')
JARS := $(BUILT) acceptance/target/acceptance.jar $(foreach f,$(wildcard *-function),$(f)/target/$(f).jar)
NODE_MODULES := loadtest/node_modules/.package-lock.json
SOURCES := $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)

# What the commands below take, each as NAME=value.
PROFILE ?= smoke
TARGET ?= http://127.0.0.1:3000/publicapi/live
AWS_ENDPOINT ?= http://127.0.0.1:4566
DEPLOYED := $(if $(filter command environment,$(origin STACK)),$(STACK))
STACK ?= wild-rydes
$(if $(strip $(STACK)),,$(error STACK is empty: name a stack or leave it out))
SCENARIO_FLAGS ?=
RUN_FLAGS ?=
AWS ?=
QUEUE ?=
LIMIT ?=
TIME_LIMIT ?=
DRY_RUN ?=
# Not from the environment: some systems name the machine so.
GIVEN_NAME := $(if $(filter command,$(origin NAME)),$(NAME))
STATE ?=
MIN_MS ?=
MAX_MS ?=
RIDE := {"PickupLocation":{"Latitude":42.35250862285574,"Longitude":-71.05289904884849}}
FLOW ?=
RESILIENCE ?=
FLOW_FLAGS ?=
PARAMETERS ?= $(if $(FLOW),FlowControl=$(FLOW)) $(if $(RESILIENCE),Resilience=$(RESILIENCE))
YES ?=
DEMO_FLAGS ?=
DEMO_EXIT ?=
SEED ?= 1
ORDERS ?= 1000
RATE ?= 20
CHAOS_FLAGS ?=
ROWS ?=
STRICT ?=
BENCH_FLAGS ?=

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: demo
demo: tools $(NODE_MODULES) $(BUILT) ## build, start the stack here, send orders and rides, account for each one (DEMO_EXIT=1 ends it)
	@$(ACCEPTANCE).demo.Demo $(if $(DEMO_EXIT),--exit) $(DEMO_FLAGS)

.PHONY: flow-control
flow-control: tools $(NODE_MODULES) $(BUILT) ## measure FLOW=queue|none RESILIENCE=fragile|resilient under load, up to an hour (PROFILE=short to try)
	@$(ACCEPTANCE).flow.FlowControl --flow '$(or $(FLOW),queue)' --resilience '$(or $(RESILIENCE),fragile)' --profile '$(if $(filter file,$(origin PROFILE)),reference,$(PROFILE))' $(FLOW_FLAGS)

.PHONY: scenario
scenario: tools $(NODE_MODULES) $(BUILT) ## reproduce a failure of the reference systems and what helps (NAME=lost-rides, up to twenty minutes)
	@$(ACCEPTANCE).rides.Scenario $(if $(GIVEN_NAME),'$(GIVEN_NAME)',--help) $(SCENARIO_FLAGS)

.PHONY: test
test: tools $(NODE_MODULES) ## everything that CI runs: checks, unit and integration tests
	@scripts/validate-template.sh
	@$(MVN) verify
	@cd loadtest && npm test
	@$(MAKE) --no-print-directory stats

.PHONY: run
run: $(BUILT) ## start the stack here until Ctrl-C (RUN_FLAGS=--help lists the flags)
	@$(LOCAL_CLOUD) $(RUN_FLAGS)

.PHONY: build
build: $(BUILT) ## build every jar, without tests

.PHONY: format
format: tools ## format sources and poms
	@$(MVN) --quiet spotless:apply

.PHONY: notify
notify: ## send one order to a running stack (TARGET=..., BODY='{...}')
	@curl --silent --show-error --fail-with-body --include --data '$(or $(BODY),{"order_id":"order-by-hand"})' '$(TARGET)/notify' \
		&& echo || { echo 'no 2xx from $(TARGET): start a stack with make run, or set TARGET' >&2; exit 1; }

.PHONY: ride
ride: ## request one ride from a running stack (TARGET=..., BODY='{...}')
	@curl --silent --show-error --fail-with-body --include --data '$(or $(BODY),$(RIDE))' '$(TARGET)/ride' \
		&& echo || { echo 'no 2xx from $(TARGET): start a stack with make run, or set TARGET' >&2; exit 1; }

.PHONY: load
load: $(NODE_MODULES) ## send orders (PROFILE=smoke|reference|short) or rides (normal|high-load|slowness) to TARGET=...
	@scripts/is-loopback.sh '$(TARGET)' || ! grep -q '^    $(PROFILE):$$' loadtest/notify.yml \
		|| $(MAKE) --no-print-directory cost
	@scripts/is-loopback.sh '$(TARGET)' || test -n '$(YES)' \
		|| { echo 'load on $(TARGET) costs money, for orders about as much as above, for rides see docs/deploying.md: say YES=1 to send it' >&2; exit 2; }
	@cd loadtest && TARGET='$(TARGET)' node run.mjs '$(PROFILE)'

.PHONY: invoke
invoke: ## invoke one function of a running stack (FN=notification EVENT=events/notify.json)
	@test -n '$(FN)' || { echo 'which function? say FN=notification, delivery, slow-api, request-ride, ride-fleet, promo, put-ride-record or put-deferred-ride-record' >&2; exit 2; }
	@test -f '$(EVENT)' || { echo 'no file "$(EVENT)": say EVENT=events/notify.json or another' >&2; exit 2; }
	@scripts/invoke.sh '$(AWS_ENDPOINT)' '$(STACK)-$(FN):live' '$(EVENT)'

.PHONY: acceptance
acceptance: build ## judge a stack from outside: one started here, or the deployed STACK=name
	@$(MVN) --quiet verify -pl acceptance -am -Dgroups='acceptance$(if $(DEPLOYED), | local)' -Dsurefire.failIfNoSpecifiedTests=false \
		$(if $(DEPLOYED),-Dacceptance.stack='$(DEPLOYED)')

.PHONY: chaos
chaos: build ## send orders and rides through a stack in trouble, none may get lost (SEED=1 ORDERS=1000 RATE=20)
	@$(ACCEPTANCE).chaos.Chaos --seed '$(SEED)' --orders '$(ORDERS)' --rate '$(RATE)' $(CHAOS_FLAGS)

.PHONY: fault
fault: $(BUILT) ## switch a fault on or off, or list them (NAME=... STATE=on|off RATE=0.2, AWS=1 for a deployed STACK)
	@$(ACCEPTANCE).faults.Fault $(ON_STACK) $(if $(GIVEN_NAME),--name '$(GIVEN_NAME)') $(if $(STATE),--state '$(STATE)') \
		$(if $(filter-out file,$(origin RATE)),--rate '$(RATE)') \
		$(if $(MIN_MS),--min-ms '$(MIN_MS)') $(if $(MAX_MS),--max-ms '$(MAX_MS)')

.PHONY: dlq
dlq: $(BUILT) ## list dead letters: which hop gave them up, and why (LIMIT=10, AWS=1 for a deployed STACK)
	@$(ACCEPTANCE).deadletters.Dlq $(ON_STACK) $(if $(LIMIT),--limit '$(LIMIT)')

.PHONY: redrive
redrive: $(BUILT) ## move dead letters back (QUEUE=<name> LIMIT=<n> TIME_LIMIT=<s> bound it, DRY_RUN=1, AWS=1 for a deployed STACK)
	@$(ACCEPTANCE).deadletters.Redrive $(ON_STACK) $(if $(QUEUE),--queue '$(QUEUE)') $(if $(LIMIT),--limit '$(LIMIT)') \
		$(if $(TIME_LIMIT),--time-limit '$(TIME_LIMIT)') $(if $(DRY_RUN),--dry-run)

.PHONY: cost
cost: $(BUILT) ## estimate what a load costs on AWS (PROFILE=... FLOW=queue|none RESILIENCE=resilient|fragile)
	@$(ACCEPTANCE).deploying.Cost --profile '$(PROFILE)' $(if $(strip $(PARAMETERS)),--parameter-overrides $(PARAMETERS))

.PHONY: warm-up
warm-up: $(BUILT) ## restore every function with SnapStart a few times (AWS=1 for a deployed STACK)
	@$(ACCEPTANCE).deploying.WarmUp $(ON_STACK)

.PHONY: deploy
deploy: sam build ## deploy to AWS with sam: says the cost, deploys, warms up (STACK=... PARAMETERS='NAME=VALUE ...')
	@scripts/deploy.sh '$(STACK)' $(PARAMETERS)

.PHONY: delete
delete: sam build ## delete a deployed stack and prove that nothing is left of it (STACK=...)
	@scripts/delete.sh '$(STACK)'

.PHONY: bench
bench: build ## measure every budget beside its floor (ROWS=start,functions,tables,load,jars STRICT=1)
	@$(ACCEPTANCE).bench.Bench $(if $(ROWS),--rows '$(ROWS)') $(if $(STRICT),--strict) $(BENCH_FLAGS)

.PHONY: hostile
hostile: build ## hold 20,000 hostile conversations with a local cloud (COUNT=... SEED=...)
	@$(MVN) --quiet verify -pl acceptance -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
		-Dit.test=HostileInputIT -Dfailsafe.failIfNoSpecifiedTests=false \
		-Dhostile.count=$(or $(COUNT),20000) $(if $(SEED),-Dhostile.seed=$(SEED))

.PHONY: stats
stats: ## sizes of files and methods; fails on a hard stop
	@$(JAVA) scripts/Stats.java

.PHONY: validate
validate: ## judge template.yaml with cfn-lint and the SAM transform, where Python has them
	@scripts/validate-template.sh

.PHONY: clean
clean: tools ## delete everything built
	@$(MVN) --quiet clean
	@rm -rf loadtest/node_modules .local

.PHONY: FORCE
FORCE:

.PHONY: sam
sam:
	@scripts/need-sam.sh

.PHONY: tools
tools:
	@scripts/need.sh mvn 'Maven 3.8.6 or newer' 'install it with your package manager or from maven.apache.org'
	@scripts/find-jdk.sh >/dev/null

# One Maven run makes all jars, so one stands for all; a missing one asks for that run too.
$(BUILT): $(SOURCES) $(if $(filter-out $(wildcard $(JARS)),$(JARS)),FORCE) | tools
	@echo 'building; the first time Maven also downloads what it needs'
	@$(MVN) --quiet -Dmaven.test.skip=true package
	@touch $(BUILT)

$(NODE_MODULES): loadtest/package-lock.json
	@scripts/need-node.sh
	@echo 'installing the load test'
	@cd loadtest && npm ci --ignore-scripts --silent
	@touch $(NODE_MODULES)
