"""The environment of a dependency group on the author's machine, made with uv and kept in the user's cache."""
