"""What the minutes of a file suggest: what nobody declared, and names that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.definitions.checking import read_files
from bot.definitions.places import data_root
from bot.domain.meetings.action_items import ActionItem, action_items
from bot.domain.meetings.dues import dated
from bot.domain.meetings.minutes import Minutes
from bot.domain.meetings.owners import Known, Names, known
from bot.domain.meetings.suggesting import CUED, suggestions
from bot.domain.meetings.suggestions import Around, Suggestion, SuggestionKind, Tier
from bot.services.minutes.glossaries import Correction, Glossary
from bot.services.minutes.likenesses import similar
from bot.summarisers import Reading
from bot.summarisers.languages import ENGLISH

# More misspelt names than these are told by their first.
CORRECTIONS = 20
LIMIT_SOURCES = 100


def suggested(made: Minutes, reading: Reading, *, cued: int = CUED, alike: bool = False) -> tuple[Suggestion, ...]:
    """Suggest what the marks of a log do not declare.

    Args:
        made: The minutes.
        reading: What the summariser read of them.
        cued: How many suggestions may rest on cues alone.
        alike: Whether sentences count that are merely like decisions.
    """
    around = around_of(made)
    more = corrected(_glossary().with_people(_people_of(made)).corrections(made.remarks))
    if alike and reading.language == ENGLISH:
        more += similar(made.remarks, around.topics)
    return suggestions(made.remarks, around, reading.rank(), cued_at_most=cued, more=more)


def around_of(made: Minutes) -> Around:
    """What the minutes of a log know besides the remarks."""
    return Around(
        settled=(*made.resolutions, *made.rejected),
        others=(*made.actions, *made.issues),
        events=made.events,
        people=people(made),
        topics=tuple((topic.first_line, topic.last_line) for topic in made.topics),
        on=dated(made.date),
    )


def people(made: Minutes) -> tuple[Known, ...]:
    """Everybody who can be named in a log: who was there, led, wrote, sent regrets or spoke."""
    return known(list(_people_of(made)))


def owned(made: Minutes) -> tuple[ActionItem, ...]:
    """The action items of a log, with who took them on and when they are due."""
    return action_items(made.actions, Names(people(made)), dated(made.date))


def corrected(found: Iterable[Correction]) -> list[Suggestion]:
    """One suggestion for each misspelling of a name, with all remarks that hold it; the commonest first."""
    together: dict[tuple[str, str], list[Correction]] = {}
    for one in found:
        together.setdefault((one.said, one.instead), []).append(one)
    ranked = sorted(together.values(), key=lambda each: (-len(each), each[0].number, each[0].span))
    return [_suggestion(each) for each in ranked[:CORRECTIONS]]


def _suggestion(each: Sequence[Correction]) -> Suggestion:
    first = each[0]
    sources = tuple(dict.fromkeys(one.number for one in each))
    return Suggestion(
        SuggestionKind.CORRECTION,
        Tier.SPELLING,
        first.said,
        sources[:LIMIT_SOURCES],
        speaker=first.speaker,
        why=(first.said,),
        span=first.span,
        instead=first.instead,
        confidence=float(len(each)),
    )


def _people_of(made: Minutes) -> Iterator[str]:
    for group in (made.present, made.chairs, made.scribes, made.regrets):
        for person in group:
            yield person.name
    yield from dict.fromkeys(one.speaker for one in made.remarks if one.speaker)
    yield from dict.fromkeys(item.by for item in made.actions if item.by)


@cache
def _glossary() -> Glossary:
    """The names of the systems that come with the program: a log is read outside any database."""
    return Glossary(read_files(data_root()).systems.values())
