"""What a town hall that was kept suggests: unmarked resolutions and action items, open questions, misspelt names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.meetings.action_items import Taken, taken
from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.document_items import Answered, SuggestedPart
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.edits import Editing, answered
from bot.domain.meetings.halls import HallEvent
from bot.domain.meetings.model_sentences import TopicReport
from bot.domain.meetings.numbering import SUGGESTION, Numbers
from bot.domain.meetings.owners import Names
from bot.domain.meetings.replacing import replaced
from bot.domain.meetings.suggesting import suggestions
from bot.domain.meetings.suggestions import Around, Suggestion, Tier
from bot.domain.meetings.surroundings import around
from bot.domain.meetings.votes import Stand
from bot.domain.systems import System
from bot.services.minutes.documenting import Inferred
from bot.services.minutes.glossaries import Glossary
from bot.services.minutes.hearing import Heard
from bot.services.minutes.inferring import corrected
from bot.services.minutes.preparing import Prepared
from bot.texts import _


def inferred(ready: Prepared, systems: Iterable[System], next_meeting: date | None = None) -> Inferred:
    """Work out what nobody declared, and who took on what was.

    Args:
        ready: The town hall; what has no text any more is not looked at.
        systems: Those of the database, whose names may be misspelt.
        next_meeting: The day of the next town hall, where one is planned.
    """
    heard = ready.heard
    known = around(heard.discussion, heard.minutes, next_meeting)
    found = _suggested(ready, known, systems)
    names = Names(known.people)
    authors = {one.number: one.author for one in heard.discussion.remarks}

    def took_on(text: str, sources: tuple[int, ...]) -> Taken:
        speaker = authors.get(sources[0], "") if sources else ""
        return taken(text, names, speaker, known.on, next_meeting)

    return Inferred(took_on, suggestions=tuple(_part(heard, one) for one in found))


def _suggested(ready: Prepared, known: Around, systems: Iterable[System]) -> Sequence[Suggestion]:
    heard = ready.heard
    remarks = heard.minutes.remarks
    names = [one.name for one in heard.discussion.participants]
    more = corrected(Glossary(systems, names).corrections(remarks))
    return suggestions(remarks, known, ready.reading.rank(), more=more)


def _part(heard: Heard, one: Suggestion) -> SuggestedPart:
    """A suggestion as minutes keep it; its id is given there."""
    return SuggestedPart(
        "", one.kind.value, one.text, heard.sources(one.sources), _because(one), one.instead, tally=_tally(one)
    )


def _tally(one: Suggestion) -> Mapping[str, int] | None:
    if one.tally is None:
        return None
    counts = {stand.value: one.tally.count(stand) for stand in Stand}
    return {stand: count for stand, count in counts.items() if count}


def _because(one: Suggestion) -> str:
    if (tally := _tally(one)) is not None:
        return ", ".join(f"{count} {stand}" for stand, count in tally.items())
    if one.tier is Tier.UNANSWERED:
        return _("nobody answered")
    return " … ".join(one.why)


def spelt(found: MinutesDocument, events: Iterable[HallEvent]) -> MinutesDocument:
    """Spell names as somebody accepted it before there were minutes; what was said stays as it stands.

    Args:
        found: The draft.
        events: Which spellings were accepted, in order; of one name the last word counts.
    """
    last = {str(event.body["said"]): event for event in events}
    for said, event in last.items():
        instead = str(event.body["instead"])
        sources = tuple(one.id for one in found.remarks if said in one.text)
        waiting = next((one for one in found.suggestions if one.kind == "correction" and one.text == said), None)
        if waiting is None and sources:
            number = Numbers(found.parts)
            waiting = SuggestedPart(number(SUGGESTION), "correction", said, sources, said, instead)
            found = replace(found, suggestions=(*found.suggestions, waiting), parts=number.highest)
        if waiting is not None:
            found = replaced(found, replace(waiting, instead=instead))
            found = answered(found, waiting.id, Answered.ACCEPTED, Editing(event.by or "", event.at))
    return replace(found, coverage=coverage(found))


def with_reports(found: MinutesDocument, reports: Iterable[TopicReport]) -> MinutesDocument:
    """Add what a language model says was settled or taken on, as suggestions."""
    number = Numbers(found.parts)
    said = [one for report in reports for one in report.outcome.suggestions]
    parts = tuple(
        SuggestedPart(
            number(SUGGESTION), one.claim.value, one.text, tuple(f"r{source}" for source in one.sources), _("a model")
        )
        for one in said
    )
    made = replace(found, suggestions=(*found.suggestions, *parts), parts=number.highest)
    return replace(made, coverage=coverage(made))
