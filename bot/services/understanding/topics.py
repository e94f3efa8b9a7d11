"""What a question about the definition, or about the bot, is about."""

from __future__ import annotations

import re

from bot.domain.questions import Topic

_TOPICS = (
    (
        Topic.UNSHAREABLE_DATA,
        r"medical|patient|private data|privacy|personal data|gdpr|dsgvo|copyrighted (?:data|books?|works?|"
        r"material)|(?:cannot|cant|not|never|may not|illegal to) (?:be )?(?:legally )?(?:shared?|published?|"
        r"released?|distribut\w+|disclos\w+|redistribut\w+)|unshareable|unsharable|indigenous|confidential|"
        r"health records|hospital|sensitive data",
    ),
    (
        Topic.DATA_INFORMATION,
        r"data information|information (?:on|about) (?:the )?(?:data|COMP)|skilled person|"
        r"substantially equivalent|dateninformation\w*|informations? sur les donnees",
    ),
    (
        Topic.LICENCE_WORDS,
        r"os[id] (?:approved|compliant|conformant|compatible)|(?:approved|compliant|"
        r"conformant) (?:licen[cs]e|terms)|osi approved terms",
    ),
    (
        Topic.TRAINING_CODE,
        r"why (?:\w+ ){0,4}?(?:training code|COMP_TRAINING_CODE)|(?:training code) (?:\w+ ){0,3}?(?:required|"
        r"needed|necessary|asked)|compiler",
    ),
    (
        Topic.WEIGHTS_COPYRIGHT,
        r"copyright\w*|urheberrecht\w*|droit d auteur|derechos de autor|(?:weights|"
        r"parameters) (?:\w+ ){0,4}?(?:licen[cs]\w*|legal\w*|protected|owned|property)|legal status|"
        r"lizenz fur gewichte",
    ),
    (
        Topic.SAFETY,
        r"safety|safe|ethic\w*|harm\w*|responsible|misuse|bias|fairness|sicherheit|securite|seguridad|"
        r"sicurezza|veiligheid|military|weapons?",
    ),
    (Topic.HARDWARE, r"hardware|gpus?|tpus?|h100|compute|vram|data ?cent(?:er|re)|cloud|supercomputer"),
    (
        Topic.MACHINE_LEARNING_ONLY,
        r"decision trees?|expert systems?|symbolic|rule based|non ?ml|not machine learning|"
        r"machine learning only|only machine learning|only ml|linear regression|random forest|classical ai|"
        r"chess engine|prolog",
    ),
    (
        Topic.CERTIFICATION,
        r"certif\w*|zertifi\w*|stamp|seal of approval|(?:osi|it|you) (?:\w+ )?(?:approve|endorse)[sd]?|"
        r"endors\w*|officially (?:approve|recogni[sz]e)d?|who (?:decides|judges|approves)",
    ),
    (
        Topic.VERSION_IN_USE,
        r"(?:which|what) (?:version|definition|draft|release) (?:\w+ ){0,5}?(?:you|use|used|using|bot|"
        r"answers?|apply|applies|in force|current|applied)|current version|latest version|(?:version|"
        r"definition) (?:in force|in use|do you use|are you using)",
    ),
    (
        Topic.VERSIONS,
        r"(?:what|which) (?:\w+ )?(?:changed|changes|is new|different)|whats new|"
        r"chang\w+ (?:\w+ ){0,4}?(?:DEF|between|from|in)|DEF (?:vs|versus|to|and|und|et) DEF|"
        r"difference (?:\w+ )?(?:DEF|between DEF)|changelog|was hat sich|evolution",
    ),
    (
        Topic.HOW_DECIDED,
        r"who (?:voted|wrote|decided|made|drafted|was involved|came up|chose)|how (?:was|were|did|"
        r"is) (?:\w+ ){0,4}?(?:decided|decide|made|written|drafted|voted|chosen|developed|created|agreed|"
        r"arrived)|co ?design|working groups?|democra\w+|board vote|process behind|votes?\b|voting",
    ),
    (Topic.FREEDOMS, r"freedoms?|freiheiten|libertes?|libertades|liberdades|liberta|vrijheden|use study modify"),
    (Topic.OPEN_WEIGHTS, r"open ?weights?|open models?|weights only|just weights|only (?:the )?weights"),
    (
        Topic.TRAINING_DATA,
        r"(?:data|dataset|COMP|corpus|datasets)\b.{0,40}?(?:require\w*|need\w*|mandatory|optional|"
        r"precondition|necessary|must|obligatory|have to|published|open|included|part of)|(?:require\w*|"
        r"need\w*|mandatory|must|without|release|demand\w*|ask\w*|why no|share|publish|"
        r"include\w*) (?:\w+ ){0,5}?(?:data\b|dataset|COMP|corpus)|trainingsdaten",
    ),
    (
        Topic.WHERE_TO_LOOK,
        r"(?:place|where|site|website|database|registry|somewhere|table|page) (?:\w+ ){0,6}?(?:look|check|"
        r"find|see|lookup|browse|search|list)",
    ),
    (
        Topic.ABOUT,
        r"(?:who|what) are you|what can you|are you (?:a|an|the|open|human)|how do you work|your (?:source|"
        r"sources|code|data|name|creator)|(?:made|built|runs|wrote|maintains) (?:you|this bot|the bot)|"
        r"(?:this|the) bot|^help\b|wer bist du|was kannst du|qui es tu|quien eres|quem e voce|chi sei|"
        r"wie ben je",
    ),
    (
        Topic.WHAT_IS,
        r"(?:what (?:is|does|are|makes|counts as)|whats|was (?:ist|bedeutet|heisst|macht)|qu ?est ce que?|"
        r"c est quoi|que es|que significa|o que e|cosa (?:e|significa|vuol dire)|wat is|wat betekent|define|"
        r"definition of|explain|meaning of) (?:\w+ ){0,5}?(?:open ?source|osaid|DEF|ai definition|"
        r"quelloffen\w*|openness)|什么是|とは",
    ),
)
_PATTERNS = tuple((topic, re.compile(rf"(?<![a-z])(?:{pattern})")) for topic, pattern in _TOPICS)


def topic_of(text: str) -> Topic | None:
    """The topic of a question that names no system, from its sketch; None where none is plain."""
    return next((topic for topic, pattern in _PATTERNS if pattern.search(text)), None)


_CERTIFYING = re.compile(
    r"(?<![a-z])(?:certif\w*|zertifi\w*|endors\w+|(?:did|does|do|has|have|will|would|can|could|should|is|was) (?:the )?"
    r"(?:osi|open source initiative|you) (?:\w+ ){0,2}?(?:approv\w+|recogni[sz]\w+|bless\w*|accredit\w*|sign\w* off)|"
    r"(?:approved|recogni[sz]ed|blessed|accredited|vetted) by (?:the )?(?:osi|open source initiative)|"
    r"osi approved)(?![a-z])"
)
_OF_LICENCE = re.compile(r"(?<![a-z])(?:LIC|licen[cs]\w*|terms)(?![a-z])")


def certification_asked(text: str) -> bool:
    """Whether a question that names a system asks if somebody certified it, and not its licence."""
    return _CERTIFYING.search(text) is not None and _OF_LICENCE.search(text) is None
