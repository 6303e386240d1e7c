"""The module in which operators of the earlier releases look for ``skip_envs``."""

from domino.testing.environments import skip_envs

__all__ = ["skip_envs"]
