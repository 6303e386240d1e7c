"""Orders and cycles of arbitrary graphs."""

from hypothesis import given
from hypothesis import strategies as st

from shared.workflow.graph import cycles, order

KEYS = [f"t{i}" for i in range(12)]
graphs = st.dictionaries(st.sampled_from(KEYS), st.lists(st.sampled_from(KEYS), unique=True, max_size=4)).map(
    lambda graph: {key: tuple(one for one in before if one in graph) for key, before in graph.items()}
)


@given(graphs)
def test_every_task_stands_after_those_it_waits_for(graph: dict[str, tuple[str, ...]]) -> None:
    ordered = order(graph)
    for index, key in enumerate(ordered):
        assert set(graph[key]) <= set(ordered[:index])


@given(graphs)
def test_tasks_are_missing_in_the_order_only_when_there_is_a_cycle(graph: dict[str, tuple[str, ...]]) -> None:
    assert (len(order(graph)) < len(graph)) == bool(cycles(graph))


@given(graphs)
def test_every_cycle_is_one(graph: dict[str, tuple[str, ...]]) -> None:
    for cycle in cycles(graph):
        for before, after in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            assert before in graph[after]


@given(graphs, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_document(
    graph: dict[str, tuple[str, ...]], random: object
) -> None:
    keys = list(graph)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert order({key: graph[key] for key in keys}) == order(graph)


def test_numbers_in_names_count_as_numbers() -> None:
    assert order({"t10": (), "t9": (), "t1": ()}) == ["t1", "t9", "t10"]


def test_separate_cycles_are_all_named() -> None:
    graph = {"a": ("b",), "b": ("a",), "c": ("d",), "d": ("c",), "e": ("e",), "f": ("a", "c")}
    assert cycles(graph) == [["a", "b"], ["c", "d"], ["e"]]


def test_a_very_long_cycle_is_found_without_recursion() -> None:
    size = 50_000
    graph = {f"t{i}": (f"t{(i + 1) % size}",) for i in range(size)}
    assert len(cycles(graph)[0]) == size
