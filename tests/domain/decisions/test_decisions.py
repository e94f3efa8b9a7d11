"""The life of a decision, and what it can rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.decisions.citations import MOST, Citation, Source, citations
from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus, DecisionText, NotNow
from bot.domain.decisions.happenings import ReviewVerdict
from bot.domain.numbers import numbered
from bot.domain.written import Unfit

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
TEXT = DecisionText("Title", "Question?", "Yes.", "Because.")
PROPOSED = Decision("D-2026-0001", DecisionKind.RESOLUTION, TEXT, date(2026, 11, 22), "terminal:mia", NOW)
ALONE = replace(PROPOSED, alone=True)
IN_FORCE = PROPOSED.confirmed("terminal:max", NOW)


def test_a_proposal_holds_once_another_confirms_it() -> None:
    found = PROPOSED.confirmed("terminal:max", LATER)

    assert (found.status, found.confirmed_by, found.accepted_at) == (
        DecisionStatus.ACCEPTED,
        "terminal:max",
        LATER,
    )
    assert not PROPOSED.public
    assert found.public


def test_nobody_confirms_what_they_logged() -> None:
    with pytest.raises(NotNow, match="another moderator has to confirm"):
        PROPOSED.confirmed("terminal:mia", NOW)


def test_what_needs_two_is_not_accepted_by_one() -> None:
    assert ALONE.accepted(NOW).status is DecisionStatus.ACCEPTED
    with pytest.raises(NotNow, match="holds once a second moderator confirms"):
        PROPOSED.accepted(NOW)


def test_a_proposal_is_withdrawn_by_one_and_a_decision_by_two() -> None:
    once = IN_FORCE.withdrawn("terminal:mia", NOW, "wrong")
    twice = once.withdrawn("terminal:max", LATER, "wrong indeed")

    assert PROPOSED.withdrawn("terminal:mia", NOW, "typo").status is DecisionStatus.WITHDRAWN
    assert (once.status, once.withdrawal_by) == (DecisionStatus.ACCEPTED, "terminal:mia")
    assert (twice.status, twice.ended_by, twice.ended_why) == (DecisionStatus.WITHDRAWN, "terminal:max", "wrong indeed")
    with pytest.raises(NotNow, match="asked for D-2026-0001 to be withdrawn already"):
        once.withdrawn("terminal:mia", LATER, "again")


@pytest.mark.parametrize(
    "step",
    [
        lambda one: one.superseded("terminal:max", LATER, "new"),
        lambda one: one.withdrawn("terminal:max", LATER, "no"),
        lambda one: one.confirmed("terminal:max", LATER),
    ],
    ids=["superseded", "withdrawn", "confirmed"],
)
def test_what_was_superseded_stays_as_it_was(step: Callable[[Decision], Decision]) -> None:
    over = IN_FORCE.superseded("terminal:mia", NOW, "better")

    with pytest.raises(NotNow, match="was superseded, and stays in the record as it was"):
        step(over)


def test_only_what_once_held_is_reviewed() -> None:
    again = date(2027, 5, 1)

    found = IN_FORCE.reviewed(ReviewVerdict.NOT_CORRECTED, again)

    assert (found.status, found.review_due) == (DecisionStatus.ACCEPTED, again)
    with pytest.raises(NotNow):
        PROPOSED.reviewed(ReviewVerdict.UPHELD, None)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("14", "D-2026-0014"),
        ("d-14", "D-2026-0014"),
        ("2025-14", "D-2025-0014"),
        (" D-2025-0014 ", "D-2025-0014"),
        ("D-2026-12345", "D-2026-12345"),
        ("P-2026-0001", ""),
        ("training", ""),
    ],
)
def test_numbers_are_understood_in_every_form(typed: str, number: str) -> None:
    assert numbered(typed, "D", 2026) == number


def test_a_basis_is_read_one_by_one() -> None:
    found = citations(
        "P-3 training-code/study, Training-Code/modify; t-2026-0011 d2\nD-2026-9; P-2026-0003 training-code/study; "
        "https://example.org/paper A paper;<https://discord.com/channels/1/2/3>",
        2026,
    )

    assert found == (
        Citation(Source.POLL, "P-2026-0003", "training-code/study"),
        Citation(Source.POLL, "P-2026-0003", "training-code/modify"),
        Citation(Source.MINUTES, "T-2026-0011", "d2"),
        Citation(Source.DECISION, "D-2026-0009"),
        Citation(Source.LINK, "https://example.org/paper", title="A paper"),
        Citation(Source.MESSAGE, "https://discord.com/channels/1/2/3"),
    )


def test_no_basis_is_none() -> None:
    assert citations(None, 2026) == citations(" ; ", 2026) == ()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("the poll", "names nothing to rest on"),
        ("javascript:alert(1)", "names nothing to rest on"),
        (f"https://example.org/{'é' * 1200}", "is too long to be kept"),
        ("https://", "is the address of a page"),
        ("D-2026-0001 d2", "cited as a whole"),
        ("T-2026-0001 the-second", "named by its id"),
        ("; ".join(f"D-2026-{number}" for number in range(1, MOST + 2)), "At most 30 things"),
    ],
)
def test_what_names_nothing_is_refused_with_an_example(typed: str, message: str) -> None:
    with pytest.raises(Unfit, match=message):
        citations(typed, 2026)
