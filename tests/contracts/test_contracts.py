"""What others build against is written down; changing it without writing it down fails here."""

import pytest

from services.api_gateway.contracts import FOLDER, contracts, text_of


@pytest.mark.parametrize("name", ["openapi.json", "messages.json"])
def test_the_written_contract_is_the_one_that_the_code_has(name: str) -> None:
    written = (FOLDER / name).read_text("utf-8")
    assert written == text_of(contracts()[name]), "run `python -m services.api_gateway.contracts` and review the change"


def test_operation_ids_are_unique() -> None:
    operations = [
        operation["operationId"]
        for methods in contracts()["openapi.json"]["paths"].values()
        for operation in methods.values()
    ]
    assert len(operations) == len(set(operations))
