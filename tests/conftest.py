"""Fixtures that every test may use: real servers, started once a session on free loopback ports."""

pytest_plugins = ["tests.fixtures.servers", "tests.fixtures.platforms"]
