"""Minutes as JSON, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.meetings.action_items import ActionItem
from bot.domain.meetings.events import Event
from bot.domain.meetings.minutes import Item, Minutes
from bot.domain.meetings.people import Person
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind
from bot.domain.meetings.summaries import Sentence
from bot.domain.meetings.votes import Stand
from bot.services.minutes import Draft
from bot.surfaces import minute_models


def minutes(found: Draft) -> dict[str, Any]:
    """Minutes with the keys that `docs/json.md` describes."""
    made = found.minutes
    return {
        "file": found.file,
        "layout": found.layout,
        "lines": found.lines,
        "unread": {"count": found.unread, "lines": list(found.first_unread)},
        "withheld": found.withheld,
        "title": made.title,
        "date": made.date,
        "topics": _topics(found),
        "resolutions": _texts(made.resolutions),
        "rejected": _texts(made.rejected),
        "actions": _texts(made.actions),
        "issues": _texts(made.issues),
        "present": _names(made.present),
        "present_basis": made.present_basis.value,
        "regrets": _names(made.regrets),
        "chairs": _names(made.chairs),
        "scribes": _names(made.scribes),
        "scribes_basis": made.scribes_basis.value,
        "summary": [_sentence(one) for one in found.summary.sentences],
        "action_items": [_action_item(one) for one in found.action_items],
        "suggestions": [suggestion(one) for one in found.suggestions],
        "lacking": [{"lack": one.lack.value, "text": one.text} for one in found.lacking],
        "events": [_event(one) for one in made.events],
        "sources": _sources(made),
        "model": minute_models.exported(found.summary.model),
        "failed_corrections": [{"text": item.text, "line": item.sources[0]} for item in made.failed],
    }


def _topics(found: Draft) -> list[dict[str, Any]]:
    return [
        {
            "title": topic.title,
            "level": topic.level,
            "first_line": topic.first_line,
            "last_line": topic.last_line,
            "sentences": [_sentence(one) for one in sentences],
        }
        for topic, sentences in zip(found.minutes.topics, found.summary.topics, strict=True)
    ]


def _event(event: Event) -> dict[str, Any]:
    text = list(event.text) if isinstance(event.text, tuple) else event.text
    return {"type": event.type.value, "line": event.line, "by": event.by, "text": text}


def _sources(made: Minutes) -> dict[str, list[list[int]]]:
    """The lines that each topic and each item rests on, in their order."""
    return {
        "topics": [list(topic.sources) for topic in made.topics],
        "resolutions": [list(item.sources) for item in made.resolutions],
        "rejected": [list(item.sources) for item in made.rejected],
        "actions": [list(item.sources) for item in made.actions],
        "issues": [list(item.sources) for item in made.issues],
    }


def _texts(items: Sequence[Item]) -> list[str]:
    return [item.text for item in items]


def _names(people: Sequence[Person]) -> list[str]:
    return [person.name for person in people]


def _sentence(found: Sentence) -> dict[str, Any]:
    return {"text": found.text, "sources": list(found.sources), "kind": found.kind}


def _action_item(item: ActionItem) -> dict[str, Any]:
    return {"text": item.text, "sources": list(item.sources), **_taken(item)}


def _taken(item: ActionItem | Suggestion) -> dict[str, Any]:
    return {
        "owner": item.owner or None,
        "owners": list(item.owners),
        "due": item.due.isoformat() if item.due else None,
        "due_words": item.due_words,
    }


def suggestion(found: Suggestion) -> dict[str, Any]:
    """A suggestion with the keys that `docs/json.md` describes."""
    told: dict[str, Any] = {
        "id": found.id,
        "text": found.text,
        "sources": list(found.sources),
        "kind": found.kind.value,
        "tier": found.tier.value,
        "speaker": found.speaker,
        "why": list(found.why),
        "span": list(found.span) if found.span else None,
    }
    if found.tally:
        told["tally"] = {
            **{stand.name.lower(): found.tally.count(stand) for stand in Stand},
            "votes": [
                {"person": vote.person, "stand": vote.stand.name.lower(), "source": vote.number, "text": vote.text}
                for vote in found.tally.votes
            ],
        }
    if found.kind is SuggestionKind.ACTION:
        told |= _taken(found)
    if found.kind is SuggestionKind.CORRECTION:
        told["instead"] = found.instead
    return told
