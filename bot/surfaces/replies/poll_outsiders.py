"""What people answered who are not on a poll's roll, in words: always apart from its result."""

from __future__ import annotations

from bot.domain.polls.scales import BallotScale
from bot.services.polling.outsiders import Advisory
from bot.surfaces.replies.poll_matrices import NAME, PollShown, some
from bot.surfaces.replies.wording import harmless
from bot.texts import _, plural

_ROOM = 300


def answered(people: int) -> str:
    """How many there are."""
    return plural("{count} person who is not on the roll answered; that counts in no verdict and is shown apart.",
                  "{count} people who are not on the roll answered; that counts in no verdict and is shown apart.",
                  people)  # fmt: skip


def counted(found: Advisory, poll: PollShown) -> str:
    """What they said, cell by cell where anything was said."""
    text = _("{component}, {freedom} {yes} yes, {no} no")
    if found.tally.scale is BallotScale.TEMPERATURE:
        text = _("{component}, {freedom} {yes} for, {no} against")
    cells = [
        text.format(
            component=harmless(poll.name(one.cell.component), NAME),
            freedom=one.cell.freedom.value,
            yes=one.counts.yes,
            no=one.counts.no,
        )
        for one in found.tally.cells
        if one.counts.answering
    ]
    head = plural("{count} person who is not on the roll answered, which counts in no verdict",
                  "{count} people who are not on the roll answered, which counts in no verdict",
                  found.people)  # fmt: skip
    return f"{head}: {some(cells, _ROOM, '; ')}."
