"""From where an endorsement can go where, and through whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.endorsements.endorsements import (
    Endorsement,
    EndorsementState,
    Means,
    Misstated,
    Verification,
    renewed,
)
from bot.domain.refusals import Forbidden
from tests.support.endorsing import MIA, START, TWO, a_verified, an_endorsement

SEEN = Verification(MIA.id, START, Means.ACCOUNT)
LATER = START + timedelta(days=1)


def ended(state: EndorsementState) -> Endorsement:
    """An endorsement in a state."""
    return an_endorsement(state=state)


def test_only_a_verified_endorsement_counts() -> None:
    assert not an_endorsement().counts
    assert an_endorsement().verified(SEEN).counts


@pytest.mark.parametrize("state", [state for state in EndorsementState if state is not EndorsementState.CLAIMED])
def test_only_one_that_waits_is_verified(state: EndorsementState) -> None:
    with pytest.raises(Misstated, match="nothing was done"):
        ended(state).verified(SEEN)


@pytest.mark.parametrize("state", EndorsementState)
def test_one_that_has_not_ended_is_withdrawn_at_any_time_and_keeps_its_verification(state: EndorsementState) -> None:
    endorsement = a_verified(state=state)
    if not endorsement.live:
        with pytest.raises(Misstated):
            endorsement.withdrawn("terminal:p1", LATER)
        return

    withdrawn = endorsement.withdrawn("terminal:p1", LATER, "a mistake")

    assert (withdrawn.state, withdrawn.ended_at, withdrawn.reason) == (EndorsementState.WITHDRAWN, LATER, "a mistake")
    assert withdrawn.verification == endorsement.verification


def test_nobody_verifies_or_rejects_their_own() -> None:
    own = an_endorsement(person=MIA.id)

    with pytest.raises(Forbidden, match="another moderator has to verify it"):
        own.verified(SEEN)
    with pytest.raises(Forbidden, match="withdraw it"):
        own.rejected(MIA.id, LATER, "no")


def test_an_account_does_not_show_what_an_organisation_says() -> None:
    with pytest.raises(Misstated, match="An account shows who speaks, not what Mozilla says"):
        an_endorsement(organisation="Mozilla").verified(SEEN)


def test_one_verified_wrongly_is_rejected() -> None:
    assert a_verified().rejected(MIA.id, LATER, "forged").state is EndorsementState.REJECTED


def test_spellings_of_an_organisation_are_one_endorser_and_persons_are_told_apart() -> None:
    names = ("Mozilla Foundation", "mozilla-foundation")
    spelt = {an_endorsement(number, organisation=name).endorser for number, name in enumerate(names)}

    assert len(spelt) == 1
    assert an_endorsement(1).endorser != an_endorsement(2).endorser
    assert an_endorsement(1, person=None).endorser != an_endorsement(2, person=None).endorser


def test_somebody_forgotten_leaves_a_line_and_an_organisation_its_statement() -> None:
    said: dict[str, Any] = {"named": "Ann", "statement": "Good.", "evidence": "my page", "reason": "mine"}
    person, organisation = a_verified(**said).forgotten(), a_verified(**said, organisation="Mozilla").forgotten()

    for one in (person, organisation):
        assert (one.person, one.named, one.evidence, one.reason) == (None, "", "", "")
    assert (person.statement, organisation.statement) == ("", "Good.")


def test_a_person_who_was_verified_before_counts_at_once_for_another_version() -> None:
    again = an_endorsement(2, person="terminal:p1", digest=TWO)

    counted = renewed(a_verified(1), again, LATER)

    assert counted.counts
    assert counted.verification == Verification(MIA.id, LATER, Means.EARLIER, "E-2026-0001")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"category": "subject"}),
        ({}, {"region": "africa"}),
        ({}, {"person": "terminal:p9"}),
        ({}, {"organisation": "Mozilla"}),
        ({"organisation": "Mozilla"}, {"organisation": "Mozilla"}),
        ({"organisation": "Mozilla"}, {}),
        ({"state": EndorsementState.WITHDRAWN}, {}),
    ],
)
def test_anything_else_is_looked_at_again(before: dict[str, Any], after: dict[str, Any]) -> None:
    again = an_endorsement(2, **{"person": "terminal:p1", "digest": TWO, **after})

    assert renewed(a_verified(1, **before), again, LATER) == again


@pytest.mark.parametrize(
    ("said", "name", "statement"),
    [
        ({"named": "Ann"}, "Ann", "Good."),
        ({}, "", ""),
        ({"organisation": "Mozilla"}, "Mozilla", "Good."),
        ({"named": "Ann", "state": EndorsementState.WITHDRAWN}, "Ann", "Good."),
        ({"named": "Linus", "state": EndorsementState.REJECTED}, "", ""),
        ({"organisation": "Mozilla", "state": EndorsementState.REJECTED}, "Mozilla", ""),
    ],
)
def test_everybody_reads_what_was_chosen_and_nothing_that_was_false(
    said: dict[str, Any], name: str, statement: str
) -> None:
    endorsement = a_verified(1, statement="Good.", **said)

    assert (endorsement.public_name, endorsement.public_statement) == (name, statement)
