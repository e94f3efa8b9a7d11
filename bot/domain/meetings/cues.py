"""The words by which people settle something, take something on, or ask somebody for it; English only."""

from __future__ import annotations

import re


def _cue(text: str) -> re.Pattern[str]:
    """A cue: a space stands for one space, and lines only for alternatives."""
    return re.compile("".join(line.strip() for line in text.splitlines()).replace("'", "['’]"), re.IGNORECASE)


# How sure each is that something was settled.
RESOLVING: tuple[tuple[re.Pattern[str], float], ...] = (
    (_cue(r"\bwe(?:'ve| have)?(?: all| now| just| therefore| hereby)? (?:agreed|decided|resolved|settled on)\b"), 0.9),
    (_cue(r"\b(?:the )?motion (?:is |has )?(?:carrie[sd]|passe[sd]|adopted|approved)\b"), 0.9),
    (_cue(r"\b(?:it is|it's|it was|it has been|that is|that's|this is) (?:agreed|decided|settled)\b"), 0.85),
    (_cue(r"\b(?:so|then|ok(?:ay)?),? we(?:'re| are)? (?:all )?agreed?\b"), 0.8),
    (
        _cue(
            r"""\b(?:hearing|seeing|i hear|i see|there (?:are|were|is)|with|as there are) no (?:further |more )?
            objections?\b"""
        ),
        0.8,
    ),
    (_cue(r"^no objections?\b"), 0.75),
    (_cue(r"\b(?:we have|there is|there's|we've got|we reached) (?:a )?(?:rough |full |clear )?consensus\b"), 0.75),
    (_cue(r"\b(?:the |our )decision (?:is|was)\b"), 0.75),
    (_cue(r"\bwe (?:all )?agree (?:that|to|on)\b"), 0.7),
    (
        _cue(
            r"""\b(?:let'?s|let us|we(?:'ll| will|'re going to| are going to| shall)) (?:just |then )?
            (?:go (?:with|for)|adopt|settle on|stick (?:with|to))\b"""
        ),
        0.65,
    ),
)
UNSURE = _cue(
    r"""(?:\b(?:if|once|until|unless|when|whether|before|after|assuming|suppose|do|did|have|had|should|could|would|might|
    may|can|time|week|month|year|earlier|already|yesterday|not|never|perhaps|maybe|what|where|which|that|as)|n't)[\s,]{1,3}$"""
)
"""What makes nothing sure of a cue that follows it: "if we agreed", "have we agreed", "what we decided"."""
DOUBTED = _cue(r"(?:\b(?:not|never|hardly)|n't) (?:think|believe|sure|certain|know|feel|say|see)\b|\bdoubt\b|\bwish\b")
"""What takes back a cue that follows it anywhere in the sentence: "I do not think we have agreed"."""

_DOING = (
    r"add|address|announce|arrange|ask(?! (?:you|my|a|another|one)\b|.{0,40}\bquestion)|assemble|book|bring|call|"
    r"check with|circulate|collect|compile|contact|coordinate|create|do (?:it|that|this)|document|draft|e-?mail|"
    r"file|finali[sz]e|finish(?! (?:with|by|on|here|there|my)\b)|fix|follow up|forward|get back|get in touch|"
    r"implement|invite|look into|make sure|merge|open|organi[sz]e|ping|post|prepare|propose|publish|put together|"
    r"reach out|report back|review|revise|rewrite|schedule|send|set up|share|speak (?:to|with)|submit|"
    r"summari[sz]e|take (?:an action|it on|that on|this on|care|on)|talk (?:to|with)|test|translate|update|upload|"
    r"work on|write|write up"
)
# What people are asked for in talk, and have done when they have answered.
_SAYING = (
    r"(?:you|please|maybe|perhaps|see|be|hear|say|repeat|explain|imagine|believe|think|remember|tell|understand|"
    r"guess|get|elaborate|clarify|speak|go|just|come|like|mind|want|have|hold|wait|stop|move|scroll|mute|unmute|"
    r"agree|live|object|read that)"
)
TAKING = _cue(
    rf"""\b(?-i:I)(?:'ll| will| shall|'m going to| am going to| can)
    (?: also| just| then| gladly| happily| try to| try and| go and)? (?:{_DOING})\b"""
)
OFFERING = _cue(r"i can\b")
TODO = _cue(r"^(?:to-?do|next step|ai)(?: for (?P<who>[^:\uff1a]{1,40}))?\s?[:\uff1a]\s?(?=\S)")
OTHERS = _cue(rf"\s(?:will|is going to|to|shall|has agreed to|agreed to|volunteered to) (?:{_DOING})\b")
"""What follows the name of somebody who takes something on."""

ASKING = _cue(
    rf"\b(?:can|could|would|will) (?P<who>you|[^\s,?]{{2,30}})(?: please| maybe| perhaps)? (?!{_SAYING}\b)[a-z]{{2,}}"
)
ADDRESSING = _cue(
    r"""\W{0,4}(?!(?:ok|okay|so|well|and|but|hey|hi|hello|please|also|then|all|everyone|everybody|folks|anyway|now|right|
    yes|no|sorry|thanks|alright|again|finally|first|next)\b)[^\s,:\uff1a]{1,40}[,:\uff1a]\s"""
)
YES = _cue(
    r"""\s{0,4}(?:yes,? )?(?:sure(?: thing)?|will do|of course|certainly|absolutely|i'm on it|on it|happy to|
    with pleasure|no problem|i(?:'ll| will| can)(?: do| take| try| handle)?(?: that| it| this)?|
    ok(?:ay)?,? (?:i will|i'll|will do)|yes,? i (?:can|will|could))(?=$|[\s,.;:!])"""
)
PROPOSING = _cue(r"\b(?:i (?:propose|suggest|move)|let'?s|shall we|should we|we (?:should|could))\b")
QUOTED = re.compile(r"\"[^\"]{1,500}\"|“[^”]{1,500}”|`[^`]{1,500}`")
