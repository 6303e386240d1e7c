"""Hypothesis without a deadline: machines that run tests are busy, and time is measured elsewhere."""

from hypothesis import settings

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")
