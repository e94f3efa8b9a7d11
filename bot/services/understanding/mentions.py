"""The systems that a message names."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.questions import Ambiguous, Found, Mention, NotKnown
from bot.services.understanding.markers import is_version, is_year
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.strange_names import bases_within, find_strange
from bot.services.understanding.surroundings import settle
from bot.services.understanding.tokens import Gap, join_keys

_MOST_NEAREST = 5
_LETTERS = re.compile(r"[a-z]+(?=\d)")
_JOINING = frozenset("vs versus or and und et y e o ou oder en of than to with & against contra gegen".split())


def find_mentions(reading: Reading, known: list[Match]) -> list[tuple[Match, Mention]]:
    """Find the systems that a message names, in the order of the text, each once.

    Args:
        known: The names found so far.
    """
    matches = sorted([*known, *find_strange(reading)], key=lambda match: match.first)
    matches = sorted([*matches, *_left_out(reading, matches)], key=lambda match: match.first)
    if len(matches) == 2 and matches[0].after == matches[1].first and _is_one_name(reading, *matches):
        matches = [replace(matches[0], after=matches[1].after, systems=(), siblings=())]
    mentions = [(match, _mention(reading, match)) for match in _unexplained(reading, matches)]
    once: dict[object, tuple[Match, Mention]] = {}
    for match, mention in mentions:
        once.setdefault(_identity(mention), (match, mention))
    return list(once.values())


def _is_one_name(reading: Reading, left: Match, right: Match) -> bool:
    """Whether two names with nothing but a space between are the name of a third system ("Llama 3.1 Nemotron")."""
    return reading.spaced(right.first) and not reading.pieces[left.after - 1].possessive


def _identity(mention: Mention) -> object:
    match mention:
        case Found(system=system):
            return system
        case Ambiguous(systems=systems):
            return systems
        case NotKnown(written=written):
            return written.casefold()


def _mention(reading: Reading, match: Match) -> Mention:
    written = reading.tokens.written(match.first, match.after)
    if len(match.systems) == 1:
        return Found(written, match.systems[0], match.siblings)
    if match.systems:
        return Ambiguous(written, match.systems)
    return NotKnown(written, _nearest(reading, match))


def _nearest(reading: Reading, match: Match) -> tuple[str, ...]:
    """The systems that come nearest to an unknown name: those whose names it contains, then those that look like it."""
    names = reading.vocabulary.names
    whole = match.key if match.head else reading.keys_from(match.first, match.after - match.first)[-1][1]
    meaning = names.meaning(match.head or match.key)
    near = [*names.of_other_version(whole), *(meaning.systems + meaning.siblings if meaning else ())]
    for place in range(match.first, match.after):
        for after, key in reading.keys_from(place, match.after - place):
            short = len(key) < 3 and key.isalpha()
            inside = names.meaning(key) if not short and after <= match.after else None
            near += inside.systems if inside else ()
        near += bases_within(reading, reading.pieces[place].key)
    alike = names.most_alike(whole, dict.fromkeys(near))
    return tuple(dict.fromkeys([*alike, *names.nearest(whole)]))[:_MOST_NEAREST]


def _left_out(reading: Reading, matches: list[Match]) -> list[Match]:
    """Versions that stand for a whole name: "Kimi K2.5 …, K3", "Llama 2 or 3", "which GLM …, 4.5 or 5"."""
    found: list[Match] = []
    for place, piece in enumerate(reading.pieces):
        if reading.taken[place] or not is_version(piece.key) or is_year(piece.key) or piece.key.isalpha():
            continue
        before = [match for match in (*matches, *found) if match.after <= place]
        match = _completed(reading, max(before, key=lambda one: one.after), place) if before else None
        settled = settle(reading, match) if match else None
        if settled is not None:
            found.append(settled)
            reading.take(settled.first, settled.after)
    return found


def _completed(reading: Reading, before: Match, place: int) -> Match | None:
    """The name that a version stands for, after a name before it; None if it stands for none."""
    head = _head(reading, before) or (before.key if before.bare else None)
    if head is None:
        return None
    key = join_keys(head, reading.pieces[place].key, Gap.HYPHEN)
    meaning = reading.vocabulary.names.meaning(key)
    if before.bare:
        member = meaning is not None and set(meaning.systems) <= set(before.systems)
        meant = member and _among_others(reading, place)
    else:
        meant = _same_letters(reading, before, place) or _joined(reading, before, place)
    if not meant:
        return None
    systems, siblings = (meaning.systems, meaning.siblings) if meaning else ((), ())
    return Match(place, place + 1, key, systems, siblings, head=head)


def _among_others(reading: Reading, place: int) -> bool:
    """Whether "or", "and" or the like stands right before or after."""
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(reading.pieces)]
    return any(reading.pieces[at].key in _JOINING for at in beside)


def _head(reading: Reading, match: Match) -> str | None:
    """The name before the version, folded: "kimi" of "Kimi K2.5"."""
    if match.head:
        return match.head
    key = ""
    for place in range(match.first, match.after):
        piece = reading.pieces[place]
        if key and is_version(piece.key):
            return key
        key = join_keys(key, piece.key, piece.gap) if key else piece.key
    return None


def _version_of(reading: Reading, match: Match) -> str:
    return next((p.key for p in reading.pieces[match.first + 1 : match.after] if is_version(p.key)), "")


def _same_letters(reading: Reading, match: Match, place: int) -> bool:
    """Whether two versions have the same letter: "K2.5" and "K3"."""
    letters = _LETTERS.match(reading.pieces[place].key)
    earlier = _LETTERS.match(_version_of(reading, match))
    return bool(letters and earlier and letters[0] == earlier[0])


def _joined(reading: Reading, match: Match, place: int) -> bool:
    """Whether a number follows a name after "or", "and", "vs" or a stroke."""
    between = reading.pieces[match.after : place]
    gap = reading.pieces[place].gap
    if not between:
        return gap is Gap.SLASH or (gap is Gap.BREAK and reading.pieces[place].marks == ",")
    if len(between) > 1 or between[0].key not in _JOINING or gap is not Gap.SPACE:
        return False
    following = reading.pieces[place + 1] if place + 1 < len(reading.pieces) else None
    return following is None or following.gap is not Gap.SPACE or reading.ordinary(place + 1)


def _unexplained(reading: Reading, matches: list[Match]) -> list[Match]:
    """Leave out the name of a family where a member of it is named exactly, unless the two stand side by side."""
    kept = []
    for match in matches:
        others = [other for other in matches if other is not match and not _side_by_side(reading, match, other)]
        family = match.systems if match.bare else match.siblings
        explained = any(len(other.systems) == 1 and other.systems[0] in family for other in others)
        longer = any(not other.systems and other.key == match.key for other in others)
        if not (family and (explained or longer)):
            kept.append(match)
    return kept


def _side_by_side(reading: Reading, one: Match, other: Match) -> bool:
    left, right = (one, other) if one.first < other.first else (other, one)
    between = reading.pieces[left.after : right.first]
    return len(between) <= 1 and all(piece.key in _JOINING for piece in between)
