"""What is owed is asked for again, but never in a storm."""

from datetime import timedelta

from services.api_gateway.owed import LONGEST_WAIT, MOST_AT_ONCE, PATIENCE, Debt, Fact, Reminded, owed
from tests.unit.gateway.builders import NOON


def test_the_fast_path_has_its_time() -> None:
    fact = Fact(Debt.COMPILE, "w1@1", NOON)
    assert owed([fact], {}, NOON + PATIENCE / 2) == []
    assert [found for found, _ in owed([fact], {}, NOON + PATIENCE)] == [fact]


def test_each_attempt_waits_twice_as_long_up_to_a_limit() -> None:
    fact = Fact(Debt.CONFIRM, "w1@1", NOON)
    now, waits = NOON + PATIENCE, []
    reminders: dict[str, Reminded] = {}
    for _ in range(6):
        [(_, reminded)] = owed([fact], reminders, now)
        waits.append(reminded.next_at - now)
        reminders = {fact.key: reminded}
        assert owed([fact], reminders, now + timedelta(seconds=1)) == []
        now = reminded.next_at
    assert waits[:3] == [PATIENCE, PATIENCE * 2, PATIENCE * 4]
    assert waits[-1] == LONGEST_WAIT


def test_a_thousand_debts_are_paid_oldest_first_and_not_at_once() -> None:
    facts = [Fact(Debt.CONFIRM, f"w{n}@1", NOON - timedelta(seconds=n)) for n in range(1000)]
    due = owed(facts, {}, NOON + PATIENCE)
    assert len(due) == MOST_AT_ONCE
    assert due[0][0].subject == "w999@1"


def test_a_run_without_news_is_looked_at_after_its_silence() -> None:
    fact = Fact(Debt.OBSERVE, "run1", NOON)
    assert owed([fact], {}, NOON + PATIENCE) == []
    assert owed([fact], {}, NOON + timedelta(seconds=31)) != []


def test_debts_are_remembered_by_kind_and_subject() -> None:
    facts = [Fact(Debt.PUBLISH, "w1@1", NOON), Fact(Debt.CONFIRM, "w1@1", NOON)]
    reminders = {facts[0].key: Reminded(1, NOON + timedelta(hours=1))}
    assert [fact.debt for fact, _ in owed(facts, reminders, NOON + PATIENCE)] == [Debt.CONFIRM]
