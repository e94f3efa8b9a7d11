"""What an asker wants, from the sketch of the message."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.questions import QuestionKind
from bot.services.understanding import cues, restrictions
from bot.services.understanding.sketches import SYSTEM

_K = QuestionKind
_PLAIN_SYSTEM = r"SYS(?! (?:\w+ )?(?:COMP|licen[cs]\w*|lizenz|data\b|model (?:card|weights)))"
_GAP = r"(?: [\w.+']+){0,6}? "
_NOT_OF_LICENCE = (
    r"(?! (?:\w+ )?(?:COMP|data\b|licen[cs]\w*|lizenz\w*|alternative|community|definition|initiative|"
    r"software|project|version of))"
)
CLAIM = (
    rf"(?:{cues.OPEN.pattern}{_NOT_OF_LICENCE}|{cues.CONFORM.pattern}|{cues.VERDICT_WORD.pattern}|"
    rf"(?<![a-z])(?:DEF|open(?! (?:to|about|for|up|questions?|at|on|issues?|minded)\b)|openly|offen|ouvert|"
    rf"abierto|aberto|"
    rf"aperto)(?![a-z]){_NOT_OF_LICENCE})"
)
_IS = (
    r"(?:is|are|isnt|arent|was|were|wasnt|does|do|did|would|will|should|could|can|doesnt|has|ist|sind|war|"
    r"est|sont|serait|estce|es|son|e|sao|sono|zijn|puo|kann|darf|"
    r"peut|pode|puede|mag|kan|so)"
)
_ASKED = re.compile(
    rf"\b{_IS} (?:que |qu |ce que )?(?:(?!COMP|LIC|licen|data )[\w.']+ "
    rf"){{0,3}}?(?:{_PLAIN_SYSTEM}){_GAP}?(?:\S+ )??{CLAIM}"
)
_SAID = re.compile(rf"{_PLAIN_SYSTEM}(?: [\w.+':,–-]+){{0,5}}? {CLAIM}")
_PRONOUN = re.compile(
    rf"\b{_IS} (?:it|this|that|they|these|those|this model|the model|das|es|ca|esto|isto|questo|dit|one|"
    rf"llms?|models?)\b(?: [\w.+']+){{0,5}}? {CLAIM}|"
    rf"\b(?:it|that|this) (?:is|be|really|truly|count)(?: [\w.+']+){{0,4}}? {CLAIM}|"
    rf"\b(?:these|those|them|both|which|all)(?: \w+){{0,2}} (?:are|is)(?: \w+){{0,3}} {CLAIM}"
)
_RESULT = re.compile(
    r"expect (?:yes|no)|final result|verdict|openwash\w*|what class|which class|class (?:i|ii|iii|1|2|3)\b|"
    r"welche klasse|legit|DEF class|openness of|how open|count against|yes or no|(?:assess|review|judge|rate|"
    r"evaluate|check|classify) (?:\w+ ){0,2}?SYS|y n\b|true or false|"
    r"tell me about SYS|stand in DEF|under DEF"
)
_CJK_ASKED = re.compile(
    r"SYS ?[^ ]{0,12} ?(?:\S+ )?[^ ]*(?:开源|開源|オープンソース|オープン|符合|準拠|오픈소스)|"
    r"(?:开源|開源|オープンソース)[^ ]* ?SYS"
)
_BARE_NAME = re.compile(
    r"(?:(?:and|what about|how about|whats about|und|et|y|e|en|ok|hey|hi|so|then|or|was ist mit|quid de|"
    r"same for|now) )*(?:(?:the )?(?:models|systems|stuff) (?:from|by|of) )?SYS(?: and SYS)?"
    r"(?: then| too| though| instead)?(?: \?| !| \.)*"
)
_DEFINITION_WORDS = re.compile(
    r"(?<![a-z])(?:DEF|definitions?|osaid|osd|osi|mof|g7|draft|checklist|data information|freedoms?|"
    r"preferred form|skilled person|substantially equivalent|require[sd]?|requirements?|required|optional|"
    r"precondition|"
    r"what (?:is|does|counts as|do you mean by|are)|whats|meaning|means?|difference between|criteria|"
    r"definicion|definicao|definizione|definitie|anforderung\w*|criteres?|criterios?|criteri|"
    r"was (?:ist|bedeutet|heisst)|que signifie|que significa|cosa significa|wat is|wat betekent|say|says|"
    r"cover[s]?|mention[s]?|safety|ethic\w*|compliant|conformant|approved)(?![a-z])|定义|定義|什么是|とは"
)
_ABOUT_DEFINITION = re.compile(
    r"(?<![a-z])(?:DEF|definitions?|osaid|mof|draft|checklist|definicion|definicao|definizione|"
    r"definitie)(?![a-z])|定义|定義"
)
_OPENNESS = re.compile(
    rf"{cues.OPEN_OR_PLAIN.pattern}|{cues.CONFORM.pattern}|{cues.VERDICT_WORD.pattern}|(?:LIC|DEF|COMP)|"
    rf"licen[cs]|(?:which|what|how many) (?:\w+ )?(?:models|systems|llms|ones) (?:\w+ )?(?:fail|are (?:\w+ )?"
    rf"(?:undetermined|unknown|unclear|undecided))|"
    rf"which (?:ones )?(?:are|remain|stay) (?:\w+ )?(?:undetermined|undecided)|"
    rf"(?:who|which|what|welche\w*) (?:fails?|pass(?:es)?|conforms?)|(?<![a-z])(?:definition|"
    rf"safety|ethical|skilled person|substantially equivalent|"
    rf"preferred form|disclosure|data information|systems|weights|dataset|training|copyright\w*|freedoms?|llms?|ai|ki|"
    rf"ia|osi)(?![a-z])|开|開|オープン"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message asks for: all kinds, the leading one first, and how it asks."""

    kinds: tuple[QuestionKind, ...]
    would_take: bool = False
    verdict_asked: bool = False


def hear(text: str, systems: bool) -> Heard:
    """Find out what is wanted.

    Args:
        text: The sketch of the message.
        systems: Whether it names a system, or a developer's systems.
    """
    if not text or (not systems and not _OPENNESS.search(text) and not cues.BOT.search(text)):
        return Heard((_K.OTHER,))
    kinds = _with_system(text) if systems else _without_system(text)
    would_take = cues.WOULD_TAKE.search(text) is not None
    return Heard(tuple(dict.fromkeys(kinds)), would_take, verdict_asked(text))


def verdict_asked(text: str) -> bool:
    """Whether a sketch says of a system, or of "it", that it is open source, or asks so."""
    return any(pattern.search(text) for pattern in (_ASKED, _SAID, _CJK_ASKED, _PRONOUN))


def _with_system(text: str) -> list[QuestionKind]:
    heard = _heard(text)
    if cues.NO_QUESTION_OF_OPENNESS.search(text) and _K.LICENCE not in heard:
        return [_K.OTHER, *heard]
    if _BARE_NAME.fullmatch(text.strip()):
        return [_K.VERDICT]
    lead = _lead_with_system(text, heard)
    return [lead, *(kind for kind in _ORDER if kind in heard)]


_ORDER = (_K.VERDICT, _K.WHY, _K.COMPARE, _K.MISSING_COMPONENT, _K.LICENCE, _K.HISTORY, _K.LIST, _K.DEFINITION)


def _heard(text: str) -> set[QuestionKind]:
    found = {
        _K.VERDICT: verdict_asked(text) or _RESULT.search(text) is not None,
        _K.WHY: cues.WHY.search(text) is not None,
        _K.COMPARE: cues.COMPARE.search(text) is not None,
        _K.MISSING_COMPONENT: cues.MISSING.search(text) is not None,
        _K.LICENCE: cues.LICENCE.search(text) is not None or (SYSTEM in text and cues.TERMS.search(text) is not None),
        _K.HISTORY: cues.HISTORY.search(text) is not None,
        _K.LIST: cues.LIST.search(text) is not None or (SYSTEM in text and restrictions.lists_family(text)),
    }
    return {kind for kind, there in found.items() if there}


_LISTED_PARTS = re.compile(r"(?:list|show|name|give)\b.{0,20}?(?:components?|parts?|COMP)\b")
_STATED = re.compile(r"(?:no|without|only|just|keine?|pas de|sin|sem|senza|geen|nur)\b")


class _Signs:
    """What a sketch that names a system shows, and where in it."""

    def __init__(self, text: str, heard: Collection[QuestionKind]) -> None:
        self._text = text
        self._heard = heard
        self._asked = _ASKED.search(text) or _PRONOUN.search(text) or _CJK_ASKED.search(text)
        self._why = cues.WHY_BEGINS.search(text)
        self._would_take = cues.WOULD_TAKE.search(text)
        self._licence = cues.LICENCE_ASKED.search(text)
        self._history = cues.HISTORY.search(text)
        self._part = cues.PART_IS_SUBJECT.search(text)

    def compares(self) -> bool:
        """Two systems side by side, unless the message begins by asking why."""
        why_first = self._why is not None and self._why.start() == 0
        return _K.COMPARE in self._heard and self._text.count(SYSTEM) > 1 and not why_first

    def asks_why(self) -> bool:
        """Why, unless the verdict is asked for before, or what it would take."""
        if self._why is None or _before(self._would_take, self._why):
            return False
        return not (self._asked and self._asked.start() < self._why.start() and self._why[0].isascii())

    def lists_parts(self) -> bool:
        """A list of components, not of systems."""
        return _K.LIST in self._heard and _LISTED_PARTS.search(self._text) is not None

    def lists(self) -> bool:
        """A list of systems, unless the verdict on a named one is asked for."""
        return _K.LIST in self._heard and not _ASKED.search(self._text)

    def asks_history(self) -> bool:
        """What was or changed, before anything else is asked."""
        if self._history is None or (self._asked and _before(self._asked, self._history)):
            return False
        return not (self._licence and self._licence.start() < self._history.start())

    def asks_licence(self) -> bool:
        """What a licence is or allows, before the verdict is asked for, or which one would be needed."""
        if _K.LICENCE not in self._heard or self._licence is None:
            return False
        verdict_first = self._asked is not None and self._asked.start() < self._licence.start()
        return self._would_take is not None or not verdict_first

    def would_take(self) -> bool:
        """What it would take to pass."""
        return self._would_take is not None

    def asks_part(self) -> bool:
        """Whether a part is there; "no data, no code: is that open?" asks for the verdict."""
        if _K.MISSING_COMPONENT not in self._heard or self._part is None or _before(self._asked, self._part):
            return False
        return not (self._asked and _STATED.search(self._part[0]))


_LEADING = (
    (_K.COMPARE, _Signs.compares),
    (_K.WHY, _Signs.asks_why),
    (_K.MISSING_COMPONENT, _Signs.lists_parts),
    (_K.LIST, _Signs.lists),
    (_K.HISTORY, _Signs.asks_history),
    (_K.LICENCE, _Signs.asks_licence),
    (_K.VERDICT, _Signs.would_take),
    (_K.MISSING_COMPONENT, _Signs.asks_part),
)
_OTHERWISE = (_K.VERDICT, _K.COMPARE, _K.LICENCE, _K.MISSING_COMPONENT, _K.WHY, _K.HISTORY)


def _lead_with_system(text: str, heard: Collection[QuestionKind]) -> QuestionKind:
    signs = _Signs(text, heard)
    for kind, shown in _LEADING:
        if shown(signs):
            return kind
    otherwise = _K.COMPARE if text.count(SYSTEM) > 1 else _K.OTHER
    return next((kind for kind in _OTHERWISE if kind in heard), otherwise)


def _before(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and (other is None or one.start() <= other.start())


def _without_system(text: str) -> list[QuestionKind]:
    heard = _heard(text)
    if _DEFINITION_WORDS.search(text):
        heard.add(_K.DEFINITION)
    lead = _lead_without_system(text, heard)
    return [lead, *(kind for kind in _ORDER if kind in heard)]


def _lead_without_system(text: str, heard: Collection[QuestionKind]) -> QuestionKind:
    if cues.NO_QUESTION_OF_OPENNESS.search(text):
        return _K.OTHER
    if cues.CERTIFY.search(text) or cues.BOT.search(text) or cues.LOOK_UP.search(text):
        return _K.OTHER if not _ABOUT_DEFINITION.search(text) or cues.BOT.search(text) else _K.DEFINITION
    if _K.LIST in heard:
        return _K.DEFINITION if restrictions.CHANGED_VERDICT.search(text) else _K.LIST
    licence = _K.LICENCE in heard and ("LIC" in text.split() or cues.LICENCE_ASKED.search(text))
    if licence and not _ABOUT_DEFINITION.search(text):
        return _K.LICENCE
    if _K.COMPARE in heard and _K.DEFINITION not in heard:
        return _K.COMPARE
    if _K.COMPARE in heard and cues.OPEN.search(text) and not _ABOUT_DEFINITION.search(text):
        return _K.COMPARE
    if _K.DEFINITION in heard or (_K.MISSING_COMPONENT in heard and "COMP" in text):
        return _K.DEFINITION
    for kind in (_K.WHY, _K.VERDICT, _K.HISTORY, _K.LICENCE):
        if kind in heard:
            return kind
    return _K.OTHER
