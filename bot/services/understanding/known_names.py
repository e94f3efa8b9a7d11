"""Names in a message that the vocabulary holds, and what hangs on them: sizes, versions, other people's words."""

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
from bot.services.understanding.outsiders import HUBS, NOT_SYSTEMS, OTHER_SYSTEMS, PEOPLE
from bot.services.understanding.places import PARTS
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.tokens import Gap, join_keys

_COUNTED = frozenset(
    "years year months month days times users million billion percent gpus weeks people of points things hours ways more".split()
)
_PREFIXES = frozenset("non pre post anti the de l d un re ex pro meta".split())


def find_known(reading: Reading) -> list[Match]:
    """Find the names that systems bear, from left to right, the longest at each place; their pieces are taken."""
    found: list[Match] = []
    place = 0
    while place < len(reading.pieces):
        match = _at_address(reading, place) or _longest(reading, place)
        outside = _outside(reading, place)
        if outside > (match.after if match else place):
            _leave(reading, place, outside)
            place = outside
        elif match is None:
            place += 1
        else:
            settled = settle(reading, match) if reading.pieces[place].address is None else match
            if settled is not None:
                found.append(settled)
                reading.take(settled.first, settled.after)
            place = max(settled.after if settled else match.after, place + 1)
    return found


def _leave(reading: Reading, first: int, after: int) -> None:
    for place in range(first, after):
        reading.outside[place] = True


def _outside(reading: Reading, first: int) -> int:
    """The place after the name of something that is no system of ours; ``first`` if none begins here."""
    longest = first
    for after, key in reading.keys_from(first, 5):
        spaced = any(
            reading.spaced(place) and len(reading.pieces[place - 1].key) < 2 for place in range(first + 1, after)
        )
        if key in NOT_SYSTEMS and not reading.attached(after) and not spaced:
            longest = after
        elif key in HUBS and after < len(reading.pieces) and reading.pieces[after].gap is Gap.SLASH:
            longest = after
    return longest


def _at_address(reading: Reading, first: int) -> Match | None:
    address = reading.pieces[first].address
    meaning = reading.vocabulary.names.at_address(address) if address else None
    if meaning is None:
        return None
    _start, after = reading.compound(first, first + 1)
    return Match(first, after, reading.keys_from(first)[-1][1], meaning.systems, meaning.siblings)


def _longest(reading: Reading, first: int) -> Match | None:
    names = reading.vocabulary.names
    match = None
    for after, key in reading.keys_from(first):
        meaning = names.meaning(key) or (names.stem(key) if after - first > 1 else None)
        if meaning is None and after == first + 1 and len(key) > 4 and key.endswith("s") and not is_word(key):
            meaning = names.meaning(key[:-1])
            key = key[:-1] if meaning else key
        if meaning is not None:
            match = Match(first, after, key, meaning.systems, meaning.siblings)
        elif key in OTHER_SYSTEMS:
            match = Match(first, after, key, ())
    return match if match and evident(reading, match) else None


def evident(reading: Reading, match: Match) -> bool:
    """Whether a name that is also an ordinary word, or very short, is meant as a name here."""
    pieces = reading.pieces[match.first : match.after]
    if match.misspelt or not _doubtful(match, [piece.key for piece in pieces]):
        return True
    if _beside_number(reading, match) or pieces[0].address is not None:
        return True
    written = "".join(piece.text for piece in pieces)
    shouted = written.isupper() and len(written) > 1 and not _all_shouted(reading)
    if shouted or any(piece.inner_capital for piece in pieces if not piece.text.isupper()):
        return True
    person = match.key in PEOPLE or len(match.key) <= 3
    if pieces[0].capital and not person and not reading.named_at_start(match.first):
        return True
    return reading.places.named(match.first, match.after, strict=not pieces[0].capital)


def _doubtful(match: Match, keys: list[str]) -> bool:
    letters = sum(key.isalpha() for key in keys)
    if len(match.key) <= 3 or match.key in PEOPLE:
        return True
    return letters == len(keys) and all(is_word(key) for key in keys)


def _beside_number(reading: Reading, match: Match) -> bool:
    if match.after >= len(reading.pieces) or reading.pieces[match.after].gap in {Gap.BREAK, Gap.PAREN}:
        return False
    key, gap = reading.pieces[match.after].key, reading.pieces[match.after].gap
    if is_size(key):
        return True
    if not is_version(key) or is_year(key) or key.isalpha():
        return False
    return (
        gap in {Gap.HYPHEN, Gap.GLUED} or "." in key or reading.places.named(match.first, match.after + 1, strict=True)
    )


def _all_shouted(reading: Reading) -> bool:
    words = [piece.text for piece in reading.pieces if piece.text.isalpha()]
    return len(words) > 3 and sum(word.isupper() for word in words) > len(words) * 0.7


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
        whole = reading.compound(before, match.after)[1]
        return replace(match, first=before, after=whole, systems=(), siblings=())
    return _after(reading, match)


def _before(reading: Reading, match: Match, first: int) -> int:
    """Where the name really begins: earlier, if another name hangs before it ("Nous-Hermes-2-Mixtral")."""
    hanging = range(first, match.first)
    glued = reading.pieces[match.first].gap is Gap.GLUED and match.first > first
    strange = [place for place in hanging if not (_harmless_before(reading, place))]
    if strange or (glued and len(match.key) > 3):
        return first
    place = match.first - 1
    if hanging or not reading.spaced(match.first) or reading.taken[place] or reading.ordinary(place):
        return match.first
    piece = reading.pieces[place]
    if piece.possessive or reading.maker(place) or is_tag(piece.key) or not piece.key.isalpha() or len(piece.key) < 3:
        return match.first
    named = (piece.capital and not piece.opens) or (place and reading.pieces[place - 1].key in {"is", "are", "does"})
    return place if named else match.first


def _harmless_before(reading: Reading, place: int) -> bool:
    piece = reading.pieces[place]
    return piece.key in _PREFIXES or reading.maker(place)


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
        return True
    if not hangs:
        return key in SPOKEN_TAGS
    return is_tag(key) or (key in SIZE_WORDS and not match.bare)


def _makes_other(reading: Reading, match: Match, place: int, hangs: bool) -> bool:
    """Whether the piece here, after a name, makes it the name of something else."""
    piece = reading.pieces[place]
    if is_version(piece.key):
        return hangs or _spoken_version(reading, match, place)
    if hangs:
        word = is_word(piece.key) or piece.key in PARTS or not piece.key.isascii()
        return not word or (piece.capital and piece.key not in PARTS) or piece.key in CAPITAL_VARIANTS
    if piece.gap is Gap.DASH or reading.places.open[place]:
        return False
    if piece.key in VARIANTS or (match.bare and piece.key in FAMILY_VARIANTS):
        return True
    named = piece.capital and not reading.named_at_start(place) and not _titled(reading, place)
    if named and piece.key in CAPITAL_VARIANTS:
        return True
    return bool(named and match.bare and not reading.ordinary(place) and not reading.maker(place))


def _titled(reading: Reading, place: int) -> bool:
    """Whether words around have capitals too, as in a title or when somebody shouts."""
    others = [
        p for at, p in enumerate(reading.pieces) if at != place and is_word(p.key) and not p.opens and len(p.key) > 3
    ]
    return len(others) > 1 and sum(piece.capital for piece in others) > len(others) / 2


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
