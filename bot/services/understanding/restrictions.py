"""What narrows a question down: a level, a restriction of a list, or something that was made from a system."""

from __future__ import annotations

import re

from bot.domain.questions import Ambiguous, Found, ListFilter, Mention
from bot.services.understanding.name_indexes import NameIndex

_CLASS = re.compile(r"(?<![a-z])(?:class|klasse|classe|clase) (iii|ii|i|[123])(?![\w.])")
_CLASSES = {"i": "I", "ii": "II", "iii": "III", "1": "I", "2": "II", "3": "III"}
_G7_LEVELS = (
    ("open-source-ai-with-open-data", r"open ?source(?: ai)?(?: \w+)? with open data"),
    ("weights-available", r"weights? available|available weights?"),
    ("open-weights", r"open ?weights?"),
    ("open-source-ai", r"open ?source"),
)
_KIND_OF_MODEL = (
    r"european|eu|asian|african|american|chinese|french|german|italian|spanish|swiss|dutch|british|uk|japanese|"
    r"korean|indian|canadian|israeli|russian|arabic|multilingual|english|image|vision|video|audio|speech|music|"
    r"text|coding|code|embedding|reasoning|small|tiny|medical|scientific|recent|new|newest|latest|old|older|"
    r"oldest|popular|best|base|chat|commercial|academic|university|moe|multimodal|diffusion|local"
)
_MODELS = r"(?:models?|systems?|llms?|ais|lms|modelle|systeme|modeles|modelos)"
_UNEXPRESSED = re.compile(
    rf"(?<![a-z])(?:(?:{_KIND_OF_MODEL}) (?:ai )?{_MODELS}|"
    r"(?:since|before|after|until|from|in|of|during) (?:\w+ )?(?:19|20)\d\d|"
    r"(?:since|before|after|during) (?!DEF|SYS)\w+|this year|last (?:year|month)|"
    r"(?:from|in|made in|built in) (?:the )?(?:europe|eu|china|france|germany|us|usa|uk|america|asia|africa|india|"
    r"switzerland|japan|korea|spain|italy|universit\w+|academia)|"
    r"if (?:they|it|their|its|the|only|all|somebody)|(?:only|just|solely) (?:on|because|for|by|due|over)|"
    r"(?:under|over|above|below|smaller|larger|bigger|less|more|fewer|at least|at most) (?:than )?\d[\w.]*|"
    rf"\d+ ?b (?:{_MODELS})|(?:under|with|use|uses|using|has|have) (?:an? |the )?(?:\w+ )?(?:LIC|COMP)|LIC {_MODELS}|"
    r"(?:release|releases|released|publish|publishes|published|share|shares|ship|have|lack|lacks) (?:\w+ ){0,4}?COMP|"
    r"(?:for|in) (?:speech|images?|code|text|audio|video|translation|english|german|french|commercial use))(?![a-z])"
)
_ONLY_LICENCE = re.compile(
    r"(?<![a-z])(?:(?:only|just|solely|merely|purely|nothing but|alone|except) (?:\w+ ){0,6}?(?:LIC|licen[cs]\w*)|"
    r"(?:LIC|licen[cs]es?) (?:is |are |was )?(?:alone|only|the only)|but for (?:the|their|its) licen[cs]\w*|"
    r"(?:if|with|under) (?:\w+ ){0,4}?(?:other|another|different|better|free|proper) licen[cs]\w*|"
    r"if (?:\w+ ){0,3}?licen[cs]es? (?:\w+ ){0,2}?(?:chang\w+|differ\w*|fixed))(?![a-z])"
)
_TUNED = r"(?:fine ?tun(?:e|es|ing)|(?:q|d)?lora|adapter|merge|derivative|derivation|distillation|distill|fork|remix)"
_DERIVED = re.compile(
    rf"(?<![a-z])(?:(?:fine ?tuned )(?:version |variant |copy |checkpoint |model )?(?:of |from )?(?:\w+ ){{0,2}}?SYS|"
    rf"(?<!to )(?<!i )(?<!we )(?<!you ){_TUNED}s? (?:\w+ ){{0,2}}?(?:of|on|from|for|over|on top of) "
    r"(?:\w+ ){0,2}?SYS|"
    rf"SYS (?:fine ?tunes?|(?:q|d)?loras?|adapters?|derivatives?|merges?|forks?|remix)|"
    r"SYS (?:that (?:was|is|i|we|they) )?(?:have )?fine ?tuned "
    r"(?:by|with|for|on|version|variant|model|checkpoint)(?! [?.]|$)|"
    r"(?:model|system|llm|something|one|version|assistant|chatbot|it|mine) (?:that )?(?:is |was |i |we )?"
    r"(?:based|built|tuned|fine ?tuned|derived|distilled) (?:on|from|upon)(?: top of)? (?:\w+ ){0,2}?SYS|"
    r"on top of (?:\w+ ){0,2}?SYS)(?![a-z])"
)
_SAID_OF_ANOTHER = re.compile(
    r"(?<![a-z])SYS (?:, )?(?:(?:is|was|as|which|that) )*(?:only |just |really )?(?:a |an |the )?$"
)
_FAMILY = re.compile(
    r"(?<![a-z])(?:which|list|show|all|how many|welche\w*|quels?|quelles?|quais|quali|welke) "
    r"(?:(?:of|the|all|other|open|me|current) ){0,3}SYS "
    r"(?:\w+ )?(?:models?|versions?|releases?|variants?|members?|generations?|systems?|ones|llms|"
    r"family|series|modelle|versionen|modeles|modelos|modelli|modellen|are|is|pass\w*|fail\w*|conform\w*|qualif\w+|compl\w+|meets?)(?![a-z])"
)
CHANGED_VERDICT = re.compile(
    r"(?<![a-z])(?:(?:chang|differ|flip|switch)\w* .{0,60}?DEF\b.{0,20}?DEF|"
    r"(?:pass|conform|fail)\w* .{0,30}?DEF (?:but|and|yet) .{0,30}?(?:pass|conform|fail|not)\w* .{0,30}?DEF)(?![a-z])"
)


def level(text: str, definitions: tuple[str, ...]) -> str | None:
    """The level that a question names, from its sketch; a word of the G7 only where those are named."""
    if said := _CLASS.search(text):
        return _CLASSES[said[1]]
    if not any(label.startswith("g7") for label in definitions):
        return None
    return next((id_ for id_, words in _G7_LEVELS if re.search(rf"(?<![a-z]){words}(?![a-z])", text)), None)


def list_filter(text: str) -> ListFilter | None:
    """A restriction of a list that goes beyond a verdict, or None."""
    return ListFilter.LICENCE_ONLY if _ONLY_LICENCE.search(text) else None


def unfiltered(text: str, chosen: ListFilter, level_named: str | None) -> bool:
    """Whether the sketch of a list question restricts it in a way that the filter and the level do not express."""
    weights = re.search(r"open ?weights?", text) is not None and re.search(r"open ?source", text) is None
    if weights and level_named is None:
        return True
    return chosen is not ListFilter.LICENCE_ONLY and _UNEXPRESSED.search(text) is not None


def derived(text: str) -> bool:
    """Whether a sketch asks of something made from the system it names ("my fine-tune of SYS")."""
    found = _DERIVED.search(text)
    return found is not None and _SAID_OF_ANOTHER.search(text[: found.start()]) is None


def widened(mentions: tuple[Mention, ...], text: str, names: NameIndex) -> tuple[Mention, ...]:
    """The mentions of a list question; one name of a family's member that names the family too means all of it."""
    if not _FAMILY.search(text):
        return mentions
    return tuple(_family_of(mention, names) for mention in mentions)


def _family_of(mention: Mention, names: NameIndex) -> Mention:
    match mention:
        case Found(written=written, system=system, siblings=siblings) if siblings:
            return Ambiguous(written, names.by_release((system, *siblings)))
    return mention


def lists_family(text: str) -> bool:
    """Whether a sketch asks which members of a family ("which SYS versions are open source")."""
    return _FAMILY.search(text) is not None
