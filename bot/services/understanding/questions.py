"""From a message to a question: what it wants, and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.questions import ListFilter, Question, QuestionKind, Topic
from bot.services.understanding import kinds, sketches
from bot.services.understanding.dates import find_date
from bot.services.understanding.known_names import find_known
from bot.services.understanding.mentions import find_mentions
from bot.services.understanding.plainness import plainly_asks
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.references import (
    Named,
    find_components,
    find_definitions,
    find_developer,
    find_licence_names,
    find_licences,
)
from bot.services.understanding.sketches import Place, sketch
from bot.services.understanding.tokens import MOST_CHARACTERS, fold_piece, tokenise
from bot.services.understanding.topics import topic_of
from bot.services.understanding.vocabularies import Vocabulary

_IN_TOPICS = frozenset({sketches.SYSTEM, sketches.DEFINITION})


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Understand what somebody wrote; any text is understood somehow, as of kind other if need be.

    A system is never guessed: where a name fits several it is ambiguous, and where it fits none it is not known.
    """
    reading = Reading(tokenise(text), vocabulary)
    known = find_known(reading)
    licence_names = find_licence_names(reading)
    found = find_mentions(reading, known)
    matches = [match for match, _mention in found]
    licences = find_licences(reading, licence_names, matches)
    own_names = [named for named in licences if not any(reading.taken[named.first : named.after])]
    taken = _covering(reading.taken, own_names)
    definitions, _spoken_of = find_definitions(reading, taken)
    taken = _covering(taken, definitions)
    components = find_components(reading, taken)
    developer = None if found else find_developer(reading)
    places = [
        *_places([*matches, *([developer] if developer else [])], sketches.SYSTEM),
        *_places(own_names, sketches.LICENCE),
        *_places(definitions, sketches.DEFINITION),
        *_places(components, sketches.COMPONENT),
    ]
    outline = sketch(reading.tokens, places)
    words = sketch(reading.tokens, [place for place in places if place.word in _IN_TOPICS])
    heard = kinds.hear(outline, bool(found or developer))
    return Question(
        text=text,
        kinds=heard.kinds,
        mentions=tuple(mention for _match, mention in found),
        definitions=_once(definitions),
        licences=_once(licences),
        components=_once(components),
        developer=developer.ids[0] if developer else None,
        topic=_topic(words, heard.kinds, bool(found or developer)),
        presumption=kinds.presumption(outline) if found or developer else None,
        list_filter=kinds.list_filter(outline) if heard.kinds[0] is QuestionKind.LIST else ListFilter.ALL,
        would_take=heard.would_take,
        as_of=find_date(_lowered(text)),
        plain=plainly_asks(reading, found, places),
    )


def _covering(taken: Sequence[bool], named: Iterable[Named]) -> list[bool]:
    covered = list(taken)
    for run in named:
        for place in range(run.first, run.after):
            covered[place] = True
    return covered


def _places(runs: Iterable[Match | Named], word: str) -> list[Place]:
    return [Place(run.first, run.after, word) for run in runs]


def _once(named: Iterable[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for run in named for id_ in run.ids))


def _topic(text: str, heard: Sequence[QuestionKind], systems: bool) -> Topic | None:
    """The topic, where the question is about the definition or the bot and not about a system."""
    if systems or heard[0] in {QuestionKind.LIST, QuestionKind.VERDICT}:
        return None
    return topic_of(text)


def _lowered(text: str) -> str:
    return fold_piece(text[:MOST_CHARACTERS])
