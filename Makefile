# Everything is done by config/run, which finds a Python, makes .venv and installs what the lock files list.
.PHONY: demo test setup lint pytest bench manage lock

demo: ## serve the demonstration county on http://127.0.0.1:8000 (PORT=… for another port)
	@config/run demo

test: ## run every check and every test
	@config/run test

setup: ## only make .venv
	@config/run setup

lint: ## run the checks that need no database
	@config/run lint

pytest: ## run some tests: make pytest ARGS="tests/review -q"
	@config/run pytest $(ARGS)

bench: ## measure the goals of speed and write var/bench.json: make bench, or make bench ARGS=word
	@config/run bench $(ARGS)

manage: ## run a management command on the demonstration's database: make manage ARGS="outline FILE"
	@config/run manage $(ARGS)

lock: ## write the lock files anew from pyproject.toml
	@config/run lock
