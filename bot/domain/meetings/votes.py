"""Votes that people type in a meeting: +1, 0, -1, "I object", or a reaction to a proposal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """What somebody's vote says of a proposal."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"
    LIVES_WITH = "can live with it"


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote. ``number`` is the remark it stands in, for a reaction the remark it was given to; ``text`` as typed."""

    person: str
    stand: Stand
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on a proposal, one of each person, in the order in which they were cast."""

    votes: tuple[Vote, ...]

    def count(self, stand: Stand) -> int:
        """How many voted so."""
        return sum(vote.stand is stand for vote in self.votes)


_END = r"(?=$|[\s,.;:!()*_…–—-])"
_SIGNED = re.compile(
    rf"[*_\s]{{0,4}}(?:(?P<minus>[-\u2212\u2013\uff0d])|(?P<plus>[+\uff0b]))\s?(?P<digit>\d){_END}(?![.,]\d)"
)
_BARE = re.compile(r"\s{0,4}(?:[+\u00b1-]{1,2}|[+]/-)?\s?(?P<digit>\d)[\s.!]{0,4}$")
_FOR = re.compile(
    r"(?::\+1:|:thumbs_?up:|:white_check_mark:|\U0001f44d|\u2705|\u2795)\S{0,8}(?:\s|$)|"
    r"(?:aye|seconded|i second(?: (?:it|that))?|"
    r"(?:i )?(?:fully )?(?:agree|concur|support)(?:d|ed)?(?: (?:it|this|that))?|in favou?r)[\s.!]{0,4}$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?::-1:|:thumbs_?down:|:x:|\U0001f44e|\u274c|\u2796)\S{0,8}(?:\s|$)|nay[\s.!]{0,4}$|against[\s.!]{0,4}$|"
    r"(?:i |we )(?:strongly |must |have to |would |formally )?(?:object|oppose)\b|"
    r"(?:formal )?objection\b(?! (?:sustained|overruled))",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"(?:i(?:'m| am)? )?abstain(?:ing|ed)?\b|abstention\b|0\ufe0f?\u20e3", re.IGNORECASE)
_LIVES_WITH = re.compile(
    r"(?:i |we |ok,? (?:i )?)?(?:can|could) live with (?:it|this|that)\b|(?:i |we )?(?:have )?no objections?\b|"
    r"(?:i |we )(?:do not|don['’]t|won['’]t|will not) (?:object|oppose)\b",
    re.IGNORECASE,
)
_PATTERNS = (
    (_LIVES_WITH, Stand.LIVES_WITH),
    (_FOR, Stand.FOR),
    (_AGAINST, Stand.AGAINST),
    (_NEITHER, Stand.NEITHER),
)
_REACTIONS = {
    **dict.fromkeys(("\U0001f44d", "\u2705", "\u2795", "\u2714", "+1", ":+1:", "thumbsup"), Stand.FOR),
    **dict.fromkeys(("\U0001f44e", "\u274c", "\u2796", "\u2716", "-1", ":-1:", "thumbsdown"), Stand.AGAINST),
    "0\u20e3": Stand.NEITHER,
}
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")


def stand(text: str) -> Stand | None:
    """What a remark votes, if it begins with a vote; None for any other remark.

    "+1" and "-1" may go on in words; a bare "0" stands alone. What is asked is no vote.
    """
    first = text[:400].strip()
    if first.endswith(("?", "\uff1f", "\u061f")):
        return None
    if signed := _SIGNED.match(first):
        return _of_sign(bool(signed["plus"]), int(signed["digit"]))
    if (bare := _BARE.match(first)) and int(bare["digit"]) == 0:
        return Stand.NEITHER
    return next((one for pattern, one in _PATTERNS if pattern.match(first)), None)


def _of_sign(plus: bool, digit: int) -> Stand | None:
    if digit == 0:
        return Stand.NEITHER
    if digit != 1:
        return None
    return Stand.FOR if plus else Stand.AGAINST


def reaction(emoji: str) -> Stand | None:
    """What a reaction to a proposal votes; None for one that says nothing of it. The colour of a hand is no matter."""
    return _REACTIONS.get(_TONES.sub("", emoji))


def tally(votes: Iterable[Vote]) -> Tally:
    """Count votes: of each person the last; votes of nobody known are each somebody's."""
    last: dict[object, Vote] = {}
    for place, vote in enumerate(votes):
        key: object = vote.person.casefold() or place
        last.pop(key, None)
        last[key] = vote
    return Tally(tuple(last.values()))
