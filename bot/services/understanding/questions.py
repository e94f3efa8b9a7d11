"""From a message to a question: what it wants, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.questions import Found, ListFilter, Mention, Question, QuestionKind, Topic
from bot.services.understanding import kinds, presumptions, restrictions, sketches
from bot.services.understanding.dates import find_date
from bot.services.understanding.known_names import find_known
from bot.services.understanding.mentions import find_mentions
from bot.services.understanding.other_standards import find_other_standards
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
from bot.services.understanding.topics import certification_asked, topic_of
from bot.services.understanding.vocabularies import Vocabulary

_ASKS = re.compile(
    r"\?|^(?:who|what|which|where|when|why|how|is|are|has|have|was|were|would|will|any|can|could|do|does|did|must|should|may|tell|explain|help|needs?|"
    r"wer|was|wo|wie|kann|darf|qui|que|quem|quien|chi|wie|comment|como|come|hoe)\b"
)
_IN_TOPICS = frozenset({sketches.SYSTEM, sketches.DEFINITION})


@dataclass(frozen=True, slots=True)
class _Named:
    """What a message names, and where."""

    found: list[tuple[Match, Mention]]
    licences: list[Named]
    definitions: list[Named]
    components: list[Named]
    developer: Named | None
    places: list[Place]


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Understand what somebody wrote; any text is understood somehow, as of kind other if need be.

    A system is never guessed: where a name fits several it is ambiguous, and where it fits none it is not known.
    """
    reading = Reading(tokenise(text), vocabulary)
    named = _named(reading)
    outline = sketch(reading.tokens, named.places)
    about_systems = bool(named.found or named.developer)
    heard = kinds.hear(outline, about_systems)
    listed = heard.kinds[0] is QuestionKind.LIST
    mentions = tuple(mention for _match, mention in named.found)
    chosen = _chosen(outline) if listed else ListFilter.ALL
    definitions = _once(named.definitions)
    level = restrictions.level(_lowered_sketch(reading), definitions) if _may_name_level(heard) else None
    words = sketch(reading.tokens, [place for place in named.places if place.word in _IN_TOPICS])
    return Question(
        text=text,
        kinds=heard.kinds,
        mentions=restrictions.widened(mentions, outline, vocabulary.names) if listed else mentions,
        definitions=definitions,
        licences=_once(named.licences),
        components=_once(named.components),
        developer=named.developer.ids[0] if named.developer else None,
        topic=_topic(words, heard, about_systems),
        presumption=presumptions.presumption(outline) if about_systems else None,
        list_filter=chosen,
        would_take=heard.would_take,
        as_of=find_date(_lowered(text)),
        plain=plainly_asks(reading, named.found, named.places),
        other_standards=find_other_standards(text, vocabulary.references, _spans(reading, named)),
        derived=restrictions.derived(outline) and any(isinstance(mention, Found) for mention in mentions),
        level=level,
        unfiltered=listed and restrictions.unfiltered(outline, chosen, level),
    )


def _chosen(outline: str) -> ListFilter:
    return restrictions.list_filter(outline) or presumptions.list_filter(outline)


def _may_name_level(heard: kinds.Heard) -> bool:
    return not {QuestionKind.LIST, QuestionKind.VERDICT}.isdisjoint(heard.kinds)


def _lowered_sketch(reading: Reading) -> str:
    """The message in folded words, with nothing replaced."""
    return sketch(reading.tokens, ())


def _spans(reading: Reading, named: _Named) -> list[tuple[int, int]]:
    """Where systems and licences stand in the text."""
    runs: list[Match | Named] = [*(match for match, _mention in named.found), *named.licences]
    return [(reading.pieces[run.first].start, reading.pieces[run.after - 1].end) for run in runs]


def _named(reading: Reading) -> _Named:
    """Find all that is named: systems that are known, then what is no system, then what is left."""
    known = find_known(reading)
    licence_names = find_licence_names(reading)
    definitions = find_definitions(reading)
    found = find_mentions(reading, known)
    matches = [match for match, _mention in found]
    licences = find_licences(reading, licence_names, matches)
    own_names = [named for named in licences if not any(reading.taken[named.first : named.after])]
    components = find_components(reading, _covering(reading.taken, [*own_names, *definitions]))
    developer = None if found else find_developer(reading)
    places = [
        *_places([*matches, *([developer] if developer else [])], sketches.SYSTEM),
        *_places(own_names, sketches.LICENCE),
        *_places(definitions, sketches.DEFINITION),
        *_places(components, sketches.COMPONENT),
    ]
    return _Named(found, licences, definitions, components, developer, places)


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


def _topic(text: str, heard: kinds.Heard, systems: bool) -> Topic | None:
    """The topic, where the question is about the definition or the bot and not about a system, and is a question."""
    leading = heard.kinds[0]
    if systems and leading is not QuestionKind.LIST and certification_asked(text):
        return Topic.CERTIFICATION
    if systems or leading in {QuestionKind.LIST, QuestionKind.VERDICT}:
        return None
    asks = leading is not QuestionKind.OTHER or _ASKS.search(text) is not None
    return topic_of(text) if asks else None


def _lowered(text: str) -> str:
    return fold_piece(text[:MOST_CHARACTERS])
