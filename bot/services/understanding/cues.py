"""The words by which people ask, in the languages of the forum, as patterns over a sketch."""

from __future__ import annotations

import re

_OPEN = (
    r"open ?sourc(?:e|ed|ing)|opensourc(?:e|ed)|open ?weights?|open models?|open science|open ai model|foss|floss|oss|"
    r"(?:free|libre) software|libre|quelloffen\w*|(?:code )?source ouverte?|codigo fonte aberto|"
    r"codigo (?:abierto|aberto)|"
    r"software (?:libre|livre|libero)|logiciels? libres?|codice (?:sorgente )?aperto|sorgente aperto|"
    r"offene[rsnm]? quell\w+|"
    r"freie[rsnm]? software|vrije software|open bron|fuente abierta|开源|開源|开放源|オープンソース|"
    r"オープンウェイト|오픈소스|오픈 소스"
)
_CONFORM = (
    r"conform\w*|compl(?:y|ies|ied|iant|iance)|pass(?:es|ed|ing)?|qualif(?:y|ies|ied|ying)|meets?|"
    r"meeting (?:the|all)|counts?|fulfil\w*|satisf(?:y|ies|ied)|entspr\w+|erfull\w+|"
    r"respecte\w*|cumple\w*|cumpre\w*|rispetta\w*|voldoe\w+|besteht|符合|満た|準拠|合格|满足"
)
_VERDICT_WORD = (
    r"verdict|osaid|mof|openwash\w*|final result|expect (?:yes|no)|assessment of|status of|class (?:i|ii|iii|"
    r"1|2|3)|openness"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _words(alternatives: str) -> str:
    """Whole words; Chinese and Japanese have none, so that letters of those count anywhere."""
    latin = [word for word in alternatives.split("|") if word]
    return rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"


OPEN = re.compile(_words(_OPEN))
OPEN_OR_PLAIN = re.compile(
    _words(f"{_OPEN}|open|openly|offen|ouvert|abierto|aberto|aperto|closed|proprietary|proprietar|propietario")
)
CONFORM = re.compile(_words(_CONFORM))
VERDICT_WORD = re.compile(_words(_VERDICT_WORD))

WHY = _any(
    _words(
        r"why|for what reason|how come|how can|how could|how does|how do|explain|reasons?|justif\w+|on what grounds|"
        r"what makes|wtf|warum|wieso|weshalb|pourquoi|"
        r"por que|porque|perche|come mai|waarom|begrundung|comment|como puede|como pode|come puo|wie kann|hoe kan|grund"
    ),
    "为什么|為什麼|为何|なぜ|どうして|왜",
)
WHY_BEGINS = _any(
    r"(?:^|[?!.,;:\n(¿¡] ?|\b(?:so|and|but|ok|also|then|explain|tell me|und|et|y|e|ma|aber|but then|bitte) )"
    r"(?:why|for what reason|how come|how can|how could|on what grounds|what makes|warum|wieso|weshalb|"
    r"pourquoi|por que|"
    r"perche|come mai|waarom|wie kann|come puo|como puede|como pode|comment)\b",
    r"^(?:please )?explain\b|\bexplain$|\bexplain [?!.]|why not$|why not [?!]",
    "为什么|為什麼|なぜ|どうして",
)

WOULD_TAKE = _any(
    r"what would (?:it|SYS|they|have|need|has|\w+) .{0,30}?(?:take|need|change|go|to (?:be|become|pass|"
    r"conform|qualify|make|get|go))",
    r"what (?:would|does|do|must|should|has|needs?) (?:it|SYS|they|\w+)? ?.{0,30}?(?:need|have|has|change|"
    r"take|do|fix|add|release) .{0,25}?(?:to|for|before|in order|so that)",
    r"what (?:needs?|has|have|must|is needed|is required|changes|would have) .{0,30}?(?:change|fixed|added|"
    r"released|done|needed|required|go|happen)",
    r"how (?:could|can|would|might|should) (?:SYS|it|they|\w+(?: \w+)?) (?:become|be made|be turned|get|pass|"
    r"be fixed|be made)",
    r"how (?:far|close) (?:is|are|from) .{0,30}?(?:from|to|being|pass)",
    r"(?:which|what) (?:licen[cs]e|terms|license change) (?:would|must|should|does|could|can|"
    r"do) .{0,40}?(?:need|have|change|use|adopt|switch|take|make)",
    r"(?:change|changes|changing|steps|missing|lacking|lacks?|needed|required) (?:\w+ ){0,4}?(?:to|"
    r"for) (?:SYS |it )?(?:to )?(?:be|become|pass|conform|qualify|count|make|reach|get)\b",
    r"to (?:make|turn|get) (?:SYS|it|this|that) .{0,20}?(?:open|pass|conform|compliant)",
    r"was (?:musste|muss|brauchte|braucht|fehlt) .{0,40}?(?:damit|um|andern|geandert|zu werden|werden|noch)",
    r"que (?:faudrait|manque|devrait|faut) ?t? ?.{0,40}?(?:pour|changer)|que (?:tendria|falta|deberia|"
    r"haria falta|hace falta) .{0,40}?(?:para|cambiar)",
    r"o que (?:falta|teria|precisa|precisaria|deve) .{0,40}?(?:para|mudar)|cosa (?:manca|dovrebbe|serve|"
    r"servirebbe) .{0,40}?(?:per|cambiare)",
    r"wat (?:moet|zou|ontbreekt|mist|is er nodig) .{0,40}?(?:om|voor|veranderen|nog)",
    "需要什么|需要什麼|怎样才能|どうすれば|何が必要",
)

COMPARE = _any(
    _words(
        r"vs|versus|compar(?:e|ed|es|ing|ison)|differences?|differs?|whats different|gegenuber|vergl\w+|"
        r"unterschied\w*|diferencias?|diferencas?|"
        r"differenz[ae]|verschil\w*|confronto|side by side|rather than|instead of|as opposed to|more open|"
        r"less open|opener|most open|mas abierto|plus ouvert|"
        r"mais aberto|piu aperto|offener|opener dan|better than|worse than|distinction|distinguish|same (?:thing )?as"
    ),
    r"SYS (?:or|oder|ou|o|of|y|et|und|e|and) SYS.{0,60}?(?:which|what|better|more)|(?:which|welche\w*|lequel|"
    r"cual|qual|quale|welk\w*)\b.{0,60}?SYS .{0,20}?(?:or|oder|ou|o|of) (?:\w+ )?SYS",
    r"SYS .{0,60}? (?:than|als|que|di|dan) SYS|SYS (?:or|oder|ou|o|of) SYS|SYS .{3,60}?(?:but|while|whereas|"
    r"yet|aber|mais|pero|mas|ma|maar) (?:\w+ ){0,2}?SYS",
    r"open ?sourced? (?:\w+ ){0,3}?(?:or|and not|not|versus|oder|ou|o|of|nicht|et non|"
    r"y no) (?:\w+ ){0,3}?open ?(?:weights?|models?|gewicht\w*)",
    r"open ?(?:weights?|models?) (?:\w+ ){0,3}?(?:or|and not|not|versus|oder|ou|o|of|nicht|"
    r"et non) (?:\w+ ){0,3}?(?:really |truly |actually )?open ?sourced?",
    "区别|區別|不同|对比|比较|比較|違い|どちら|还是",
)

LICENCE = _any(
    _words(
        r"LIC|licen[cs](?:e|es|ed|ing|or|ee)|relicen[cs]\w*|lizen[zs]\w*|licencias?|licencas?|licenz[ae]|"
        r"licenties?|commercial\w*|kommerziell\w*|commerciale?|"
        r"comercial\w*|commercieel|copyleft|permissive|terms of use|acceptable use|royalt\w+|non ?commercial|"
        r"sublicen[cs]e|redistribut\w+|restrictions?|restricted|patents?"
    ),
    r"(?:can|may|could|am|are) (?:i|we|you|one|people|a company|companies|"
    r"my company)(?: \w+){0,2}? (?:allowed|use|sell|ship|modify|redistribute|fine ?tune|host|deploy|embed|"
    r"resell|fork)",
    "许可|許可|商用|ライセンス|授权|라이선스|商業",
)
TERMS = re.compile(_words("terms|clauses?|be used|be sold|be shipped|be embedded|be hosted|be redistributed"))
LICENCE_ASKED = _any(
    r"(?:can|may|could|kann|darf) SYS (?:\w+ )?(?:be )?(?:used|sold|modified|shipped|embedded|hosted|redistributed)\b",
    r"(?:which|what|under which|under what) (?:\w+ ){0,2}?(?:clauses?|terms|conditions)\b",
    r"(?:is|are|was|were) SYS (?:\w+ ){0,2}?LIC\b",
    r"(?:is|are|be|under) (?:\w+ )?LIC\b",
    r"(?:which|what|whats|welche\w*|quelle|que|qual|quale|welke) (?:\w+ ){0,3}?(?:licen[cs]e|lizenz|licencia|"
    r"licenca|licenza|licentie)",
    r"(?:licen[cs]es?|lizenz|licencia|licenca|licenza|licentie|LIC|terms) (?:\w+ ){0,4}?(?:is|are|a|an|"
    r"allow\w*|permit\w*|cover\w*|appl\w+|restrict\w*|forbid\w*|OSI|say|says|requires?|really|good|"
    r"compatible|approved|free)\b",
    r"(?:is|are|isnt|does|doesnt|do|can|must|should|would|will|was|has|did|ist|est|es|e|"
    r"deckt) (?:\w+ ){0,2}?(?:SYS (?:\w+ )?)?(?:licen[cs]es?|lizenz|licencia|licenca|licenza|licentie|LIC)\b",
    r"(?:can|may|could|am|are) (?:i|we|you|one|people|a company|companies|"
    r"my company)(?: \w+){0,2}? (?:allowed|use|sell|ship|modify|redistribute|fine ?tune|host|deploy|embed|"
    r"resell|fork)",
    r"commercial (?:use|product|usage|purposes)|commercially|kommerziell\w*|usage commercial|uso comercial|"
    r"uso commerciale|commercieel|商用|restrictions?|terms of use",
    r"(?:darf|kann) (?:ich|man|ich|wir)\b|puis je|puedo|posso|mag ik|peut on|se puede",
    r"(?:keep|change|changed|switch|switched|move|moved|drop|dropped|relicen[cs]e\w*|under|to|"
    r"from) (?:\w+ ){0,3}?(?:licen[cs]e|LIC)",
    "许可证|許可證|什么许可|ライセンス",
)

MISSING = _any(
    r"(?:how much|what|which) .{0,40}?(?:releas\w+|publish\w*|leave out|left out|held back|hold back|"
    r"withh\w+|disclos\w+|hid\w*)\b",
    r"(?:where|what|which|whats|whose|how much|is|are|was|were|will|did|does|do|has|have|wheres|can|no|any|"
    r"only|without|missing|need|see|find|get|download|release\w*|publish\w*|share[sd]?|open\w*|just|wo|ou|"
    r"donde|onde|dove|waar|keine?|pas de|sin|sem|senza|geen|sind|ist|est|sont|es|son|gibt|hay|ha|zijn|"
    r"welche\w*|quelles?|que|quais|quali|welke|and|or|the|from|about|over)\b.{0,60}?(?:COMP\b|"
    r"(?<![a-z])(?:data|code|scripts?|recipes?|ingredients)\b)",
    r"(?:COMP|\b(?:data|code|scripts?)) ?[,:]? (?:\w+ ){0,6}?(?:available|released|published|missing|public|"
    r"where|open\w*|shared|gated|downloadable|out|included|online|anywhere|closed|secret|hidden|verfugbar|"
    r"veroffentlicht|offen|disponibles?|publiee?s?|publicad[oa]s?|abert[oa]s?|abiert[oa]s?|disponive\w+|"
    r"disponibil\w|pubblicat\w|beschikbaar|openbaar|gepubliceerd)",
    r"(?:whats?|what is|which (?:parts?|components?|bits?|pieces?|things?)|what (?:parts?|components?|bits?|"
    r"else)) (?:\w+ ){0,4}?(?:missing|lacking|absent|closed|open|released|published|available|left out|"
    r"hidden|withheld|still)",
    r"was fehlt|que manque|ce qui manque|que falta|que le falta|o que falta|cosa manca|wat ontbreekt|"
    r"what (?:did|do|does) (?:they|SYS|\w+) (?:not )?(?:release|publish|open|share|hide|withhold|disclose)",
    r"(?:components?|parts|documents|files|artifacts) (?:\w+ ){0,6}?(?:published|released|available|missing|"
    r"open|exist)",
    "COMP|缺少|缺什么|足りない|公開されて|哪里",
)
PART_IS_SUBJECT = _any(
    r"(?:how much of|what) .{0,40}?(?:releas\w+|publish\w*|leave out|left out|held back|hold back|withh\w+)\b",
    r"(?:is|are|was|were|will|has|have|can|does|did|would|do|wheres|where|what|which|any|whats|show|find|"
    r"sind|ist|wo|est ce que|sont|ou|donde|onde|dove|waar|zijn|gibt es|hay|son|es|ha|os|sao|sono|quelles?|"
    r"welche\w*|les|los|las|i|le|de|die|der|das) (?:\w+ ){0,3}?(?:SYS )?(?:\w+ )?(?:COMP\b|(?<![a-z])(?:data|"
    r"scripts)\b)",
    r"(?:no|without|only|just|keine?|pas de|sin|sem|senza|geen|nur|where|missing) (?:\w+ ){0,4}?(?:COMP\b|"
    r"(?<![a-z])(?:data|code|scripts)\b)",
    r"SYS (?:\w+ )?(?:COMP|data)\b",
    r"(?:which|what) (?:parts?|components?|bits?|pieces?)|whats missing|what is missing|was fehlt|que manque|"
    r"que falta|que le falta|o que falta|cosa manca|wat ontbreekt",
    "^COMP|COMP.{0,6}(?:公開|开放|公开|在哪|どこ)|SYS ?的 ?COMP|SYS ?の ?COMP|缺少|足りない",
)

HISTORY = _any(
    _words(
        r"since when|from when|as of when|how long has|history|timeline|used to be|(?:always|previously|"
        r"originally|formerly|ever|still|already) (?:been )?(?:open|closed|free|under|LIC|licen[cs]ed)|"
        r"seit wann|depuis quand|desde cuando|"
        r"desde quando|da quando|sinds wanneer|fruher|anciennement|verlauf|when (?:did|was|were|has|is|will)|"
        r"when SYS|wann|quando|cuando|quand|wanneer|chang(?:e|ed|es) (?:its|their|the) (?:licen[cs]e|terms|"
        r"mind|verdict)|"
        r"licen[cs]e change[sd]?|who (?:reviewed|assessed|checked|judged|decided|evaluated|says|found|"
        r"looked at|did the review)|reviewed by|last (?:checked|reviewed|updated)|verdict change[sd]?"
    ),
    "什么时候|何时|何時|いつ|历史|歴史",
)

LIST = _any(
    r"which (?:ones )?(?:are|is|remain|stay) (?:\w+ )?(?:undetermined|unknown|unclear|undecided|conformant|compliant)",
    r"(?:which|what(?! about)|welche|quels?|quelles?|que|quais|que|quali|cuales|welke) (?:\w+ |DEF |LIC |"
    r"OPEN ){0,5}?(?:models|systems|llms|ais|lms|modelle|systeme|modeles|systemes|modelos|sistemas|modelli|"
    r"sistemi|modellen|systemen|ki modelle)\b",
    r"(?:list|show|name|give|tell)(?: me)? (?:\w+ ){0,3}?(?:models|systems|llms)\b",
    r"(?:list|show|name|enumerate|give) (?:me )?(?:\w+ ){0,4}?(?:all|every|some|any|the|of|"
    r"which)\b.{0,60}?(?:models?|systems?|llms?|ais?\b|open|DEF|SYS|pass|fail)",
    r"(?:how many|wie viele|combien|cuant[oa]s|quant[oaie]s?|hoeveel) (?:\w+ ){0,4}?(?:models?|systems?|"
    r"llms?|ais|systeme|modelle|modeles|systemes|modelos|sistemas|modelli|sistemi|modellen|systemen|of them|"
    r"pass|fail|are)\b",
    r"^any (?:\w+ ){0,5}?(?:models|systems|llms|ais)\b|are there (?:\w+ ){0,3}?(?:models|systems|llms|ais?|"
    r"ones)|is there (?:a|any|even) (?:single |one )?(?:\w+ ){0,3}?(?:model|system|llm|ai) (?:that|which|"
    r"with|at all|passing)|is there a list|have a list|got a list|full list|complete list",
    r"(?:what|which) (?:models|systems|llms|ones) (?:\w+ )?fail\b",
    r"(?:what|which) (?:\w+ ){0,2}?(?:passes|fails|conforms|qualifies|pass|fail|conform|qualify|complies|"
    r"comply|meets|meet)\b(?! for).{0,30}?(?:DEF|class|\?|osaid|mof|$)",
    r"(?:everything|all|every|anything) (?:that|which) (?:is|are|passes|fails|pass|fail|conforms|qualifies)|"
    r"all (?:\w+ ){0,2}?(?:models|systems|llms) (?:that|which|please)|all (?:\w+ ){0,2}?open source (?:ai|"
    r"ais|models|systems|llms)\b|who (?:passes|fails|passed|failed)",
    r"liste (?:des|aller|der|von)|lista (?:de|dei|delle|di)|lijst (?:van|met)|gib mir (?:\w+ )?(?:alle|"
    r"eine liste)|alle (?:\w+ )?(?:modelle|systeme|modellen|systemen)",
    "哪些|どのモデル|どの(?:AI|ai)|一覧|列出|有哪些|どれが",
)
NOT_PASSING = _any(
    _words(
        r"fail(?:s|ed|ing)?|not (?:open|pass|conform|comply|meet|qualify)|dont (?:pass|conform|comply|meet|"
        r"qualify)|non ?conform\w*|closed|proprietary|doesnt|durchgefallen|nicht|pas|no (?:son|cumplen)|nao|"
        r"non|niet|rejected|wrongly|falsely|pretend\w*"
    ),
    "不|没有|ない",
)
UNDECIDED = re.compile(
    _words(
        "unknown|undetermined|undecided|unclear|open question|not known|pending|unbekannt|unklar|inconnu|"
        "indetermin\\w+|desconocid\\w+"
    )
)

CERTIFY = re.compile(
    _words(
        r"certif\w*|zertifi\w*|seal of approval|stamp of approval|endors\w*|officially approve[sd]?|"
        r"officially recogni[sz]\w*"
    )
)
BOT = _any(
    _words(
        r"(?:who|what) are you|what can you (?:do|answer)|are you \w+|(?:your|you) (?:source|sources|data|"
        r"database|answers?|verdicts?|knowledge|code|name|creator|author)|how do you (?:work|know|decide)|"
        r"who (?:made|built|runs|wrote|maintains) (?:you|this bot|the bot)|this bot|the bot|help me use|"
        r"bot help|wer bist du|was kannst du|qui es tu|quien eres|quem e voce|chi sei|wie ben je"
    ),
    "^help$|^hilfe$|^help [?!]",
)
LOOK_UP = re.compile(
    _words(
        r"(?:place|where|site|website|page|database|registry|tool|resource|somewhere|"
        r"table) (?:\w+ ){0,5}?(?:look(?: \w+)? up|look up|check|find out|see|browse|search|lists?|compare)|"
        r"wo (?:\w+ ){0,4}?nachsehen"
    )
)
NO_QUESTION_OF_OPENNESS = _any(
    r"how (?:(?:do|can|would|should) (?:i|we|you|one)|to) (?:\w+ )?(?:run|install|use|fine ?tune|finetune|"
    r"train|deploy|prompt|download|quanti[sz]e|convert|load|set|get|make|build|host|serve|start|fix)\b",
    r"(?:alternative|alternatives|replacement|substitute|clone|equivalent|alternativen?|alternativa|"
    r"alternativas|alternatief) (?:\w+ )?(?:to|for|of|zu|a|au|para|voor|al|de|von|fur)\b",
    r"wie (?:installiere|benutze|nutze|starte|lade)|comment (?:installer|utiliser|lancer|faire tourner)|"
    r"como (?:instalo|instalar|usar|uso|ejecuto|rodar)|come (?:installo|installare|uso|usare|si usa)|"
    r"hoe (?:installeer|gebruik|draai)",
    "如何(?:安装|使用|运行)|怎么(?:安装|用|运行)|使い方|インストール",
)
