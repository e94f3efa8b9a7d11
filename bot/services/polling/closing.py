"""Noting that a poll is over, with its tally: never early, and once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.days import moment
from bot.domain.meetings.discussions import AgendaItem
from bot.domain.polls.agendas import Place, agenda
from bot.domain.polls.charters import outcomes
from bot.domain.polls.poll_posts import result_post
from bot.domain.polls.polls import DRAIN, EventKind, Poll, PollEvent, PollState
from bot.domain.polls.tallies import PollTally
from bot.services.polling import outages
from bot.services.polling.counting import counted, rows_digest, tally_rows
from bot.services.polling.finding import NotNow, standing
from bot.store import Records
from bot.texts import _, listed


async def note(records: Records, poll: Poll, now: datetime, channels: Iterable[str | None]) -> bool:
    """Note the close of a poll that is held, unless it is noted already; says whether it is noted now.

    Args:
        channels: Where the result is told; None is nowhere.

    Raises:
        NotNow: The poll is not over, or an outage may still move its close.
    """
    refuse_unless_over(poll, now)
    if poll.finished_at is not None:
        return False
    await outages.check(records, poll, now)
    tally = await counted(records, poll)
    rows = tally_rows(tally, poll)
    body = {"rows": rows, "digest": rows_digest(rows)}
    await records.poll_events.add(PollEvent(EventKind.CLOSED, poll.number, now, body))
    await records.polls.finished(poll.number, now)
    for item in to_discuss(tally, poll):
        await records.hall_agenda.add(None, item, now)
    await records.outbox.touch(poll.subject, now)
    for channel in filter(None, set(channels)):
        await records.outbox.put(result_post(poll, channel), now)
    return True


def to_discuss(tally: PollTally, poll: Poll) -> tuple[AgendaItem, ...]:
    """What voters asked to discuss, an item a component, for the next town hall."""
    asked = agenda(tally, outcomes(tally, poll.charter.counting))[Place.ASKED_TO_DISCUSS]
    names = {one.id: one.name for one in poll.charter.components}
    found: dict[str, list[str]] = {}
    for cell in asked:
        found.setdefault(cell.component, []).append(cell.freedom.value)
    return tuple(
        AgendaItem(f"{names.get(id_, id_)}: {listed(freedoms)}", poll.author, poll.number)
        for id_, freedoms in found.items()
    )


def refuse_unless_over(poll: Poll, now: datetime) -> None:
    """Refuse what has to wait until the last ballots have arrived.

    Raises:
        NotNow: They may still be on their way, or the poll is in another state.
    """
    if poll.state(now) is not PollState.CLOSED or not poll.final(now):
        raise NotNow(_not_over(poll, now))


def _not_over(poll: Poll, now: datetime) -> str:
    if poll.state(now) is PollState.OPEN:
        text = _("Poll {number} is open until {closes}, and is never closed early. Until then /poll status shows what "
                 "may be seen of it; a moderator can make it void.")  # fmt: skip
        return text.format(number=poll.number, closes=moment(poll.closes_at))
    if poll.state(now) is PollState.CLOSED:
        text = _("Poll {number} closed on {closes}; ballots cast before may still be on their way. Ask again after "
                 "{final}.")  # fmt: skip
        return text.format(number=poll.number, closes=moment(poll.closes_at), final=moment(poll.closes_at + DRAIN))
    return standing(poll, now)
