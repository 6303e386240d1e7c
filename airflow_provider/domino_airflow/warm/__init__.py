"""Starts operators from a process that has imported pydantic and the runner already: forking it costs a few milliseconds, where
a fresh interpreter costs more than most operators."""
