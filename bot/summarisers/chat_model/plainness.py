"""Whether a sentence is plain text that tells something, and tells nobody what to do."""

from __future__ import annotations

import re

from bot.summarisers.chat_model.alignments import unseen
from bot.summarisers.sentences import split
from bot.summarisers.words import length

LONGEST_WORDS = 59
_LONGEST_LETTERS = 1000

_MARK_UP = re.compile(
    r"[`<>\[\]{}|\\*~@\uff20]"
    r"|(?<!\w)[_#]|_(?!\w)|__"  # a name_with_lines may stand; emphasis, headings and channels may not
    r"|&\#?\w+;|\$\(|\A\s*(?:[-+=•]|\d+[.)])\s"
    r"|(?<![\w:]):\w+:|(?<!\S)/\w"
)
_DOMAINS = (
    "ai app biz br cc ch club cn co com de dev edu eu fr gg gov info int io ly me mil net nl online org ru sh site"
)
_LINK = re.compile(
    r"\w:/|\bwww\.|\b(?:mailto|tel|javascript|magnet):\S"
    rf"|[^\W_]\.(?:{'|'.join((_DOMAINS + ' to tv uk us xyz zip').split())})(?![\w-])",
    re.IGNORECASE,
)

_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself|yourselves|please|you're|you'll|you've|you'd)\b", re.IGNORECASE)
_VERBS = (
    "follow join download install read open see go send vote note remember contact call write copy paste delete stop"
    " let consider treat act print say tell mark publish accept approve reject sign donate"
    " pay buy check give keep make use"
)
_OBJECTS = (
    "the this that these those a an all any every each everything everybody everyone it them him her us me my our"
    " no yes nothing nobody to for in on at here now out up down over as if only not by"
)
_NEVER_TAKEN_ON = "ignore|disregard|forget|click|visit|subscribe|pretend|treat|output|repeat|don't|do not"
# "Open the page" is an order, "Open weights are free" is none.
_COMMANDING = re.compile(
    rf"(?:{_NEVER_TAKEN_ON})\b|(?:(?:never|always)\s+)?(?:{'|'.join(_VERBS.split())})"
    rf"(?:\s+(?:{'|'.join(_OBJECTS.split())})\b|\s*[.!]?\s*\Z)",
    re.IGNORECASE,
)
# An action item may be said as an order: "Write the list." These are never what somebody takes on.
_NEVER_AN_ACTION = re.compile(rf"(?:{_NEVER_TAKEN_ON})\b", re.IGNORECASE)
# What would be read as a mark of the meeting ("RESOLVED: ..."), which only people set.
_MARK = re.compile(
    r"(?:resolved?|resolution|agreed|accepted|rejected|failed|inconclusive|proposed|proposal|action|topic|subtopic|issue"
    r"|info|idea|help|halp|motion|vote|decision|decided|signed off|present|regrets|scribe|chair|system|assistant|user)"
    r"(?:\s*[:=]|\s-\s)",
    re.IGNORECASE,
)  # fmt: skip


def too_long(text: str) -> bool:
    """Whether a text has 60 words or more, or letters for as many."""
    return len(text) > _LONGEST_LETTERS or length(text) > LONGEST_WORDS


def is_plain(text: str) -> bool:
    """Whether nothing in a text is a link, a mention, mark-up or code, and nothing in it is hidden."""
    return not (any(map(unseen, text)) or any(sign in text for sign in "\n\r\v\f\x85\u2028\u2029")) and not (
        _MARK_UP.search(text) or _LINK.search(text)
    )


def instructs(text: str, *, action: bool) -> bool:
    """Whether a text speaks to its reader, gives orders, or looks like a mark.

    Args:
        text: Without what stands in quotation marks.
        action: Whether it is an action item, which may be said as an order to whoever takes it on.
    """
    if _ADDRESSED.search(text):
        return True
    orders = _NEVER_AN_ACTION if action else _COMMANDING
    return any(orders.match(one) or _MARK.match(one) for one in map(_begun, split(text)))


def _begun(sentence: str) -> str:
    return sentence.lstrip(" \"'([-:;,.!")
