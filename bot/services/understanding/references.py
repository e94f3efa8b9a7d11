"""The licences, definitions, components, developers and dates that a message names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.services.understanding.ordinary_words import is_word
from bot.services.understanding.places import LICENCE_WORDS
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.tokens import Gap, fold_piece

_BETWEEN_NAME_AND_LICENCE = frozenset(
    "community open model research own current custom use terms of the llm software free public v1 v2".split()
)
_VERSION_WORDS = frozenset(
    "draft version v the definition checklist release candidate no of entwurf versione version versao versie".split()
)
_BEFORE_VERSION = frozenset(
    """
    under version v draft definition of in by per to with against from and or vs versus the for meets meet pass
    passes passed fail fails failed conform conforms until till than between since release osi fulfil satisfy
    satisfies comply complies unter von nach gegen mit selon de da della di do zu bis und et e y en with was is
    does did its about on at not osaid says mean means
    """.split()
)
_AFTER_NO_VERSION = frozenset("b m k billion million percent tokens gb tb".split())
_BEFORE_MIT = frozenset("is under vs versus or and to a the its use uses plain pure of was by than from".split())
"""What stands before the licence's name in lower case; elsewhere "mit" is the German for "with"."""
_CLASSES = {"i": "I", "ii": "II", "iii": "III", "1": "I", "2": "II", "3": "III"}


@dataclass(frozen=True, slots=True)
class Named:
    """A run of pieces that names licences, definitions, components or a developer: their ids, labels or names."""

    first: int
    after: int
    ids: tuple[str, ...]


def find_licence_names(reading: Reading) -> list[Named]:
    """Find licences by their names; where no system stands, no other name can stand there any more."""
    found: list[Named] = []
    place = 0
    while place < len(reading.pieces):
        named = _licence_at(reading, place)
        if named is not None:
            found.append(named)
            reading.leave(named.first, named.after)
        place = max(named.after if named else 0, place + 1)
    return found


def find_licences(reading: Reading, names: Sequence[Named], systems: Sequence[Match]) -> list[Named]:
    """Add the licences of named systems ("the Llama licence") to those named by their names."""
    found = list(names)
    for match in systems:
        place = match.after
        while place < len(reading.pieces) and reading.pieces[place].key in _BETWEEN_NAME_AND_LICENCE:
            place += 1
        if place < len(reading.pieces) and reading.pieces[place].key in LICENCE_WORDS and not _within(match, found):
            ids = _licences_of(reading, match, place)
            if ids:
                found.append(Named(match.first, place + 1, ids))
    return sorted(found, key=lambda named: named.first)


def _within(match: Match, found: Iterable[Named]) -> bool:
    return any(named.first <= match.first and match.after <= named.after for named in found)


def _licences_of(reading: Reading, match: Match, place: int) -> tuple[str, ...]:
    """Licences whose names begin as the system's does, and not with another version."""
    written = reading.keys_from(match.first, match.after - match.first)[-1][1]
    licences = reading.vocabulary.references.licences
    ids = [
        id_
        for key, owners in licences.items()
        if key.startswith(written) and key != written and (match.bare or key[len(written)] not in ".0123456789_+")
        for id_ in owners
    ]
    between = {piece.key for piece in reading.pieces[match.after : place]} - {"community", "open", "model", "own"}
    named = [id_ for id_ in ids if any(word in fold_piece(id_) for word in between)]
    return tuple(dict.fromkeys(named or ids))


def _licence_at(reading: Reading, first: int) -> Named | None:
    licences = reading.vocabulary.references.licences
    best: Named | None = None
    for after, key in reading.keys_from(first):
        ids = licences.get(key)
        whole = not reading.attached(after) or reading.pieces[after].key in LICENCE_WORDS
        if ids and whole and _means_licence(reading, first, after, key):
            best = Named(first, after, tuple(ids))
    return best


def _means_licence(reading: Reading, first: int, after: int, key: str) -> bool:
    """Whether a licence's name that is also a word, or a system's, is meant as a licence."""
    pieces = reading.pieces[first:after]
    if reading.attached(first) and pieces[0].gap is not Gap.HYPHEN:
        return False
    if any(piece.key in LICENCE_WORDS for piece in pieces):
        return True
    is_system = any(reading.taken[first:after]) or reading.vocabulary.names.meaning(key) is not None
    if not is_system and len(key) > 2 and (not is_word(key) or pieces[0].text.isupper()):
        return True
    if not is_system and key == "mit" and first and reading.pieces[first - 1].key in _BEFORE_MIT:
        return True
    return after < len(reading.pieces) and reading.pieces[after].key in LICENCE_WORDS


def find_definitions(reading: Reading) -> list[Named]:
    """Find versions of definitions; a bare version is one of the definition with most drafts.

    A definition that is named without one of its versions is not listed, if it has several.
    """
    references = reading.vocabulary.references
    taken = [taken or outside for taken, outside in zip(reading.taken, reading.outside, strict=True)]
    found: list[Named] = []
    place = 0
    while place < len(reading.pieces):
        named = None if reading.taken[place] else _definition_at(reading, place)
        if named is None and not taken[place]:
            named = _bare_version(reading, place, taken)
        if named is not None and named.ids:
            found.append(named)
        place = max(named.after if named else 0, place + 1)
    level = _level(reading)
    if level is not None and not found and "mof" in references.versions:
        label = references.only_version("mof")
        found += [Named(level, level + 2, (label,))] if label else []
    for named in found:
        reading.leave(named.first, named.after)
    return found


def _level(reading: Reading) -> int | None:
    for place, piece in enumerate(reading.pieces[:-1]):
        if piece.key in {"class", "klasse", "classe", "clase"} and reading.pieces[place + 1].key in _CLASSES:
            return place
    return None


def _definition_at(reading: Reading, first: int) -> Named | None:
    """A definition by name, with the version that follows it; no label where it has several and none is said."""
    references = reading.vocabulary.references
    for after, key in reversed(reading.keys_from(first, 5)):
        id_ = references.called.get(key)
        if id_ is None:
            continue
        place = after
        while place < len(reading.pieces) and place - after < 3 and reading.pieces[place].key in _VERSION_WORDS:
            place += 1
        versions = references.versions[id_]
        for end, version in reversed(reading.keys_from(place, 4)) if place < len(reading.pieces) else ():
            label = versions.get(version.removeprefix("v").replace("_", ""))
            if label and not reading.attached(end):
                return Named(first, end, (label,))
        only = references.only_version(id_)
        return Named(first, after, (only,) if only else ())
    return None


def _bare_version(reading: Reading, first: int, taken: Sequence[bool]) -> Named | None:
    references = reading.vocabulary.references
    versions = references.versions.get(references.drafted, {})
    piece = reading.pieces[first]
    before = reading.pieces[first - 1] if first and piece.gap is not Gap.BREAK else None
    if before is not None and taken[first - 1]:
        return None
    for end, version in reversed(reading.keys_from(first, 4)):
        plain = version.removeprefix("v").replace("_", "")
        label = versions.get(plain)
        if label is None or reading.attached(end) or any(taken[first:end]):
            continue
        if plain.count(".") >= 2 or "rc" in plain or plain.startswith("release"):
            return Named(first, end, (label,))
        following = reading.pieces[end].key if end < len(reading.pieces) else ""
        expected = before is None or before.key in _BEFORE_VERSION
        if "." in plain and expected and following not in _AFTER_NO_VERSION:
            return Named(first, end, (label,))
    return None


def find_components(reading: Reading, taken: Sequence[bool]) -> list[Named]:
    """Find components by their names, the longest at each place."""
    references = reading.vocabulary.references
    found: list[Named] = []
    place = 0
    while place < len(reading.pieces):
        best: Named | None = None
        if not taken[place]:
            for after, key in reading.keys_from(place, 6):
                id_ = references.components.get(key)
                if id_ and not any(taken[place:after]) and not _open_weights(reading, place, key):
                    best = Named(place, after, (id_,))
            among = (
                () if reading.pieces[place].key.isascii() else references.components_among(reading.pieces[place].key)
            )
            best = best or (Named(place, place + 1, tuple(among)) if among else None)
        if best is not None:
            found.append(best)
        place = max(best.after if best else 0, place + 1)
    return found


def _open_weights(reading: Reading, place: int, key: str) -> bool:
    """Whether "weights" stands in "open weights", which is a label and no component."""
    return key.startswith("weight") and place > 0 and reading.pieces[place - 1].key == "open"


def find_developer(reading: Reading) -> Named | None:
    """The developer that is named first, as the data writes it."""
    names = reading.vocabulary.names
    for place in range(len(reading.pieces)):
        for after, key in reversed(reading.keys_from(place, 5)):
            maker = names.maker(key)
            if maker is not None and len(key) > 2 and not is_word(key) and not reading.attached(after):
                return Named(place, after, (maker,))
    return None
