"""Taking one text out: one moderator asks, a second one does it, and everybody can read that it was done, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.numbers import numbered
from bot.domain.privacy.redactions import NotRedacted, Redaction, RedactionReason
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.written import words
from bot.services.minuting import MinutesKeepingService
from bot.services.privacy import logged, redacted_texts
from bot.store import Records, Store
from bot.texts import _

NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class RedactionView:
    """A redaction; ``text`` is what is to go, empty once it has gone."""

    redaction: Redaction
    text: str = ""


class RedactionService:
    """Takes texts out, by two moderators; the fact that it was done stays."""

    def __init__(self, store: Store, minutes: MinutesKeepingService, clock: Clock) -> None:
        self._store = store
        self._minutes = minutes
        self._clock = clock

    async def propose(
        self, subject: str, part: str, reason: RedactionReason, note: str | None, actor: Actor
    ) -> RedactionView:
        """Ask for one text to be taken out.

        Args:
            subject: What it stands in: a decision, a poll, an endorsement or a town hall, by its number.
            part: Which text of it: "dissent 1", "target", "3f2a… datasets/study", "statement", "name", "s3".
            note: For the other moderators.

        Raises:
            Forbidden: The actor is no moderator.
            Unknown: There is no such text.
            NotRedacted: Somebody asked for it already.
        """
        _check_moderates(actor)
        said, now = words(note, _("the note"), NOTE_LIMIT, needed=False), self._clock()
        async with self._store.write() as records:
            number = _subject(subject, now)
            text = await redacted_texts.find(records, number, part)
            if (waiting := await records.redactions.waiting_for(number, text.part)) is not None:
                message = _("{number} asks for that already; another moderator can confirm it (/redaction confirm).")
                raise NotRedacted(message.format(number=waiting.number))
            id_ = await records.sequences.next("R", now.year)
            found = Redaction(id_, number, text.part, reason, actor.id, now, note=said)
            await records.redactions.add(found)
        return RedactionView(found, text.words)

    async def confirm(self, number: str, actor: Actor) -> RedactionView:
        """Take out what another moderator asked for; it cannot be undone.

        Raises:
            Forbidden: The actor is no moderator.
            NotRedacted: The actor asked for it, or it waits no more.
            Unknown: There is no such redaction, or no such text any more.
        """
        _check_moderates(actor)
        now = self._clock()
        async with self._store.write(alone=True) as records:
            done = (await _held(records, number, now)).confirmed(actor.id, now)
            wanted = await self._take(records, done)
            await records.redactions.put(replace(done, note=""))
            await records.log.redact(wanted, done.reason.value, now)
        await self._store.scrub()
        return RedactionView(done)

    async def refuse(self, number: str, actor: Actor) -> RedactionView:
        """Leave a text where it is; whoever asked can take it back so too.

        Raises:
            Forbidden: The actor is no moderator.
            NotRedacted: It waits no more.
        """
        _check_moderates(actor)
        now = self._clock()
        async with self._store.write() as records:
            ended = (await _held(records, number, now)).refused(actor.id, now)
            await records.redactions.put(ended)
        return RedactionView(ended)

    async def waiting(self, actor: Actor) -> tuple[RedactionView, ...]:
        """What a second moderator is waited for, with the texts, for moderators.

        Raises:
            Forbidden: The actor is no moderator.
        """
        _check_moderates(actor)
        async with self._store.read() as records:
            return tuple([await _viewed(records, one) for one in await records.redactions.waiting()])

    async def done(self, subject: str | None = None) -> tuple[Redaction, ...]:
        """What was taken out, for everybody: of one thing, or of all."""
        now = self._clock()
        async with self._store.read() as records:
            return await records.redactions.done(_subject(subject, now) if subject else None)

    async def _take(self, records: Records, redaction: Redaction) -> logged.Wanted:
        """Take a text out of what is stored; gives where the log shows it."""
        text = await redacted_texts.find(records, redaction.subject, redaction.part)
        wanted = await redacted_texts.logged_at(records, text)
        if redaction.subject.startswith("T-"):
            wanted = logged.of_minutes(await self._minutes.redact(records, redaction.subject, text.key))
        else:
            await redacted_texts.take(records, text)
        await records.outbox.touch(redacted_texts.told_by(redaction.subject), self._clock())
        return wanted


def _check_moderates(actor: Actor) -> None:
    if not actor.has(Role.MODERATOR):
        raise Forbidden(_("Texts are taken out by two moderators; ask one of them."))


def _subject(text: str, now: datetime) -> str:
    kind = text.strip().lstrip("#")[:1].upper()
    number = numbered(text, kind, now.year) if kind in redacted_texts.KINDS else ""
    if not number:
        message = _("“{text}” is no decision, poll, endorsement or town hall; write a number such as D-2026-0014.")
        raise Unknown(message.format(text=text[:40]))
    return number


async def _held(records: Records, number: str, now: datetime) -> Redaction:
    found = await records.redactions.held(numbered(number, "R", now.year))
    if found is None:
        message = _("There is no redaction “{number}”; /redaction list shows those there are.")
        raise Unknown(message.format(number=number[:40]))
    return found


async def _viewed(records: Records, redaction: Redaction) -> RedactionView:
    try:
        text = await redacted_texts.find(records, redaction.subject, redaction.part)
    except Unknown:
        return RedactionView(redaction)
    return RedactionView(redaction, text.words)
