"""What waits for a curator, and in which order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.assessments import Verdict
from bot.domain.definitions import Definition
from bot.domain.histories import VerdictTurn
from bot.domain.queues import (
    QueueItem,
    Work,
    facts_to_look_up,
    ordered,
    worth_of_turns,
    worth_of_waiting,
)
from bot.domain.systems import Fact
from tests.support.builders import LABEL, a_definition, a_fact, a_library, a_system, absent, second_hand

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
TWO_ROWS = a_definition("training-code", "model-card")


def look_up(*facts: Fact, definition: Definition = TWO_ROWS, stale: int = 365) -> list[tuple[Work, str]]:
    assessment = a_library(a_system(*facts), definitions=[definition]).assess("example", definition)
    return [(item.work, item.subject) for item in facts_to_look_up(assessment, TODAY, stale)]


def a_turn(definition: str = LABEL) -> VerdictTurn:
    return VerdictTurn("example", definition, Verdict.UNDETERMINED, Verdict.CONFORMANT)


def test_the_fact_that_a_verdict_waits_for_is_to_be_found_out() -> None:
    assert look_up(a_fact("training_code")) == [(Work.UNKNOWN_FACT, "model_card")]


def test_facts_that_a_verdict_waits_for_together_are_each_worth_a_share() -> None:
    assessment = a_library(a_system(), definitions=[TWO_ROWS]).assess("example", TWO_ROWS)

    items = list(facts_to_look_up(assessment, TODAY, 365))

    assert [(item.subject, item.worth, item.alone) for item in items] == [
        ("model_card", 5.0, False),
        ("training_code", 5.0, False),
    ]


def test_where_an_owner_has_to_act_first_nothing_is_to_be_found_out() -> None:
    assert look_up(absent("training_code")) == []


def test_a_fact_at_second_hand_that_a_verdict_rests_on_is_to_be_confirmed() -> None:
    assert look_up(a_fact("training_code"), second_hand("model_card")) == [(Work.SECOND_HAND, "model_card")]


@pytest.mark.parametrize(("age", "work"), [(364, []), (365, []), (366, [(Work.OLD_FACT, "model_card")])])
def test_evidence_is_old_after_a_year(age: int, work: list[tuple[Work, str]]) -> None:
    old = a_fact("model_card", read_on=TODAY - timedelta(days=age))

    assert look_up(a_fact("training_code", read_on=TODAY), old) == work


def test_evidence_without_a_date_is_not_called_old() -> None:
    assert look_up(a_fact("training_code", read_on=None), a_fact("model_card", read_on=None)) == []


def test_a_failure_that_has_two_reasons_rests_on_neither() -> None:
    old = date(2020, 1, 1)
    refused = a_fact("training_code", licence="Restricted-1.0", read_on=old)
    refused_too = a_fact("model_card", licence="Restricted-1.0", read_on=old)

    assert look_up(refused, refused_too) == []
    assert look_up(refused, a_fact("model_card")) == [(Work.OLD_FACT, "training_code")]


def test_a_verdict_under_the_version_in_force_is_worth_most() -> None:
    assert worth_of_turns([a_turn(LABEL)], LABEL) > 4 * worth_of_turns([a_turn("osaid 0.0.8")], LABEL)
    assert worth_of_turns([], LABEL) == 0


@pytest.mark.parametrize(("days", "worth"), [(0, 0), (2, 1), (40, 20), (400, 20), (-3, 0)])
def test_waiting_is_worth_more_each_day_up_to_a_limit(days: int, worth: float) -> None:
    assert worth_of_waiting(NOW - timedelta(days=days), NOW) == worth


def test_the_queue_is_ordered_by_worth_then_kind_then_name() -> None:
    items = [
        QueueItem(Work.OLD_FACT, 5, "Alpha", subject="b"),
        QueueItem(Work.OLD_FACT, 5, "alpha", subject="a"),
        QueueItem(Work.PROPOSAL, 5, "Zeta"),
        QueueItem(Work.UNKNOWN_SYSTEM, 9, "Omega"),
        QueueItem(Work.CLASH, 5, "Beta"),
    ]

    assert [(item.name, item.subject) for item in ordered(items)] == [
        ("Omega", ""),
        ("Zeta", ""),
        ("Beta", ""),
        ("alpha", "a"),
        ("Alpha", "b"),
    ]
