"""What is told in the log: the kinds of things, which there are, and what is told of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.logs.telling.told import Told
from bot.services.telling import reading
from bot.store import Records

Stamps = Callable[[Records], Awaitable[Mapping[str, str]]]
"""All things of a kind, each with a text of at most 200 letters that is another whenever there may be more to tell."""

Tell = Callable[[Records, str, frozenset[str]], Awaitable[Sequence[Told]]]
"""All that is to be told of a thing, in the order in which it goes into the log.

The third argument are ids of leaves that are in the log already: they may be left out, and need not be.
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """A kind of things that are told; things are told apart by what stands before the stroke in the ids of leaves.

    Endorsements, the gates that they open and what carries them over are one thing: they make sense in one order.
    """

    name: str
    stamps: Stamps
    tell: Tell


TELLINGS = (
    Telling("polls", reading.polls_stamped, reading.tell_poll),
    Telling("minutes", reading.minutes_stamped, reading.tell_minutes),
    Telling("endorsements", reading.endorsements_stamped, reading.tell_endorsements),
    Telling("decisions", reading.decisions_stamped, reading.tell_decision),
)
"""Every kind; what happened at one moment goes into the log in this order."""
