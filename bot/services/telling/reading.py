"""Reads what the log tells of from the store, each thing whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.logs.telling import decisions, endorsements, minutes, polls
from bot.domain.logs.telling.poll_histories import PollHistory
from bot.domain.logs.telling.told import Told
from bot.domain.meetings import publicity
from bot.domain.meetings.halls import TownHall
from bot.domain.meetings.reviews import PUBLIC, MinutesStatus, MinutesVersion
from bot.services.minutes import minutes_json
from bot.services.minuting.finding import called_of, choices_of
from bot.services.polling.naming import publicly_named
from bot.store import Records

ENDORSEMENTS = "endorsements"


# -- Polls ---------------------------------------------------------------------------------------------------------


async def polls_stamped(records: Records) -> Mapping[str, str]:
    """Every poll that was opened."""
    return await records.telling.polls()


async def tell_poll(records: Records, number: str, known: frozenset[str]) -> Sequence[Told]:
    """What there is to tell of a poll; while it is open, of voters who cast nothing since only what else they do."""
    poll = await records.polls.find(number)
    if poll is None or poll.opened_at is None:
        return ()
    if poll.finished_at is None and known:
        casts = await records.telling.casts(number)
        fresh = {handle for event, handle in casts if polls.ballot_id(number, event) not in known}
        events = await records.telling.events(number, fresh)
    else:
        events = await records.poll_events.of(number)
    voters = await publicly_named(records, poll, await records.voters.of(number))
    history = PollHistory(poll, events, voters)
    return polls.told(history)


# -- Decisions -----------------------------------------------------------------------------------------------------


async def decisions_stamped(records: Records) -> Mapping[str, str]:
    """Every decision that was accepted."""
    return await records.telling.decisions()


async def tell_decision(records: Records, number: str, _known: frozenset[str]) -> Sequence[Told]:
    """What there is to tell of a decision."""
    decision = await records.decisions.find(number)
    if decision is None or not decision.public:
        return ()
    cited = await records.decision_citations.of(number)
    supersedes, _by = await records.decision_supersessions.of(number)
    history = decisions.DecisionHistory(
        decision,
        await records.decision_events.of(number),
        [one for one, added_at in cited if added_at is None],
        [one for one, added_at in cited if added_at is not None],
        supersedes,
        await records.decision_disclosures.of(number, public=True),
    )
    return decisions.told(history)


# -- Endorsements --------------------------------------------------------------------------------------------------


async def endorsements_stamped(records: Records) -> Mapping[str, str]:
    """All of them are one thing: gates look at all."""
    return {ENDORSEMENTS: await records.telling.endorsements()}


async def tell_endorsements(records: Records, _thing: str, _known: frozenset[str]) -> Sequence[Told]:
    """What there is to tell of endorsements, of the organisations that count as one, and of gates."""
    history = endorsements.EndorsementHistory(
        await records.endorsements.ever_verified(),
        await records.endorsement_events.all(),
        await records.organisations.all(),
    )
    return endorsements.told(history)


# -- Minutes -------------------------------------------------------------------------------------------------------


async def minutes_stamped(records: Records) -> Mapping[str, str]:
    """Every town hall with minutes that the public has seen."""
    return await records.telling.minutes()


async def tell_minutes(records: Records, number: str, known: frozenset[str]) -> Sequence[Told]:
    """What there is to tell of the minutes of a town hall, as the public sees them now."""
    hall = await records.halls.find(number)
    if hall is None:
        return ()
    versions = await records.minutes.of(number)
    public = [
        one
        for one in versions
        if one.status is MinutesStatus.RETRACTED
        or (one.status in PUBLIC and minutes.version_id(number, one.number) not in known)
    ]
    shown = {one.number: await _shown(records, hall, one) for one in public}
    history = minutes.MinutesHistory(
        number,
        versions,
        await records.minutes_events.of(number),
        {version: text for version, (text, _reason) in shown.items()},
        {version: reason for version, (_text, reason) in shown.items()},
    )
    return minutes.told(history)


async def _shown(records: Records, hall: TownHall, version: MinutesVersion) -> tuple[str, str]:
    """The file of a version as everybody reads it, and why it was made, or why it was retracted."""
    document = minutes_json.recalled(await records.minutes.document(hall.number, version.number))
    choices = await choices_of(records, hall)
    called = await called_of(records, choices)
    seen = publicity.view(document, choices, hall.charter.naming, called)
    masked = publicity.mask(document, choices, hall.charter.naming, called)
    retracted = version.status is MinutesStatus.RETRACTED
    return minutes_json.published(seen).decode(), masked(version.ended_why if retracted else version.why)
