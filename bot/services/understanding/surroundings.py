"""What hangs on a name: sizes and tags belong to it, versions and other words make it another name."""

from __future__ import annotations

from dataclasses import replace

from bot.services.understanding.markers import (
    APART,
    CAPITAL_VARIANTS,
    FAMILY_VARIANTS,
    SIZE_WORDS,
    SPOKEN_TAGS,
    VARIANTS,
    is_size,
    is_tag,
    is_version,
    is_year,
)
from bot.services.understanding.ordinary_words import is_word
from bot.services.understanding.outsiders import HUBS, NOT_SYSTEMS, ORGANISATIONS, OTHER_SYSTEMS
from bot.services.understanding.places import LICENCE_WORDS, PARTS
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.tokens import Gap, join_keys

_COUNTED = frozenset(
    """
    years year months month days times users million billion percent gpus weeks people of points things hours ways more
    """.split()
)
_PREFIXES = frozenset("non pre post anti the de l d un re ex pro meta".split())


def settle(reading: Reading, match: Match) -> Match | None:
    """Look at what hangs on a name: sizes belong to it, versions and other words make it another name.

    Returns:
        The match with all its pieces; without systems if no system bears the whole name; None if the name only
        describes something else ("a Llama-based model").
    """
    first, last = reading.compound(match.first, match.after)
    if any(reading.pieces[place].key in APART for place in range(match.after, last)):
        return None
    before = _before(reading, match, first)
    if before < match.first:
        whole = _whole_name(reading, match.after - 1)
        return replace(match, first=before, after=whole, systems=(), siblings=())
    return _after(reading, match)


def _before(reading: Reading, match: Match, first: int) -> int:
    """Where the name really begins: earlier, if another name hangs before it ("Nous-Hermes-2-Mixtral")."""
    hanging = range(first, match.first)
    glued = reading.pieces[match.first].gap is Gap.GLUED and match.first > first
    if (glued and len(match.key) > 3) or not all(_harmless_before(reading, place) for place in hanging):
        return first
    place = match.first - 1
    if hanging or not reading.spaced(match.first) or reading.taken[place]:
        return match.first
    if is_version(reading.pieces[place].key) and not is_year(reading.pieces[place].key) and reading.spaced(place):
        named = reading.pieces[place - 1]
        return place - 1 if named.capital and not named.opens and not reading.taken[place - 1] else match.first
    return place if _named_before(reading, place) else match.first


def _named_before(reading: Reading, place: int) -> bool:
    """Whether the word right before a name is another name ("Hermes Mixtral")."""
    piece = reading.pieces[place]
    if reading.ordinary(place) and not (piece.key in OTHER_SYSTEMS and piece.capital):
        return False
    if piece.possessive or reading.maker(place) or is_tag(piece.key) or not piece.key.isalpha() or len(piece.key) < 3:
        return False
    if piece.capital and not piece.opens:
        return True
    return place > 0 and reading.pieces[place - 1].key in {"is", "are", "does"}


def _harmless_before(reading: Reading, place: int) -> bool:
    piece = reading.pieces[place]
    if piece.key in _PREFIXES or piece.key in HUBS or piece.key in ORGANISATIONS:
        return True
    return reading.vocabulary.names.maker(piece.key) is not None


def _after(reading: Reading, match: Match) -> Match:
    """Take in what follows the name, piece by piece."""
    pieces, after = reading.pieces, match.after
    while after < len(pieces):
        piece = pieces[after]
        hangs, spaced = reading.attached(after), piece.gap in {Gap.SPACE, Gap.DASH}
        if not hangs and not spaced and not (piece.gap is Gap.SLASH and is_size(piece.key)):
            break
        if pieces[after - 1].possessive and not hangs:
            break
        larger = _with_size(reading, match, after)
        if larger is not None:
            match, after = larger, after + 1
        elif _belongs(reading, match, after, hangs):
            after += 1
        elif _makes_other(reading, match, after, hangs):
            whole = _whole_name(reading, after)
            return replace(match, after=whole, systems=(), siblings=())
        else:
            break
    return replace(match, after=after)


def _with_size(reading: Reading, match: Match, place: int) -> Match | None:
    """The system of this size, where it has a record of its own: "qwen 2.5 instruct 72b"."""
    piece = reading.pieces[place]
    if not is_size(piece.key):
        return None
    key = join_keys(match.key, piece.key, Gap.HYPHEN)
    meaning = reading.vocabulary.names.meaning(key)
    return Match(match.first, place + 1, key, meaning.systems, meaning.siblings) if meaning else None


def _belongs(reading: Reading, match: Match, place: int, hangs: bool) -> bool:
    key = reading.pieces[place].key
    if is_size(key):
        return not _other_mixture(reading, match, key)
    if not hangs:
        return key in SPOKEN_TAGS or (key in SIZE_WORDS and not match.bare and _goes_on(reading, place + 1))
    return is_tag(key) or (key in SIZE_WORDS and not match.bare)


def _goes_on(reading: Reading, place: int) -> bool:
    """Whether a version or size follows here: "whisper large v2"."""
    near = reading.attached(place) or reading.spaced(place)
    return near and (is_size(reading.pieces[place].key) or is_version(reading.pieces[place].key))


def _other_mixture(reading: Reading, match: Match, size: str) -> bool:
    """Whether "8x33b" stands after the name of a system whose own sizes are of that form, and none of them is this."""
    own = reading.vocabulary.names.sizes(match.systems) if "x" in size else frozenset()
    return bool(own) and size not in own


def _makes_other(reading: Reading, match: Match, place: int, hangs: bool) -> bool:
    """Whether the piece here, after a name, makes it the name of something else."""
    piece = reading.pieces[place]
    if is_size(piece.key):
        return True
    if is_version(piece.key):
        return hangs or _spoken_version(reading, match, place)
    if hangs:
        if reading.vocabulary.names.meaning(piece.key) is not None and piece.key not in PARTS:
            return True
        word = is_word(piece.key) or piece.key in PARTS or not piece.key.isascii()
        return (
            not word
            or len(piece.key) == 1
            or (piece.capital and piece.key not in PARTS)
            or piece.key in CAPITAL_VARIANTS
        )
    if piece.gap is Gap.DASH or reading.places.open[place] or _names_licence(reading, place):
        return False
    if piece.key in VARIANTS or (match.bare and piece.key in FAMILY_VARIANTS):
        return True
    named = piece.capital and not reading.named_at_start(place) and not reading.titled(place)
    if named and piece.key in CAPITAL_VARIANTS:
        return True
    if not named or reading.maker(place) or reading.ordinary(place):
        return False
    return match.bare or _further_word(reading, place)


def _further_word(reading: Reading, place: int) -> bool:
    """Whether a strange word after a full name belongs to it: no abbreviation, organisation or name of its own."""
    names, piece = reading.vocabulary.names, reading.pieces[place]
    if piece.text.isupper() or len(piece.key) < 3 or not piece.key.isascii() or piece.possessive:
        return False
    if names.maker(piece.key.removesuffix("s")) is not None or piece.key.startswith(tuple(LICENCE_WORDS)):
        return False
    return not any(
        key in NOT_SYSTEMS or names.maker(key) is not None or names.meaning(key) is not None
        for _after, key in reading.keys_from(place, 4)
    )


def _names_licence(reading: Reading, place: int) -> bool:
    """Whether the word here begins "research licence" or the like."""
    return reading.pieces[place].key in {"research", "community", "model", "open"} and any(
        piece.key in LICENCE_WORDS for piece in reading.pieces[place + 1 : place + 2]
    )


def _spoken_version(reading: Reading, match: Match, place: int) -> bool:
    """Whether a number after a space is a version of the name before it, and no year or count."""
    key = reading.pieces[place].key
    following = reading.pieces[place + 1].key if place + 1 < len(reading.pieces) else ""
    if is_year(key) or key.isalpha() or (following in _COUNTED and "." not in key):
        return False
    if not key[0].isdigit():
        return len(key) <= 5
    if not any(letter.isdigit() for letter in match.key) or match.bare:
        return True
    return "." in key or len(key) == 4


def _whole_name(reading: Reading, place: int) -> int:
    """The place after a name that goes on here: all that hangs on it, and further sizes, versions and tags."""
    _first, after = reading.compound(place, place + 1)
    while reading.spaced(after):
        key = reading.pieces[after].key
        if not (is_size(key) or key in SPOKEN_TAGS or (is_version(key) and "." in key)):
            break
        _first, after = reading.compound(after, after + 1)
    return after
