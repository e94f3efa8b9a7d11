"""What the messages say that the bot sends of its own accord, kind by kind.

A message waits in the outbox as its kind and a payload; what it says is written when it is sent, from what is stored
then, and written again whenever its subject was touched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.meetings.halls import HallState
from bot.domain.meetings.reviews import UNPUBLISHED
from bot.services.endorsing import telling
from bot.services.endorsing.reading import Endorsing
from bot.services.halls.finding import Venue
from bot.surfaces.replies import (
    decision_lists,
    decisions,
    endorsement_notices,
    minute_reviews,
    poll_closings,
    poll_posts,
    proposals,
    queues,
    readiness,
    reminders,
    townhalls,
)
from bot.surfaces.reply import Reply

Writer = Callable[[App, Mapping[str, Any]], Awaitable[Reply | None]]
"""Writes a message from its payload; None where there is nothing to say any more.

Of a direct message, ``person`` is among it: the one to whom it goes, which is kept in the address alone.
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: what writes it, and whether it is sent again where somebody has deleted it."""

    write: Writer
    anew: bool = False


async def notice(_app: App, payload: Mapping[str, Any]) -> Reply:
    """A title and a text that the product itself wrote, as they were queued."""
    return Reply(payload["title"], payload["text"])


async def verdicts(app: App, payload: Mapping[str, Any]) -> Reply:
    """Which verdicts an accepted proposal turned."""
    return proposals.turned(await app.reviews.show(str(payload["proposal"])))


async def digest(app: App, _payload: Mapping[str, Any]) -> Reply:
    """The curators' week."""
    return queues.digest(await app.queues.digest())


async def poll(app: App, payload: Mapping[str, Any]) -> Reply:
    """How a poll stands, for everybody: what is asked, the turnout, and at the end its result."""
    number = str(payload["poll"])
    return poll_posts.standing(await app.polls.preview(number), await app.poll_results.status(number, None))


async def result(app: App, payload: Mapping[str, Any]) -> Reply:
    """What a poll decided, with all that is needed to count again."""
    return poll_closings.result(await app.poll_results.result(str(payload["poll"])))


async def reminder(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """That a poll closes soon, to its channel; pings those whom its charter lets it, as far as they want it."""
    number = str(payload["poll"])
    found = await app.reminders.reminder(number, int(payload["hours"]))
    return None if found is None else reminders.reminder(found, await app.poll_results.status(number, None))


async def reminder_call(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """The same for more people than one message can ping; nothing where there is nobody left."""
    found = await app.reminders.reminder(str(payload["poll"]), int(payload["hours"]), int(payload["page"]))
    return reminders.call(found) if found and found.persons else None


async def direct_reminder(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """That a poll closes soon, to somebody who wants to be told directly and whose ballot is not complete."""
    found = await app.reminders.direct(str(payload["poll"]), int(payload["hours"]), str(payload["person"]))
    return None if found is None else reminders.direct(found)


async def town_hall_reminder(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """That a planned town hall begins soon; nothing if it has begun, was cancelled or moved."""
    view = await app.halls.show(Venue(), str(payload["hall"]))
    starts = view.hall.starts_at
    if view.hall.state is not HallState.PLANNED or starts is None or starts.isoformat() != payload["starts"]:
        return None
    return townhalls.reminder(view, int(payload["hours"]))


async def minutes_review(app: App, payload: Mapping[str, Any]) -> Reply:
    """That minutes are in review; how they stand once they are not."""
    found = await app.minutes_pages.at(str(payload["hall"]), int(payload["version"]))
    if found.view.version.status in UNPUBLISHED:
        return minute_reviews.to_review(found)
    return minute_reviews.reviewed(found)


async def minutes_review_direct(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """The same to somebody who is cited in them."""
    found = await app.minutes_pages.at(str(payload["hall"]), int(payload["version"]), str(payload["person"]))
    return minute_reviews.to_review_directly(found) if found.cited else None


async def objection_settled_direct(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """What became of an objection, to who made it."""
    found = await app.minutes_pages.at(str(payload["hall"]), int(payload["version"]), str(payload["person"]))
    return minute_reviews.settled_directly(found, int(payload["objection"]))


async def minutes(app: App, payload: Mapping[str, Any]) -> Reply:
    """Minutes as the public reads them now, or that they were retracted."""
    return minute_reviews.published(await app.minutes_pages.at(str(payload["hall"])))


async def decision(app: App, payload: Mapping[str, Any]) -> Reply:
    """A decision as everybody reads it now."""
    return decisions.page(await app.decision_pages.public(str(payload["decision"])))


async def reviews_due(app: App, payload: Mapping[str, Any]) -> Reply:
    """That the review of some decisions is due, or that all of them were looked at since."""
    day = date.fromisoformat(str(payload["day"]))
    return decision_lists.due(day, await app.decision_pages.due_on(day))


async def gate(app: App, payload: Mapping[str, Any]) -> Reply:
    """That a version has the endorsers that a step needs, or no longer, as it was at that moment."""
    return readiness.crossed(payload, app.endorsements.stakeholders)


async def endorsements_carried(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """That endorsements of earlier versions count for a version too; nothing where they do not any more."""
    return endorsement_notices.carried(await app.endorsement_pages.readiness(str(payload["version"])))


async def endorsements_carried_direct(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """The same to somebody whose endorsement counts so, and who wants to be told directly."""
    found = await app.endorsement_pages.readiness(str(payload["version"]))
    return endorsement_notices.carried_directly(found, await _own(app, payload))


async def endorsements_to_confirm(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """That endorsements have to be said again for a new version; nothing where none are left."""
    return endorsement_notices.to_confirm(await app.endorsement_pages.readiness(str(payload["version"])))


async def endorsements_to_confirm_direct(app: App, payload: Mapping[str, Any]) -> Reply | None:
    """The same to somebody whose endorsement is meant, and who wants to be told directly."""
    return endorsement_notices.to_confirm_directly(await _own(app, payload))


async def _own(app: App, payload: Mapping[str, Any]) -> Endorsing:
    return await app.endorsement_pages.beginning(str(payload["version"]), Actor(str(payload["person"]), ""))


KINDS: Mapping[str, Kind] = {
    "notice": Kind(notice),
    "decision": Kind(decision),
    "reviews due": Kind(reviews_due),
    "verdicts": Kind(verdicts),
    "digest": Kind(digest),
    "poll": Kind(poll, anew=True),
    "result": Kind(result),
    "reminder": Kind(reminder),
    "reminder call": Kind(reminder_call),
    "direct reminder": Kind(direct_reminder),
    "town hall reminder": Kind(town_hall_reminder),
    "minutes review": Kind(minutes_review),
    "minutes review direct": Kind(minutes_review_direct),
    "objection settled direct": Kind(objection_settled_direct),
    "minutes": Kind(minutes, anew=True),
    "gate": Kind(gate),
    telling.CARRIED: Kind(endorsements_carried),
    telling.CARRIED_DIRECT: Kind(endorsements_carried_direct),
    telling.CONFIRM: Kind(endorsements_to_confirm),
    telling.CONFIRM_DIRECT: Kind(endorsements_to_confirm_direct),
}
