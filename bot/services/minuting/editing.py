"""Changing minutes that the public has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.clocks import Clock
from bot.domain.meetings import edits
from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.document_items import Answered
from bot.domain.meetings.document_parts import ReviewEvent
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.dues import dated, due
from bot.domain.meetings.edits import Edit, Editing
from bot.domain.meetings.owners import Known, Names
from bot.domain.meetings.reviews import MinutesEvent, MinutesEventKind
from bot.domain.meetings.revisions import differences
from bot.domain.refusals import Refusal, Unknown
from bot.domain.written import words
from bot.services.minutes.edited_markdown import edited
from bot.services.minuting import changing
from bot.services.minuting.finding import Asking, MinutesView, check_writes, held
from bot.store import Store
from bot.texts import _


class MinutesEditService:
    """Takes changes, one part at a time.

    Each method refuses where there is no such part, it stands as it is, or the minutes are not worked on; and those who
    do not write them.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def reword(self, asking: Asking, part: str, text: str, why: str | None = None) -> MinutesView:
        """Say a sentence, an item or a title in other words."""
        return await self.change(asking, lambda document, by: edits.reworded(document, part, text, by), why)

    async def strike(self, asking: Asking, part: str, why: str | None = None) -> MinutesView:
        """Take a sentence, an item or a quotation out."""
        return await self.change(asking, lambda document, by: edits.struck(document, part, by), why)

    async def add(
        self, asking: Asking, topic: str | None, text: str, sources: Sequence[str], why: str | None = None
    ) -> MinutesView:
        """Add a sentence that rests on remarks to a topic, or to the overview if none is named."""
        return await self.change(asking, lambda document, by: edits.added(document, topic, text, sources, by), why)

    async def answer(self, asking: Asking, part: str, answer: Answered, text: str | None = None) -> MinutesView:
        """Accept a suggestion, as it is or in other words, or refuse it; by name."""
        how = Answered.EDITED if text and answer is Answered.ACCEPTED else answer
        return await self.change(asking, lambda document, by: edits.answered(document, part, how, by, text))

    async def assign(self, asking: Asking, part: str, owner: str, due_words: str | None = None) -> MinutesView:
        """Say who has an action item, and until when.

        ``owner`` is a mention, or a name that stands in the minutes; "nobody" for nobody yet.
        """

        def edit(document: MinutesDocument, by: Editing) -> MinutesDocument:
            said = (due_words or "").strip()
            meant = due(said, (document.meeting.started or by.at).date()) if said else None
            day = meant.day if meant else dated(said)
            return edits.assigned(document, part, _owner(document, owner), day, said, by)

        return await self.change(asking, edit)

    async def load(self, asking: Asking, text: str, why: str | None = None, file: str = "minutes.md") -> MinutesView:
        """Take over a file of Markdown that somebody edited; it was written from the minutes as they are now.

        Raises:
            BadMinutes: With every problem of the file, each with its line; nothing was changed.
        """

        def edit(document: MinutesDocument, by: Editing) -> MinutesDocument:
            after = edited(text, document, by=by.by, file=file)
            news = tuple(
                by.event(one.did.value, one.part, one.before, one.after) for one in differences(document, after)
            )
            if not news:
                raise Refusal(_("{file} says what the minutes say already.").format(file=file))
            noted = replace(after, review=(*after.review, *news))
            return replace(noted, coverage=coverage(noted))

        return await self.change(asking, edit, why)

    async def change(self, asking: Asking, edit: Edit, why: str | None = None) -> MinutesView:
        """Carry out a change on the minutes as they are now.

        Raises:
            NotYet: The public has seen them.
            Forbidden: The actor does not write them.
            Refusal: What the change refuses.
        """
        because = words(why, _("why"), edits.WHY_LIMIT, needed=False)
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            check_writes(before.hall, asking.actor)
            if await changing.delivered(records, asking.delivery):
                return before
            # The state first: of minutes that are published no part is looked for.
            before.version.edited(before.version.digest, now, before.period)
            after = edit(before.document, Editing(asking.actor.id, now, because))
            version = before.version.edited(changing.digest(after), now, before.period)
            events = _events(before, after, asking.delivery)
            return await changing.stored_with(records, before, version, after, *events) if events else before


def _events(before: MinutesView, after: MinutesDocument, delivery: str | None) -> tuple[MinutesEvent, ...]:
    """An event for each change that the document notes since; the first one carries the delivery."""
    events = [_event(before, one) for one in after.review[len(before.document.review) :]]
    return (replace(events[0], delivery=delivery), *events[1:]) if events else ()


def _event(before: MinutesView, one: ReviewEvent) -> MinutesEvent:
    body = {"did": one.did, "before": one.before, "after": one.after}
    version = before.version
    return MinutesEvent(
        MinutesEventKind.EDITED, version.hall, version.number, one.at, one.by, one.part, one.why, body
    )  # fmt: skip


def _owner(document: MinutesDocument, text: str) -> str:
    """Who is meant: one of the people of the minutes, or somebody who is mentioned.

    Raises:
        Unknown: The minutes name nobody so.
    """
    if text.strip().casefold() in ("", "nobody"):
        return ""
    names = Names(Known(one.id, (one.name,)) for one in document.people)
    found = names.at(text.strip(), 0)
    if found is None:
        sentence = _("Nobody in the minutes of {id} is called “{name}”: mention them, or name them as the minutes do.")
        raise Unknown(sentence.format(id=document.id, name=text.strip()[:60]))
    return found[0]
