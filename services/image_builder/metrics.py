"""What an operator of the platform watches: builds by outcome, and how long new ones take."""

from prometheus_client import Counter, Histogram

INSTALLATIONS = Counter(
    "domino_image_builder_installations_total", "Repositories by what became of them.", ("outcome",)
)
BUILDS = Counter("domino_image_builder_builds_total", "Requests for images by what became of them.", ("outcome",))
BUILD_SECONDS = Histogram(
    "domino_image_builder_build_seconds",
    "Time to build an image that was not there.",
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 1800),
)
