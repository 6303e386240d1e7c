"""Any JSON value arrives at the next task as it left the one before."""

import json
from typing import Any

import pytest
from domino_airflow.xcom_values import ENVELOPE, from_xcom, to_xcom
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.one_of(st.text(max_size=5), st.sampled_from(["__classname__", "__type", "__data__", ENVELOPE]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_a_value_survives_the_way_there_and_back(value: Any) -> None:
    assert from_xcom(to_xcom(value)) == value


@given(JSON)
def test_what_travels_means_nothing_to_airflow_and_fits_its_database(value: Any) -> None:
    def check(part: Any) -> None:
        if isinstance(part, dict):
            assert not any(key.startswith("__") for key in part)
            for inner in part.values():
                check(inner)
        elif isinstance(part, list):
            for inner in part:
                check(inner)
        elif isinstance(part, str):
            assert "\0" not in part
            part.encode()
        elif isinstance(part, int):
            assert -(2**63) <= part < 2**63

    travelling = to_xcom(value)
    check(travelling)
    json.dumps(travelling, allow_nan=False)


@pytest.mark.parametrize("value", [0, False, "", None, [], {}, {"a": [1, {"b": None}]}, "é😀"])
def test_ordinary_values_stay_readable_for_other_operators(value: Any) -> None:
    assert to_xcom(value) is value


def test_numbers_that_json_does_not_know_travel_as_text() -> None:
    assert from_xcom(to_xcom([float("inf")])) == [float("inf")]


def test_an_envelope_typed_by_a_person_stays_what_it_is() -> None:
    value = {ENVELOPE: "[1]"}
    assert from_xcom(to_xcom(value)) == value
