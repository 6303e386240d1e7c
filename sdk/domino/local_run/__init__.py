"""One run of one operator on the author's machine, on the path that a task takes."""
