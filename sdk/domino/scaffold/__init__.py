"""What new repositories and operators begin with: pure functions from names to files."""
