"""Whether a message plainly asks if a named system is open source: enough to answer without being asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.questions import Mention, NotKnown
from bot.services.understanding import cues
from bot.services.understanding.readings import Match, Reading
from bot.services.understanding.sketches import Place, sketch

_QUOTED = re.compile('["“„«]([^"”“»]+)["”“»]')
_LONGEST_NAME = 4
_NOT_THEN = (
    r"(?! (?:\w+ )?(?:licen[cs]\w*|lizenz\w*|alternatives?|community|communities|initiative|software|"
    r"projects?|tools?|librar\w+|clients?|frontends?|uis?|apps?|versions?|"
    r"implementations?|ports?|code|clones?|equivalents?|friendly|contributors?))"
)
_CLAIM = (
    rf"(?:{cues.OPEN.pattern}{_NOT_THEN}|(?:{cues.CONFORM.pattern})(?: \w+){{0,4}}? (?:DEF|osaid|mof|osi|definition)|"
    rf"(?:DEF|osaid|mof) (?:conform\w*|compli\w*|approved)|(?:count|qualif\w+|considered|classed|pass)(?: as|"
    rf" for)? (?:\w+ )?{cues.OPEN.pattern})"
)
_BEGINS = (
    r"(?:^|[?!.;:\n,¿¡] ?|\b(?:so|and|but|ok|okay|hey|hi|hello|wait|well|um|hmm|now|then|actually|honestly|"
    r"seriously|bot|please|also|quick question|question|und|aber|et|mais|y|pero|"
    r"e|ma|en|maar|also) )"
)
_IS = (
    r"(?:is|are|isnt|arent|was|does|do|doesnt|would|should|can|could|ist|sind|est ce que|est|es|e|sao|sono|"
    r"zijn|puo|kann|peut on|se puede|pode|would you (?:say|consider|call)|do you (?:consider|call)|"
    r"do you (?:think|know if)|can you (?:tell me|check|say) (?:if|whether)|(?:(?:do|does) )?(?:anyone|"
    r"anybody|someone|you|we) know (?:if|whether)|"
    r"(?:can|could) (?:someone|anyone|anybody|you) (?:please )?(?:tell me|check|confirm|say|explain) (?:if|"
    r"whether|that)|(?:tell me|check|wondering|wonder|know) (?:if|whether)|"
    r"weiss jemand ob|sabe alguem se|alguien sabe si|quelqu un sait si|qualcuno sa se|weet iemand of)"
)
_LEAST = r"(?: (?!if\b|because\b|when\b|with\b|for\b|on\b|using\b|in\b|without\b|run\b|or\b|and\b)[\w.+']+){0,6}?"
_ASKS = re.compile(
    rf"{_BEGINS}{_IS} (?:(?:the|o|a|le|la|el|il|das|der|die|de|new|neue|neues|nouveau|nuevo|novo|nuovo|"
    rf"nieuwe|meta|google|microsoft|metas) ){{0,3}}SYS(?: (?:and|or) SYS)?{_LEAST} {_CLAIM}"
)
_SAYS_ASKING = re.compile(
    rf"(?:^|[?!.;:\n,] ?|\b(?:so|and|but|ok|wait|o|el|il|le|la) )(?:o |el |il |le |la )?SYS (?:- )?(?:is|are|"
    rf"est|es|e|ist|sao|sono|isnt|counts? as|: )(?: il| elle)?{_LEAST} {_CLAIM}[^.!\n]*\?"
)
_SHORT = re.compile(
    rf"(?:^|[?!.;\n] ?)SYS (?:[-–:,] )?(?:[-–:,] )?(?:really |truly |actually )?{_CLAIM}[^.!\n]{{0,40}}\?"
)
_CJK = re.compile(r"SYS ?[^ ,.?]{0,10} ?[^ ,.?]*(?:开源|開源|オープンソース|오픈소스)[^ ,.]*(?:吗|嗎|么|ですか|か|\?)")
_CJK_REPORT = re.compile(r"はずだ|と思う|据说|听说")


def plainly_asks(reading: Reading, found: Sequence[tuple[Match, Mention]], places: Sequence[Place]) -> bool:
    """Whether the message itself, not a quotation in it, plainly asks this of a system it names."""
    plain_text = sketch(reading.tokens, places, _quoted(reading))
    named = any(not isinstance(mention, NotKnown) or mention.nearest for _match, mention in found)
    told = any(piece.key in {"ai", "llm", "model", "ki", "ia"} for piece in reading.pieces)
    if not (named or (found and told)) or cues.NO_QUESTION_OF_OPENNESS.search(plain_text):
        return False
    asked = any(pattern.search(plain_text) for pattern in (_ASKS, _SAYS_ASKING, _SHORT))
    return asked or (_CJK.search(plain_text) is not None and _CJK_REPORT.search(plain_text) is None)


def _quoted(reading: Reading) -> list[bool]:
    """Which pieces stand in a quoted line or in a longer quotation."""
    quotations = [match.span() for match in _QUOTED.finditer(reading.tokens.text)]
    inside = [piece.quoted for piece in reading.pieces]
    for start, end in quotations:
        within = [place for place, piece in enumerate(reading.pieces) if start <= piece.start < end]
        if len(within) > _LONGEST_NAME:
            for place in within:
                inside[place] = True
    return inside
