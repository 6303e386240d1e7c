"""Fixtures that every test may use: real servers, started once a session on free loopback ports."""

pytest_plugins = ["tests.fixtures.servers", "tests.fixtures.platforms", "tests.fixtures.docker_engine"]

# Tests of the fixtures' own authors: test_dry_run.py runs them as their authors would, without our strictness about warnings.
collect_ignore_glob = ["fixtures/legacy_repositories/*"]
