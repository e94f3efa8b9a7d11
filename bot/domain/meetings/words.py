"""Words: how a text is cut into them, and which English ones are about nothing."""

from __future__ import annotations

import re

# A letter of a script that is written without spaces counts as a word.
_ALONE = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[^\W_])+(?:['’](?:(?![{_ALONE}])[^\W_])+)*")
_LETTER = re.compile(rf"[{_ALONE}]")
_URL = re.compile(r"(?:https?://|www\.)\S+")

STOP = frozenset(
    """
a about above after again all also am an and another any are aren't as at back be because been before being both but by
came can can't cannot come could couldn't did didn't do does doesn't doing don't done down each either else even every
few for from get gets getting go goes going gone gonna got had hadn't has hasn't have haven't having he he's her here
here's hers him his how however i i'd i'll i'm i've if in into is isn't it it'd it'll it's its itself just kind know let
let's like likes lot made make makes many may maybe me mean means might mine more most much must my myself need no not
now of off oh ok okay on once one ones only or other others our ours out over own per probably put quite really right
said same saw say saying says see seen she should shouldn't since so some something sort still such sure take than
thank thanks that that'd that'll that's the their theirs them then there there's these they they'd they'll they're
they've thing things think thinking this those though thought through thus to together too two under until up upon us
use used very want wanted wants was wasn't way we we'd we'll we're we've well went were weren't what what's when where
which while who whom whose why will with within without won't would wouldn't yeah yep yes yet you you'd you'll you're
you've your yours yourself
""".split()
)


def tokens(text: str) -> list[str]:
    """The words of a text, lower case, with a straight apostrophe; an address is one word."""
    return [word.replace("’", "'") for word in _TOKEN.findall(_URL.sub(" url ", text).lower())]


def length(text: str) -> int:
    """How many words a text has as a reader counts them: what stands between spaces."""
    return len(_LETTER.sub(" x ", text).split())


def stem(word: str) -> str:
    """A word without its commonest English endings: "systems" and "system" are one, "opened" and "opens" too."""
    word = word.split("'", 1)[0] if word.endswith("'s") else word
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + left
    return word


_ENDINGS = (
    ("ations", "at"), ("ation", "at"), ("sses", "ss"), ("ies", "i"), ("ing", ""), ("ied", "i"), ("ed", ""), ("es", ""),
    ("ss", "ss"), ("us", "us"), ("ly", ""), ("s", ""), ("y", "i"), ("e", ""),
)  # fmt: skip


def content(text: str) -> frozenset[str]:
    """The stems of the words of a text that are about something."""
    return frozenset(stem(word) for word in tokens(text) if word not in STOP and len(word) > 1)
