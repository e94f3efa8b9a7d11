"""Finding a poll by what somebody typed, and refusing what its state does not allow."""

from __future__ import annotations

from datetime import datetime

from bot.domain.days import moment
from bot.domain.numbers import numbered
from bot.domain.polls.polls import Poll, PollState
from bot.domain.refusals import Refusal, Unknown
from bot.store import Records
from bot.texts import _


class NotNow(Refusal):
    """What was asked cannot be done with a poll as it stands; the message says how it stands, and what can be done."""


async def found(records: Records, text: str, now: datetime) -> Poll:
    """The poll that is meant.

    Raises:
        Unknown: There is none of this number.
    """
    return _known(await records.polls.find(numbered(text, "P", now.year)), text)


async def held(records: Records, text: str, now: datetime, *, alone: bool = True) -> Poll:
    """The poll that is meant, kept from changing until the transaction ends.

    Raises:
        Unknown: There is none of this number.
    """
    return _known(await records.polls.held(numbered(text, "P", now.year), alone=alone), text)


def _known(poll: Poll | None, text: str) -> Poll:
    if poll is None:
        raise Unknown(_("There is no poll “{number}”; /poll list shows those there are.").format(number=text[:40]))
    return poll


def refuse_unless(poll: Poll, now: datetime, *states: PollState) -> None:
    """Refuse what only polls in some states allow.

    Raises:
        NotNow: The poll is in another; the message says in which, and what can be done there.
    """
    state = poll.state(now)
    if state not in states:
        raise NotNow(standing(poll, now))


def standing(poll: Poll, now: datetime) -> str:
    """How a poll stands, and what can be done with it, in a sentence."""
    opens, closes = poll.opens_at, moment(poll.closes_at)
    if opens is not None and now < opens and not poll.voided_at:
        text = _("Poll {number} is fixed and opens on {moment}; until then it can only be made void.")
        return text.format(number=poll.number, moment=moment(opens))
    text = {
        PollState.DRAFT: _("Poll {number} is a draft: it waits for a roll (/poll roll) that two moderators confirm "
                           "(/poll confirm)."),
        PollState.CONFIRMED: _("Poll {number} has a confirmed roll and waits to be opened (/poll open)."),
        PollState.OPEN: _("Poll {number} is open until {closes}. Its charter and its components are fixed: whoever "
                          "wants others makes it void (/poll void) and drafts a new one."),
        PollState.CLOSED: _("Poll {number} closed on {closes}, and is not opened again; /poll round2 makes a second "
                            "round of it."),
        PollState.VOID: _("Poll {number} is void; draft a new one with /poll draft."),
    }[poll.state(now)]  # fmt: skip
    return text.format(number=poll.number, closes=closes)
