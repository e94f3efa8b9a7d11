"""The words of a form, for access and extent together."""

from __future__ import annotations

import pytest

from bot.domain.proposals import Availability, ProposalState
from bot.domain.systems import Access, Extent
from tests.support.builders import a_proposal


@pytest.mark.parametrize("word", Availability)
def test_a_word_stands_for_one_access_and_extent(word: Availability) -> None:
    assert Availability.of(word.access, word.extent) is word


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize("extent", [None, *Extent])
def test_every_recorded_access_has_a_word(access: Access, extent: Extent | None) -> None:
    assert Availability.of(access, extent).access is access


def test_what_is_not_said_to_be_a_part_is_all() -> None:
    assert Availability.of(Access.OPEN, None) is Availability.OPEN
    assert Availability.of(Access.GATED, Extent.PARTIAL) is Availability.GATED_IN_PART


@pytest.mark.parametrize("state", ProposalState)
def test_an_open_or_disputed_proposal_waits(state: ProposalState) -> None:
    assert a_proposal(state=state).waits == (state in (ProposalState.OPEN, ProposalState.DISPUTED))
