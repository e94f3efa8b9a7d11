"""What can be said in the cells of a poll: one scale for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.polls.ballots import Choice
from bot.texts import _

STEPS = (Choice.STRONGLY_FOR, Choice.FOR, Choice.NEUTRAL, Choice.AGAINST, Choice.STRONGLY_AGAINST)
"""The steps of a temperature, in their order.

They are an order and no amounts: nobody has said that one step is as far from the next as another. So they are counted,
and no sum or mean of them is told.

Source: WebAssembly/meetings, process/consensus.md, "Formal consensus at meetings" (Strongly For, For, Neutral, Against,
Strongly Against, or abstain), read 28 November 2026.
"""

STEP_WORDS: Mapping[Choice, str] = {
    Choice.STRONGLY_FOR: _("strongly for"),
    Choice.FOR: _("for"),
    Choice.NEUTRAL: _("neutral"),
    Choice.AGAINST: _("against"),
    Choice.STRONGLY_AGAINST: _("strongly against"),
}
"""The steps as people read them."""

STEP_SIGNS: Mapping[str, Choice] = dict(zip(("++", "+", "0", "-", "--"), STEPS, strict=True))
"""The steps as they can be written for short."""

SIDE_OF_NO = frozenset({Choice.NO, Choice.AGAINST, Choice.STRONGLY_AGAINST})
"""The choices that count as a no where a rule asks for yes and no."""


class BallotScale(StrEnum):
    """What can be said in a cell; a poll has one scale, and polls of different scales are never counted together.

    On ``temperature`` the rules count all who are for as the yes, and all who are against as the no.
    """

    REQUIRED = "required"
    TEMPERATURE = "temperature"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be said."""
        if self is BallotScale.TEMPERATURE:
            return (*STEPS, Choice.ABSTAIN)
        return (Choice.YES, Choice.NO, Choice.DISCUSS, Choice.ABSTAIN)

    @property
    def ticked(self) -> Choice:
        """What a tick in a list says, unless a step is named."""
        return Choice.FOR if self is BallotScale.TEMPERATURE else Choice.YES

    @property
    def rest(self) -> Choice:
        """What the rest of a ballot can be filled in with."""
        return Choice.NEUTRAL if self is BallotScale.TEMPERATURE else Choice.NO
