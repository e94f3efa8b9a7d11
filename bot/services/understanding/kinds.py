"""What an asker wants, from the sketch of the message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.questions import ListFilter, Presumption, QuestionKind
from bot.services.understanding import cues

_K = QuestionKind
_PLAIN_SYSTEM = r"SYS(?! (?:\w+ )?(?:COMP|licen[cs]\w*|lizenz|data\b|model (?:card|weights)))"
_GAP = r"(?: [\w.+']+){0,6}? "
_CLAIM = rf"(?:{cues.OPEN.pattern}|{cues.CONFORM.pattern}|{cues.VERDICT_WORD.pattern}|(?<![a-z])(?:DEF|open(?! (?:to|about|for|up|questions?|at|on|issues?|minded)\b)|openly|offen|ouvert|abierto|aberto|aperto)(?![a-z]))"
_NOT_OF_LICENCE = (
    r"(?! (?:\w+ )?(?:licen[cs]\w*|lizenz\w*|alternative|community|definition|initiative|software|project|version of))"
)
_IS = (
    r"(?:is|are|isnt|arent|was|were|wasnt|does|do|did|would|will|should|could|can|doesnt|has|ist|sind|war|est|sont|serait|estce|es|son|e|sao|sono|zijn|puo|kann|darf|"
    r"peut|pode|puede|mag|kan|so)"
)
_ASKED = re.compile(
    rf"\b{_IS} (?:que |qu |ce que )?(?:(?!COMP|LIC|licen|data )[\w.']+ ){{0,3}}?(?:{_PLAIN_SYSTEM}){_GAP}?(?:\S+ )??{_CLAIM}{_NOT_OF_LICENCE}"
)
_SAID = re.compile(rf"{_PLAIN_SYSTEM}(?: [\w.+']+){{0,5}}? {_CLAIM}{_NOT_OF_LICENCE}")
_PRONOUN = re.compile(
    rf"\b{_IS} (?:it|this|that|they|these|those|this model|the model|das|es|ca|esto|isto|questo|dit|one|llms?|models?)\b(?: [\w.+']+){{0,5}}? {_CLAIM}{_NOT_OF_LICENCE}|"
    rf"\b(?:it|that|this) (?:is|be|really|truly|count)(?: [\w.+']+){{0,4}}? {_CLAIM}{_NOT_OF_LICENCE}|"
    rf"\b(?:these|those|them|both|which|all)(?: \w+){{0,2}} (?:are|is)(?: \w+){{0,3}} {_CLAIM}{_NOT_OF_LICENCE}"
)
_RESULT = re.compile(
    r"expect (?:yes|no)|final result|verdict|openwash\w*|what class|which class|class (?:i|ii|iii|1|2|3)\b|welche klasse|legit|DEF class|openness of|how open|count against|tell me about SYS|stand in DEF|under DEF"
)
_CJK_ASKED = re.compile(
    r"SYS ?[^ ]{0,12} ?(?:\S+ )?[^ ]*(?:开源|開源|オープンソース|オープン|符合|準拠|오픈소스)|(?:开源|開源|オープンソース)[^ ]* ?SYS"
)
_BARE_NAME = re.compile(
    r"(?:(?:and|what about|how about|whats about|und|et|y|e|en|ok|hey|hi|so|then|or|was ist mit|quid de|same for|now) )*SYS(?: and SYS)?(?: then| too| though| instead)?(?: \?| !| \.)*"
)
_DEFINITION_WORDS = re.compile(
    r"(?<![a-z])(?:DEF|definitions?|osaid|osd|osi|mof|g7|draft|checklist|data information|freedoms?|preferred form|skilled person|substantially equivalent|require[sd]?|requirements?|required|optional|precondition|"
    r"what (?:is|does|counts as|do you mean by|are)|whats|meaning|means?|difference between|criteria|definicion|definicao|definizione|definitie|anforderung\w*|criteres?|criterios?|criteri|"
    r"was (?:ist|bedeutet|heisst)|que signifie|que significa|cosa significa|wat is|wat betekent|say|says|cover[s]?|mention[s]?|safety|ethic\w*|compliant|conformant|approved)(?![a-z])|定义|定義|什么是|とは"
)
_ABOUT_DEFINITION = re.compile(
    r"(?<![a-z])(?:DEF|definitions?|osaid|mof|draft|checklist|definicion|definicao|definizione|definitie)(?![a-z])|定义|定義"
)
_OPENNESS = re.compile(
    rf"{cues.OPEN_OR_PLAIN.pattern}|{cues.CONFORM.pattern}|{cues.VERDICT_WORD.pattern}|(?:LIC|DEF|COMP)|licen[cs]|(?<![a-z])(?:safety|ethical|skilled person|substantially equivalent|preferred form|data information|systems|weights|dataset|training|copyright\w*|freedoms?|llms?|ai|ki|ia|osi)(?![a-z])|开|開|オープン"
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
    return Heard(tuple(dict.fromkeys(kinds)), would_take, _verdict_asked(text))


def _verdict_asked(text: str) -> bool:
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


def _heard(text: str) -> dict[QuestionKind, bool]:
    found = {
        _K.VERDICT: _verdict_asked(text) or _RESULT.search(text) is not None,
        _K.WHY: cues.WHY.search(text) is not None,
        _K.COMPARE: cues.COMPARE.search(text) is not None,
        _K.MISSING_COMPONENT: cues.MISSING.search(text) is not None,
        _K.LICENCE: cues.LICENCE.search(text) is not None,
        _K.HISTORY: cues.HISTORY.search(text) is not None,
        _K.LIST: cues.LIST.search(text) is not None,
        _K.DEFINITION: False,
    }
    return {kind: True for kind, there in found.items() if there}


def _lead_with_system(text: str, heard: dict[QuestionKind, bool]) -> QuestionKind:
    asked = _ASKED.search(text) or _PRONOUN.search(text) or _CJK_ASKED.search(text)
    why = cues.WHY_BEGINS.search(text)
    would_take = cues.WOULD_TAKE.search(text)
    history, part = cues.HISTORY.search(text), cues.PART_IS_SUBJECT.search(text)
    if _K.COMPARE in heard and text.count("SYS") > 1 and not (why and why.start() == 0):
        return _K.COMPARE
    if why and not (asked and asked.start() < why.start() and why[0].isascii()) and not _before(would_take, why):
        return _K.WHY
    if _K.LIST in heard and not _ASKED.search(text):
        return _K.LIST
    licence = cues.LICENCE_ASKED.search(text)
    if history and not (asked and _before(asked, history)) and not (licence and licence.start() < history.start()):
        return _K.HISTORY
    if _K.LICENCE in heard and licence and (would_take or not (asked and asked.start() < licence.start())):
        return _K.LICENCE
    if would_take:
        return _K.VERDICT
    if _K.MISSING_COMPONENT in heard and part and not _before(asked, part) and not (asked and _STATED.match(part[0])):
        return _K.MISSING_COMPONENT
    for kind in (_K.VERDICT, _K.COMPARE, _K.LICENCE, _K.MISSING_COMPONENT, _K.WHY, _K.HISTORY):
        if kind in heard:
            return kind
    return _K.OTHER


_STATED = re.compile(r"(?:no|without|only|just|keine?|pas de|sin|sem|senza|geen|nur)\b")


def _before(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    return one is not None and (other is None or one.start() <= other.start())


def _without_system(text: str) -> list[QuestionKind]:
    heard = _heard(text)
    if _DEFINITION_WORDS.search(text):
        heard[_K.DEFINITION] = True
    lead = _lead_without_system(text, heard)
    return [lead, *(kind for kind in _ORDER if kind in heard)]


def _lead_without_system(text: str, heard: dict[QuestionKind, bool]) -> QuestionKind:
    if cues.NO_QUESTION_OF_OPENNESS.search(text):
        return _K.OTHER
    if cues.CERTIFY.search(text) or cues.BOT.search(text) or cues.LOOK_UP.search(text):
        return _K.OTHER if not _ABOUT_DEFINITION.search(text) or cues.BOT.search(text) else _K.DEFINITION
    if _K.LIST in heard:
        return _K.LIST
    licence = _K.LICENCE in heard and ("LIC" in text.split() or cues.LICENCE_ASKED.search(text))
    if licence and not _ABOUT_DEFINITION.search(text):
        return _K.LICENCE
    if _K.COMPARE in heard and not _K.DEFINITION in heard:
        return _K.COMPARE
    if _K.COMPARE in heard and cues.OPEN.search(text) and not _ABOUT_DEFINITION.search(text):
        return _K.COMPARE
    if _K.DEFINITION in heard or (_K.MISSING_COMPONENT in heard and "COMP" in text):
        return _K.DEFINITION
    for kind in (_K.WHY, _K.VERDICT, _K.HISTORY, _K.LICENCE):
        if kind in heard:
            return kind
    return _K.OTHER


_CLAIMS_OPEN = re.compile(
    rf"(?:\bwhy|how come|what makes|warum|wieso|weshalb|pourquoi|por que|perche|waarom) (?:[\w.']+ ){{0,5}}?(?:SYS|it|that|this)(?: [\w.']+){{0,5}}? {_CLAIM}|"
    rf"(?:isnt|arent|wasnt|aint|doesnt|ist nicht|nest pas) (?:[\w.']+ ){{0,2}}?(?:SYS|it|that)(?: [\w.']+){{0,5}}? {_CLAIM}|"
    rf"SYS (?:[\w.']+ ){{0,3}}?{_CLAIM}[^?]{{0,25}}?(?:right|correct|oder|no|nicht wahr|non|isnt it|yes|verdad|certo|vero|toch|hein)? \?$"
)
_NEGATED = re.compile(
    r"(?<![a-z])(?:not|isnt|arent|doesnt|dont|wasnt|never|cannot|cant|fails?|no longer|nicht|keine?|pas|nest|no|nao|non|niet)(?![a-z])"
)
_INVERTED = re.compile(
    r"^(?:so |but |and |wait |hang on |hey |um |well )?(?:isnt|arent|wasnt|aint|doesnt)\b|[?.!,] (?:isnt|arent|doesnt)\b"
)
_CALLED = re.compile(
    r"how (?:can|could|come|does|do)\b.{0,40}?(?:claim|call|say|pretend|market|label|advertis|get away)|\bif\b.{0,40}?(?:closed|proprietary|secret|missing|not)"
)
_WHY_WORD = re.compile(
    r"(?:\bwhy\b|how come|what makes|warum|wieso|weshalb|pourquoi|por que|perche|waarom|how (?:can|could)|on what grounds)(.*)",
    re.DOTALL,
)
_TAGGED = re.compile(
    r"(?:, (?:right|correct|oder|no|non|verdad|certo|vero|ne|hein|nicht wahr|yes|isnt it|toch|ya)|\bright) \?"
)


def presumption(text: str) -> Presumption | None:
    """What a question takes for granted about the system it names, or None."""
    if why := _WHY_WORD.search(text):
        clause = re.split(r" [?!;\n] ?", why[1])[0]
        if not re.search(_CLAIM, clause) and not _NEGATED.search(clause):
            return None
        doubted = _NEGATED.search(clause) or _CALLED.search(why[0])
        return Presumption.NOT_OPEN_SOURCE if doubted else Presumption.OPEN_SOURCE
    if _INVERTED.search(text) and _verdict_asked(text):
        return Presumption.OPEN_SOURCE
    if _TAGGED.search(text) and _verdict_asked(text):
        return Presumption.NOT_OPEN_SOURCE if _NEGATED.search(text) else Presumption.OPEN_SOURCE
    return None


def list_filter(text: str) -> ListFilter:
    """Which systems a list is wanted of."""
    if cues.UNDECIDED.search(text):
        return ListFilter.UNDETERMINED
    if cues.NOT_PASSING.search(text):
        return ListFilter.NOT_CONFORMANT
    claims = re.search(rf"{_CLAIM}|(?<![a-z])class\b|通过|開源|开源", text)
    return ListFilter.CONFORMANT if claims else ListFilter.ALL
