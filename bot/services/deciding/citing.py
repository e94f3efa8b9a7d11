"""Looking up what is named as a basis or as evidence, so that a decision rests on nothing that is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.decisions.citations import Citation, Source, citations
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.reviews import MinutesStatus
from bot.domain.polls.polls import PollState
from bot.domain.refusals import Refusal, Unknown
from bot.services.deciding.finding import found as decision_found
from bot.services.halls.finding import found as hall_found
from bot.services.minutes import minutes_json
from bot.services.minuting.finding import public_version
from bot.services.polling import outages
from bot.services.polling.closing import refuse_unless_over
from bot.services.polling.counting import counted, rows_digest, tally_rows
from bot.services.polling.finding import found as poll_found
from bot.store import Records
from bot.texts import _


class NothingToCite(Refusal):
    """What is named is there, and a decision cannot rest on it."""


async def looked_up(records: Records, text: str | None, now: datetime) -> tuple[Citation, ...]:
    """Read what somebody named, and look each up.

    Raises:
        Refusal: Something is not there, is not over, or the public cannot see it.
    """
    return tuple([await _looked_up(records, one, now) for one in citations(text, now.year)])


async def _looked_up(records: Records, one: Citation, now: datetime) -> Citation:
    match one.source:
        case Source.POLL:
            return await _poll(records, one, now)
        case Source.MINUTES:
            return await _minutes(records, one, now)
        case Source.DECISION:
            await decision_found(records, one.target, now, None)
    return one


async def _poll(records: Records, one: Citation, now: datetime) -> Citation:
    poll = await poll_found(records, one.target, now)
    if poll.state(now) is not PollState.CLOSED:
        text = _("Poll {number} has no result yet: a decision can rest on it once it is closed.")
        raise NothingToCite(text.format(number=poll.number))
    component, slash, freedom = one.part.partition("/")
    freedoms = {freedom_.value for freedom_ in poll.charter.freedoms}
    known = {component_.id for component_ in poll.charter.components}
    if one.part and (component not in known or (slash and freedom not in freedoms)):
        text = _("Poll {number} has no cell “{cell}”. Name one as in {example}; its components are: {components}.")
        example = f"{poll.charter.components[0].id}/{sorted(freedoms)[0]}"
        raise Unknown(
            text.format(number=poll.number, cell=one.part[:60], example=example, components=", ".join(sorted(known)))
        )
    refuse_unless_over(poll, now)
    if poll.finished_at is None:
        await outages.check(records, poll, now)
    tally = rows_digest(tally_rows(await counted(records, poll), poll))
    return replace(one, target=poll.number, digest=poll.digest, tally=tally)


async def _minutes(records: Records, one: Citation, now: datetime) -> Citation:
    hall = await hall_found(records, one.target, now)
    version = public_version(await records.minutes.of(hall.number))
    if version is None or version.status is not MinutesStatus.PUBLISHED:
        text = _("The minutes of {number} are not published: a decision can rest on them once everybody can read them.")
        raise NothingToCite(text.format(number=hall.number))
    document = _document(await records.minutes.document(hall.number, version.number))
    if one.part and document.find(one.part) is None:
        items = [item.id for item in document.resolutions]
        text = _("The minutes of {number} have no item “{part}”. Their resolutions are: {items}.")
        raise Unknown(text.format(number=hall.number, part=one.part, items=", ".join(items) or _("none")))
    return replace(one, target=hall.number, digest=version.digest)


def _document(text: str) -> MinutesDocument:
    return minutes_json.read(text.encode())
