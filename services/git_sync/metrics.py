"""What an operator of the platform watches: how publications go and what others do to the main branch."""

from prometheus_client import Counter, Histogram

COMMITS = Counter("domino_git_sync_commits_total", "Commits that the remote took.")
WORKFLOWS = Counter("domino_git_sync_workflows_total", "Requests by what became of them.", ("outcome",))
REFUSALS = Counter("domino_git_sync_pushes_not_taken_total", "Pushes that the remote did not take.", ("why",))
RESTORED = Counter("domino_git_sync_restored_total", "DAGs written again after others changed them.")
PUBLICATION = Histogram(
    "domino_git_sync_publication_seconds",
    "Time to publish one batch.",
    buckets=(0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30),
)
