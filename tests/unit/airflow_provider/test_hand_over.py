"""A path into the storage of this run leads to the same file wherever storage begins; no other text changes."""

import pytest
from domino_airflow.hand_over import relocated

RUN = "wf_1/run_2"
ROOTS = ("/data/storage", "/mnt/real/storage", "/home/shared_storage")


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("seen", ROOTS)
def test_a_path_is_told_from_where_the_task_sees_storage(seen: str, root: str) -> None:
    value = {
        "table": f"{seen}/{RUN}/make/results/a.csv",
        "all": [f"{seen}/{RUN}/make/results", {"run": f"{seen}/{RUN}"}],
    }
    assert relocated(value, RUN, ROOTS, root) == {
        "table": f"{root}/{RUN}/make/results/a.csv",
        "all": [f"{root}/{RUN}/make/results", {"run": f"{root}/{RUN}"}],
    }


@pytest.mark.parametrize(
    "text",
    [
        "/data/storage",
        "/data/storage/wf_1/run_3/make/results/a.csv",
        "/data/storage/wf_1/run_22/x",
        "/data/storage2/wf_1/run_2/x",
        "see /data/storage/wf_1/run_2/x",
        "file:///data/storage/wf_1/run_2/x",
        "",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert relocated([text, 1, None, True, 2.5], RUN, ROOTS, "/home/shared_storage") == [text, 1, None, True, 2.5]


def test_what_is_given_is_not_changed() -> None:
    value = {"files": [f"/data/storage/{RUN}/a"]}
    relocated(value, RUN, ROOTS, "/home/shared_storage")
    assert value == {"files": [f"/data/storage/{RUN}/a"]}
