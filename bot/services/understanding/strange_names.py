"""Names in a message that the vocabulary does not hold: misspelt ones, and those of systems nobody recorded."""

from __future__ import annotations

import re

from bot.services.understanding.english import is_english
from bot.services.understanding.markers import CAPITAL_VARIANTS, SPOKEN_TAGS, is_size, is_version, is_year
from bot.services.understanding.name_indexes import Meaning
from bot.services.understanding.ordinary_words import is_word
from bot.services.understanding.outsiders import OTHER_SYSTEMS
from bot.services.understanding.places import ARTICLES, COPULAS
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.surroundings import settle
from bot.services.understanding.tokens import Gap

_ENDINGS = re.compile(
    r"(?:ed|ing|ly|tions?|ments?|ness|able|ible|ful|less|ous|ives?|ism|ists?|ize|ise|ical|ual|ity|ities|ance|ence|"
    r"ung|ungen|heit|keit|lich|liche[nrs]?|isch|ische[nrs]?|mente|cion|ciones|cao|coes|zione|zioni|ique|eux|"
    r"euse|elijk|heid)$"
)
"""How ordinary words end in the languages we know; names hardly do."""
_LONGEST_MISSPELT = 3
_LONGEST_WORD = 48
"""A longer run of letters is no name; looking at all of its parts would take seconds."""
_MOST = 12
"""More strange words than this are noise."""


def find_strange(reading: Reading) -> list[Match]:
    """Find misspelt and unknown names among what is left, from left to right; their pieces are taken."""
    found: list[Match] = []
    place, looked_at = 0, 0
    while place < len(reading.pieces):
        if reading.taken[place] or _cannot_begin(reading, place):
            place += 1
            continue
        looked_at += 1
        match = (_misspelt(reading, place) if looked_at <= _MOST else None) or _unknown(reading, place)
        if match is not None:
            found.append(match)
            reading.take(match.first, match.after)
        place = max(match.after if match else 0, place + 1)
    return found


def _cannot_begin(reading: Reading, place: int) -> bool:
    piece = reading.pieces[place]
    if piece.address is not None:
        return False
    if not reading.ordinary(place) and piece.key[0].isalpha():
        return False
    following = place + 1
    hyphened = following < len(reading.pieces) and reading.pieces[following].gap in {Gap.HYPHEN, Gap.GLUED}
    if reading.attached(place) or reading.taken[place] or reading.outside[place] or reading.places.open[place]:
        return True
    if hyphened and not reading.taken[following] and piece.key[0].isalpha():
        return not any(_name_like(reading, at) for at in range(following, reading.compound(place, following)[1]))
    split_misspelling = reading.spaced(following) and not reading.ordinary(following) and not reading.taken[following]
    return not (split_misspelling and is_english(piece.key) and len(piece.key) > 3)


def _name_like(reading: Reading, place: int) -> bool:
    key = reading.pieces[place].key
    return is_size(key) or (is_version(key) and not key.isalpha()) or (not reading.ordinary(place) and len(key) > 2)


def _misspelt(reading: Reading, first: int) -> Match | None:
    names = reading.vocabulary.names
    best: Match | None = None
    for after, key in reading.keys_from(first, _LONGEST_MISSPELT):
        if key in OTHER_SYSTEMS or any(reading.taken[first:after]):
            break
        if any(
            piece.gap not in {Gap.SPACE, Gap.HYPHEN, Gap.GLUED, Gap.DOT} for piece in reading.pieces[first + 1 : after]
        ):
            break
        if after - first > 1 and reading.ordinary(after - 1) and not any(letter.isdigit() for letter in key):
            break
        inside = bases_within(reading, key)
        spelt = names.spellings.meant([piece.key for piece in reading.pieces[first:after]], key)
        meanings = {meaning for meaning in map(names.meaning, spelt) if meaning and set(inside) <= set(meaning.systems)}
        if len(meanings) == 1 and (best is None or after - first > 1):
            meaning = meanings.pop()
            match = Match(first, after, spelt[0], meaning.systems, meaning.siblings, misspelt=True)
            best = match if _meant(reading, match, key) else best
    return settle(reading, best) if best else None


def _meant(reading: Reading, match: Match, key: str) -> bool:
    """Whether something in the sentence says that a name stands here."""
    if is_word(key) or (match.after - match.first == 1 and reading.ordinary(match.first)):
        return False
    pieces = reading.pieces[match.first : match.after]
    if any(is_version(piece.key) and not piece.key.isalpha() for piece in pieces):
        return True
    if match.after < len(reading.pieces) and not reading.ordinary(match.first):
        follows = reading.pieces[match.after]
        if follows.gap in {Gap.SPACE, Gap.HYPHEN, Gap.GLUED} and (is_size(follows.key) or is_version(follows.key)):
            return not is_year(follows.key) and not follows.key.isalpha()
    return reading.places.named(match.first, match.after)


def _unknown(reading: Reading, start: int) -> Match | None:
    first, after = _run(reading, start)
    if any(reading.taken[first:after]):
        return None
    pieces = reading.pieces[first:after]
    match = Match(first, after, reading.keys_from(first)[min(after - first, 12) - 1][1], ())
    if pieces[0].address is not None:
        return match if (pieces[0].address or "").startswith("huggingface") else None
    hyphened = after - first > 1 and reading.attached(first + 1)
    if reading.ordinary(first) and not (hyphened and any(_name_like(reading, at) for at in range(first, after))):
        return None
    if _shaped(reading, match) or _contains_base(reading, first, after):
        return match
    if after - first == len(reading.pieces) == 1 and "?" not in reading.tokens.ending and pieces[0].text.isalpha():
        return match if _mixed(pieces[0].text) else None
    number = any(letter.isdigit() for piece in pieces for letter in piece.key)
    hyphen = any(piece.gap is Gap.HYPHEN for piece in pieces[1:])
    capital = any(piece.capital and not piece.opens for piece in pieces) or any(piece.inner_capital for piece in pieces)
    if number or hyphen or capital:
        return match if reading.places.named(first, after) else None
    return match if _lower_case_name(reading, first, after) else None


def _run(reading: Reading, start: int) -> tuple[int, int]:
    """All of a name that a strange word belongs to."""
    first, after = reading.compound(start, start + 1)
    while after < len(reading.pieces) and not reading.taken[after] and reading.pieces[after].gap is Gap.SPACE:
        piece = reading.pieces[after]
        version = (
            is_size(piece.key)
            or piece.key in SPOKEN_TAGS
            or (is_version(piece.key) and not is_year(piece.key) and not piece.key.isalpha())
        )
        named = piece.capital and (not reading.ordinary(after) or piece.key in CAPITAL_VARIANTS)
        if reading.pieces[after - 1].possessive or reading.outside[after] or not (version or named):
            break
        _start, after = reading.compound(after, after + 1)
    return first, after


def _shaped(reading: Reading, match: Match) -> bool:
    """Whether it looks like a system's name wherever it stands: "Foo-7B", "MiniFoo 2.5" beside talk of openness."""
    pieces = reading.pieces[match.first : match.after]
    strange = [piece for piece in pieces if not is_word(piece.key) and piece.key.isalpha()]
    if any(is_size(piece.key) and piece.key.endswith("b") for piece in pieces[1:]):
        return True
    if not strange or not reading.places.about_openness:
        return False
    mixed = any(_mixed(piece.text) for piece in strange)
    version = any(is_version(piece.key) and not is_year(piece.key) for piece in pieces[1:])
    return mixed or (version and any(piece.capital for piece in strange))


def _mixed(text: str) -> bool:
    capitals = sum(letter.isupper() for letter in text[1:])
    return capitals > 0 and any(letter.islower() for letter in text) and len(text) > 4


def _contains_base(reading: Reading, first: int, after: int) -> bool:
    return any(bases_within(reading, piece.key) for piece in reading.pieces[first:after])


def bases_within(reading: Reading, key: str) -> tuple[str, ...]:
    """The systems whose name stands inside a longer word ("openllama"), if it is no ordinary one."""
    names = reading.vocabulary.names
    if len(key) > _LONGEST_WORD:
        return ()
    for length in range(len(key) - 1, 3, -1):
        for start in range(len(key) - length + 1):
            part = key[start : start + length]
            meaning: Meaning | None = None if is_word(part) else names.meaning(part)
            if meaning is not None:
                return meaning.systems
    return ()


def _lower_case_name(reading: Reading, first: int, after: int) -> bool:
    """Whether a plain lower-case word can only be a name: "is sqlcoder open source"."""
    key = reading.pieces[first].key
    if after - first > 1 or len(key) < 3 or _ENDINGS.search(key) or (reading.pieces[first].gap is Gap.BREAK and first):
        return False
    left = reading.pieces[first - 1].key if first else ""
    if left in ARTICLES:
        return False
    if left in COPULAS:
        return reading.places.named(first, after, strict=True)
    return reading.pieces[first].possessive and reading.places.named(first, after)
