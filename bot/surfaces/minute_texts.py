"""Minutes as Markdown: every line names the lines of the log that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.domain.meetings.action_items import ActionItem
from bot.domain.meetings.events import Event, EventType
from bot.domain.meetings.minutes import Basis, Item, Minutes, Topic
from bot.domain.meetings.people import Person
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier
from bot.domain.meetings.summaries import Sentence
from bot.domain.meetings.votes import Stand, Vote
from bot.services.minutes import Draft
from bot.surfaces import minute_models
from bot.texts import _, listed, plural

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TOLD = frozenset({EventType.INFO, EventType.IDEA, EventType.HELP, EventType.LINK, EventType.INCONCLUSIVE})
_LISTED = 8
_SUGGESTED = 20


def minutes(found: Draft) -> str:
    """Minutes as Markdown, ending in a line break."""
    made = found.minutes
    lines = [f"# {_shown(made.title) or _('Minutes')}", "", *_head(found)]
    lines += _people(made)
    lines += _section(_("Summary"), _sentences(found.summary.sentences))
    lines += _section(_("Topics"), _topics(found))
    for title, items in (
        (_("Resolutions"), made.resolutions),
        (_("Rejected"), made.rejected),
    ):
        lines += _section(title, _items(items))
    lines += _section(_("Action items"), _action_items(found.action_items))
    lines += _section(_("Issues"), _items(made.issues))
    lines += _section(_("Also noted"), _noted(made.events))
    lines += _section(_("Suggestions: nobody has declared these"), _suggestions(found.suggestions))
    lines += _modelled(found)
    lines += _section(_("Corrections that found nothing to correct"), _items(made.failed))
    return "\n".join(lines) + "\n"


def _modelled(found: Draft) -> list[str]:
    reports = found.summary.model
    suggested = [
        f"- {kind}: {_shown(one.text)} ({_lines(one.sources)})" for kind, one in minute_models.suggestions(reports)
    ]
    doubtful = [f"- {_shown(one.text)} ({_lines(one.sources)})" for one in minute_models.flagged(reports)]
    lines = _section(_("Suggested by the language model, and waiting for a person’s word"), suggested)
    lines += _section(_("To be looked at: the model denies what its source does not, or the reverse"), doubtful)
    return lines + _section(
        _("Worded by a language model"), (f"- {_shown(line)}" for line in minute_models.told(reports))
    )


def _head(found: Draft) -> Iterator[str]:
    parts = [_("Date: {date}").format(date=_shown(found.minutes.date))] if found.minutes.date else []
    size = plural("{count} line", "{count} lines", found.lines)
    text = _("Log: {file}, {lines}, read as {layout}")
    parts.append(text.format(file=_shown(found.file), lines=size, layout=found.layout))
    yield ". ".join(parts) + "."
    if found.unread:
        yield plural("{count} line was not understood", "{count} lines were not understood", found.unread) + (
            f" ({_lines(found.first_unread)})."
        )
    if found.withheld:
        yield plural("{count} private message was left out.", "{count} private messages were left out.", found.withheld)
    for finding in found.lacking:
        yield _shown(finding.text)


def _people(made: Minutes) -> list[str]:
    present = _("Present")
    if made.present_basis is Basis.SPOKE:
        present = _("Present, as far as they spoke")
    scribes = _("Scribes") if made.scribes_basis is not Basis.GUESSED else _("Scribe, guessed: typed most")
    rows = ((present, made.present), (_("Regrets"), made.regrets), (_("Chairs"), made.chairs), (scribes, made.scribes))
    told = [f"- {title}: {_names(people)}" for title, people in rows if people]
    return _section(_("People"), told)


def _names(people: Sequence[Person]) -> str:
    return ", ".join(
        f"{_shown(person.name)} ({_lines(person.sources)})" if person.sources else _shown(person.name)
        for person in people
    )


def _section(title: str, lines: Iterable[str]) -> list[str]:
    told = list(lines)
    return ["", f"## {title}", "", *told] if told else []


def _topics(found: Draft) -> Iterator[str]:
    made = found.minutes
    for topic, sentences in zip(made.topics, found.summary.topics, strict=True):
        indent = "  " * (topic.level - 1)
        yield f"{indent}- **{_shown(topic.title)}** ({_reach(topic)})"
        for line in _sentences(sentences):
            yield f"{indent}  {line}"


def _reach(topic: Topic) -> str:
    written = [line for line in topic.sources if not topic.first_line <= line <= topic.last_line]
    reach = _("lines {first} to {last}").format(first=topic.first_line, last=topic.last_line)
    return f"{reach}; {_('title: {lines}').format(lines=_lines(written))}" if written else reach


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        by = _(", declared by {name}").format(name=_shown(item.by)) if item.by else ""
        yield f"- {_shown(item.text)} ({_lines(item.sources)}{by})"


def _action_items(items: Sequence[ActionItem]) -> Iterator[str]:
    for item in items:
        by = _(", declared by {name}").format(name=_shown(item.by)) if item.by else ""
        yield f"- {_shown(item.text)}{_taken(item)} ({_lines(item.sources)}{by})"


def _taken(item: ActionItem | Suggestion) -> str:
    """Who took it on, and when it is due: in the words that were said, and as a day where they mean one."""
    parts = [_shown(", ".join(item.owners))] if item.owners else [_("nobody yet")]
    if item.due:
        parts.append(_("due {day}").format(day=item.due.isoformat()))
    elif item.due_words:
        parts.append(_("due “{words}”").format(words=_shown(item.due_words)))
    return " – " + ", ".join(parts)


def _suggestions(found: Sequence[Suggestion]) -> Iterator[str]:
    for one in found[:_SUGGESTED]:
        title = _KINDS[one.kind]()
        if one.kind is SuggestionKind.CORRECTION:
            text = _("“{said}”, perhaps {instead}").format(said=_shown(one.text), instead=_shown(one.instead))
        else:
            text = f"{_shown(one.speaker)}: {_shown(one.text)}" if one.speaker else _shown(one.text)
        taken = _taken(one) if one.kind is SuggestionKind.ACTION else ""
        yield f"- {title}: {text}{taken} ({_lines(one.sources)}{_why(one)})"
    if (more := len(found) - _SUGGESTED) > 0:
        yield plural("{count} more is in the JSON form.", "{count} more are in the JSON form.", more)


def _why(one: Suggestion) -> str:
    if one.tally:
        stands = ((stand, [vote for vote in one.tally.votes if vote.stand is stand]) for stand in Stand)
        told = [f"{_STANDS[stand]()}: {_voters(votes)}" for stand, votes in stands if votes]
        return "; " + "; ".join(told)
    if one.tier is Tier.PRESENTED:
        return _(", where somebody begins to speak at length")
    if one.tier is Tier.CUED:
        return _(", because of {words}").format(words=listed([f"“{_shown(words)}”" for words in one.why]))
    return ""


def _voters(votes: Sequence[Vote]) -> str:
    names = ", ".join(_shown(vote.person) or _("somebody") for vote in votes[:_LISTED])
    return f"{len(votes)} ({names}{' …' if len(votes) > _LISTED else ''})"


_KINDS: Mapping[SuggestionKind, Callable[[], str]] = {
    SuggestionKind.RESOLUTION: lambda: _("Resolution"),
    SuggestionKind.ACTION: lambda: _("Action item"),
    SuggestionKind.QUESTION: lambda: _("Open question"),
    SuggestionKind.CORRECTION: lambda: _("Correction"),
    SuggestionKind.SPLIT: lambda: _("Topic begins"),
}
_STANDS: Mapping[Stand, Callable[[], str]] = {
    Stand.FOR: lambda: _("for"),
    Stand.AGAINST: lambda: _("against"),
    Stand.NEITHER: lambda: _("neither"),
    Stand.LIVES_WITH: lambda: _("can live with it"),
}


def _noted(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if event.type in _TOLD and isinstance(event.text, str) and event.text:
            yield f"- {event.type.value}: {_shown(event.text)} ({_lines(event.sources)})"


def _sentences(sentences: Sequence[Sentence]) -> Iterator[str]:
    for one in sentences:
        who = f"{_shown(one.speaker)}: " if one.speaker else ""
        yield f"- {who}{_shown(one.text)} ({_lines(one.sources)})"


def _lines(sources: Sequence[int]) -> str:
    """Name lines; of very many only the first."""
    told = ", ".join(str(line) for line in sources[:_LISTED]) + (" …" if len(sources) > _LISTED else "")
    return _("line {line}").format(line=told) if len(sources) == 1 else _("lines {lines}").format(lines=told)


def _shown(text: str) -> str:
    """What people wrote is text: no mark-up of theirs takes effect, and nothing hides."""
    return _SIGNS.sub(r"\\\1", _CONTROLS.sub(" ", text)).strip()
