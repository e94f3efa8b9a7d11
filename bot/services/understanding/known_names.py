"""Names in a message that the vocabulary holds, where they are meant as names."""

from __future__ import annotations

from bot.services.understanding.markers import is_size, is_version, is_year
from bot.services.understanding.ordinary_words import is_word
from bot.services.understanding.outsiders import HUBS, NOT_SYSTEMS, OTHER_SYSTEMS, PEOPLE
from bot.services.understanding.places import ARTICLES
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.surroundings import settle
from bot.services.understanding.tokens import Gap

_SYSTEM_WORDS = frozenset("system model llm".split())
_JOINING = frozenset("or vs versus and".split())


def find_known(reading: Reading) -> list[Match]:
    """Find the names that systems bear, from left to right, the longest at each place; their pieces are taken."""
    found: list[Match] = []
    place = 0
    while place < len(reading.pieces):
        match = _at_address(reading, place) or _longest(reading, place)
        outside = max(_outside(reading, place), _maker_after(reading, place) if match and match.bare else place)
        if outside > (match.after if match else place):
            reading.leave(place, outside)
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


def _outside(reading: Reading, first: int) -> int:
    """The place after the name of something that is no system of ours; ``first`` if none begins here."""
    longest = first
    for after, key in reading.keys_from(first, 5):
        owner = after < len(reading.pieces) and reading.pieces[after].gap is Gap.SLASH and key in HUBS
        whole = key in NOT_SYSTEMS and not reading.attached(after) and not _run_together(reading, first, after)
        if owner or whole:
            longest = after
    return longest


def _maker_after(reading: Reading, first: int) -> int:
    """The place after the name of a developer that begins here; ``first`` if none does."""
    names = reading.vocabulary.names
    places = [after for after, key in reading.keys_from(first, 5) if names.maker(key) and not reading.attached(after)]
    return max(places, default=first)


def _run_together(reading: Reading, first: int, after: int) -> bool:
    """Whether a single letter stands apart in these pieces: Portuguese "o llama" is not "ollama"."""
    apart = (place for place in range(first + 1, after) if reading.spaced(place))
    return any(len(reading.pieces[place - 1].key) < 2 for place in apart)


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
    if len(match.key) <= 3 and any(reading.spaced(place) for place in range(match.first + 1, match.after)):
        return False
    if match.misspelt or not _doubtful(match, [piece.key for piece in pieces]):
        return True
    if _beside_number(reading, match) or pieces[0].address is not None:
        return True
    written = "".join(piece.text for piece in pieces)
    shouted = written.isupper() and len(written) > 1 and not _all_shouted(reading)
    if shouted or any(piece.inner_capital for piece in pieces if not piece.text.isupper()):
        return True
    if _is_system_named(reading, match) or _beside_name(reading, match):
        return True
    if not match.systems:
        return reading.places.named(match.first, match.after, strict=not pieces[0].capital)
    titled = len(pieces) > 1 and all(piece.capital for piece in pieces if piece.key.isalpha())
    if titled and not reading.titled(match.first):
        return True
    person = match.key in PEOPLE or len(match.key) <= 3
    after_article = match.first > 0 and reading.pieces[match.first - 1].key in ARTICLES
    if pieces[0].capital and not person and not after_article and not reading.named_at_start(match.first):
        return True
    _start, whole = reading.compound(match.first, match.after)
    return reading.places.named(match.first, whole, strict=not pieces[0].capital)


def _is_system_named(reading: Reading, match: Match) -> bool:
    """As in "the Amber system"."""
    first = reading.pieces[match.first]
    follows = reading.pieces[match.after].key if match.after < len(reading.pieces) else ""
    return first.capital and not first.opens and follows in _SYSTEM_WORDS and reading.places.about_openness


def _beside_name(reading: Reading, match: Match) -> bool:
    """Whether a name that cannot be a word stands on the other side of "or" or a comma, as in "bloom or bloomz"."""
    piece = reading.pieces[match.first]
    if piece.capital and piece.marks == "," and reading.taken[match.first - 1] and reading.places.about_openness:
        return True
    if not reading.places.about_openness or match.key in PEOPLE or len(match.key) <= 3:
        return False
    before = match.first - 2
    if before >= 0 and reading.taken[before] and reading.pieces[before + 1].key in _JOINING:
        return True
    if match.after + 1 >= len(reading.pieces) or reading.pieces[match.after].key not in _JOINING:
        return False
    return any(
        len(key) > 3 and not is_word(key) and reading.vocabulary.names.meaning(key) is not None
        for _after, key in reading.keys_from(match.after + 1, 2)
    )


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
