"""Operators in containers of a Docker Engine; nothing here is imported unless tasks run that way."""
