"""What a question takes for granted, and which systems a list is wanted of."""

from __future__ import annotations

import re

from bot.domain.questions import ListFilter, Presumption
from bot.services.understanding import cues
from bot.services.understanding.kinds import CLAIM, verdict_asked

_NEGATED = re.compile(
    r"(?<![a-z])(?:not|isnt|arent|doesnt|dont|wasnt|never|cannot|cant|fails?|no longer|nicht|keine?|pas|nest|"
    r"no|nao|non|niet)(?![a-z])"
)
_INVERTED = re.compile(
    r"^(?:so |but |and |wait |hang on |hey |um |well )?(?:isnt|arent|wasnt|aint|doesnt)\b|[?.!,] (?:isnt|"
    r"arent|doesnt)\b"
)
_CALLED = re.compile(
    r"how (?:can|could|come|does|do)\b.{0,40}?(?:claim|call|say|pretend|market|label|advertis|get away)|"
    r"\bif\b.{0,40}?(?:closed|proprietary|secret|missing|not)"
)
_WHY_WORD = re.compile(
    r"(?:\bwhy\b|how come|what makes|warum|wieso|weshalb|pourquoi|por que|perche|waarom|how (?:can|could)|"
    r"on what grounds)(.*)",
    re.DOTALL,
)
_TAGGED = re.compile(
    r"(?:, (?:right|correct|oder|no|non|verdad|certo|vero|ne|hein|nicht wahr|yes|isnt it|toch|ya)|\bright) \?"
)


def presumption(text: str) -> Presumption | None:
    """What a question takes for granted about the system it names, or None."""
    if why := _WHY_WORD.search(text):
        clause = re.split(r" [?!;\n] ?", why[1])[0]
        if not re.search(CLAIM, clause) and not _NEGATED.search(clause):
            return None
        doubted = _NEGATED.search(clause) or _CALLED.search(why[0])
        return Presumption.NOT_OPEN_SOURCE if doubted else Presumption.OPEN_SOURCE
    if _INVERTED.search(text) and verdict_asked(text):
        return Presumption.OPEN_SOURCE
    if _TAGGED.search(text) and verdict_asked(text):
        return Presumption.NOT_OPEN_SOURCE if _NEGATED.search(text) else Presumption.OPEN_SOURCE
    return None


def list_filter(text: str) -> ListFilter:
    """Which systems a list is wanted of."""
    if cues.UNDECIDED.search(text):
        return ListFilter.UNDETERMINED
    if cues.NOT_PASSING.search(text):
        return ListFilter.NOT_CONFORMANT
    claims = re.search(rf"{CLAIM}|(?<![a-z])class\b|通过|開源|开源", text)
    return ListFilter.CONFORMANT if claims else ListFilter.ALL
