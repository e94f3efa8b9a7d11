"""Who is named as a speaker in a sentence."""

from __future__ import annotations

import re

_VERBS = (
    "say said state ask think thought argue propose suggest object agree disagree want prefer note believ claim add"
    " answer reply repli explain warn oppose support recommend insist declare announce confirm den(?:y|ie) question"
    " wonder mention report stress emphasi[sz] accept reject decid vote request call feel felt fear doubt hope remark"
    " comment reiterat maintain second conced admit promise offer volunteer point(?:s|ed)?\\s+out put(?:s)?\\s+it"
    " consider approve endors demand deem find found told tell complain criticis[ez] welcom plead urg speak"
    " spoke hold held express rais back(?:s|ed)"
)
_VERB = rf"(?:{'|'.join(_VERBS.split(' '))})\w*"
_ALSO_NAMED = r"(?:(?:\s*,|,?\s+and|,?\s+or)\s+P\d+)*"
_AFTER = re.compile(
    rf"\s*:|{_ALSO_NAMED}\s*,?\s+(?:(?:has|had|have|also|then|later|still|again|\w+ly|did|does|do|not|is|was|would)\s+)*{_VERB}"
    r"|'s\s+(?:own\s+)?(?:view|opinion|position|point|objection|question|proposal|argument|concern|answer|suggestion"
    r"|words|mind|reading|belief|wish|vote)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:according\s+to|in\s+the\s+words\s+of|as|"
    rf"{_VERB}\s+(?:by|from)|(?:says?|said|answered|writes?|wrote))\s+\Z",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself)\b")


def speaks(text: str, start: int, end: int) -> bool:
    """Whether the person whose name stands there is said to have said, asked or held something."""
    return _AFTER.match(text, end) is not None or _BEFORE.search(text[:start]) is not None


def begins(text: str, start: int) -> bool:
    """Whether a sentence begins with the name that stands there."""
    before = text[:start].rstrip(" '(")
    return not before or before[-1] in ".!?;:"


def in_first_person(text: str) -> bool:
    """Whether whoever wrote a text speaks of themselves."""
    return _FIRST_PERSON.search(text) is not None


_CALLED = re.compile(r"(?<!\w)[^\W\d_a-z][\w'-]*")


def said_to_speak(text: str) -> list[str]:
    """The words with a capital in a text that are said to say something: names, perhaps."""
    return [found[0] for found in _CALLED.finditer(text) if speaks(text, *found.span())]
