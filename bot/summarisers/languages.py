"""Which language people speak in, told by the share of its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

ENGLISH, SEVERAL, UNKNOWN = "en", "mul", "und"

# A sentence is in the language whose words are the most of it, and at least this share.
LEAST = 0.15
# Shorter ones ("ok", "present+ Ana") tell nothing.
SHORTEST = 5

# A meeting is in a language if that holds for this share of the words of those sentences that could be told.
MOSTLY = 0.8

COMMON = {
    ENGLISH: """the of and to a in that it is i you for we have this be on with are not as was they but what there so
        do can if at or would just about think from my don't it's that's i'm we're will your should""",
    "de": """der die das und ist nicht ich wir ein eine zu den es mit sich auf für auch dass sie haben wenn aber wie
        noch im von dem werden hat sind oder kann dann schon nur man so""",
    "fr": """le la les et est que je nous une des du pas pour dans ce qui il en sur avec vous on mais plus être sont
        avons cette c'est au aux ne se ou""",
    "es": """el la los las y es que de no un una en por para con se lo como pero más está nosotros hay del al su este
        esta son yo muy también""",
    "it": """il la le e è che di non un una in per con si lo come ma più sono questo della del ho abbiamo anche gli
        nel alla io""",
    "pt": """o os as e é que de não um uma em por para com se mas mais está nós há do da no na ao dos das eu também
        isso são foi""",
    "nl": """de het een en is niet dat van ik we zijn te in op met voor maar ook er aan als dan nog wat hebben die
        wel moet kan naar""",
}
_COMMON = {language: frozenset(words.split()) for language, words in COMMON.items()}


def spoken(sentences: Iterable[Sequence[str]]) -> str:
    """The language of a meeting, as a code of ISO 639.

    Args:
        sentences: The words of each, lower case.

    Returns:
        "mul" where more than a fifth is in another language than the rest, "und" where no language was recognised.
    """
    words = Counter[str]()
    for sentence in sentences:
        if len(sentence) >= SHORTEST:
            words[of(sentence)] += len(sentence)
    told = Counter({language: count for language, count in words.items() if language != UNKNOWN})
    # Names, lists and code are of no language; where most is, it is one that is not in the table.
    if not told or 2 * words[UNKNOWN] > words.total():
        return UNKNOWN
    language, most = max(told.items(), key=lambda one: (one[1], one[0]))
    return language if most >= MOSTLY * told.total() else SEVERAL


def of(words: Sequence[str]) -> str:
    """The language of one sentence; "und" where it has too few of the common words of any."""
    if not words:
        return UNKNOWN
    shares = {language: sum(word in common for word in words) / len(words) for language, common in _COMMON.items()}
    best = max(shares, key=lambda language: (shares[language], language == ENGLISH, language))
    return best if shares[best] >= LEAST else UNKNOWN
