"""Where in a sentence the name of a system stands: "is … open source", "the weights of …", "… vs …"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.understanding.tokens import Gap, Token, Tokens

COPULAS = frozenset(
    """
    is are was were isnt arent wasnt werent be does did do doesnt didnt dont will would can could should has
    have had hasnt havent may might must ist sind war waren wird wurde kann darf est sont etait serait peut
    estce es son era fue esta puede e sao foi pode sono puo zijn wordt kan
    """.split()
)
BETWEEN = frozenset(
    """
    really actually truly still now not an a the fully totally completely even considered called labelled
    labeled classed counted counting as real true genuine genuinely proper supposedly currently officially
    technically legally also just only kind sort of in fact at all already never always once yet ever more most
    to be been being quite pretty strictly considered any bit that itself themselves about how entirely partly
    partially partial 100 percent it they then so one itself legitimately honestly basically actual meant going
    supposed known very by under itself wirklich echt eigentlich denn nun als eine ein auch tatsachlich nicht
    schon noch komplett ganz gilt wahrhaft wahr vraiment considere consideree comme un une de du le la les pas
    ne n il elle reellement totalement completement ils realmente verdaderamente una considerado considerada del
    completamente totalmente no verdadeiramente mesmo nao davvero veramente considerato non proprio una il wel
    nu nog een niet werkelijk ook
    """.split()
)
_OPEN = frozenset(
    """
    opensource opensourced openly foss floss oss libre quelloffen quelloffene quelloffenes abierto abierta
    aberto aberta aperto aperta ouvert ouverte offen offene libero livre closed proprietary conformant compliant
    compatible conforming osaid mof gated available downloadable released published licensed unlicensed openness
    openweight openweights openwashed openwashing ungated reproducible transparent mit apache gpl agpl lgpl bsd
    openrail veroffentlicht frei verfugbar disponible disponivel publie publiee publicado beschikbaar fsf osi
    osd propietario geschlossen
    """.split()
)
_OPEN_ENDINGS = {
    "free": frozenset({"software", "and", "libre", "as", "to", ""}),
    "codigo": frozenset({"abierto", "aberto"}),
    "source": frozenset({"open", "ouverte", "available"}),
    "logiciel": frozenset({"libre"}),
    "software": frozenset({"libre", "livre", "libero"}),
    "code": frozenset({"ouvert", "source"}),
    "sorgente": frozenset({"aperto"}),
    "fully": frozenset({"open"}),
}
_NOT_OPEN = frozenset(
    {
        "to",
        "about",
        "for",
        "up",
        "question",
        "questions",
        "a",
        "an",
        "the",
        "issue",
        "issues",
        "minded",
        "it",
        "at",
        "on",
    }
)
_OPEN_CJK = ("开源", "開源", "开放", "公开", "公開", "オープン", "ライセンス", "许可", "오픈", "符合", "準拠")
VERBS = frozenset(
    """
    use uses used release releases released publish publishes published pass passes passed fail fails failed
    meet meets conform conforms comply complies qualify qualifies count counts claim claims claimed give gives
    gave ship ships shipped provide provides include includes opened opens disclose discloses share shares
    shared need needs require requires document documents come comes deserve deserves satisfy satisfies fulfil
    fulfils fulfill violate violates train have has say says only call calls describe let lets allow allows get
    got made make makes stay missing lacking lack lacks erfullt erfullen entspricht besteht nutzt respecte
    publie utilise cumple publica usa cumpre rispetta voldoet pubblica gilt zahlt
    """.split()
)
ARTICLES = frozenset(
    """
    the a an this that these those my your our their its his her some any no every each der die das dem den ein
    eine einen le la les un une el los las una il lo gli o os as um uma de het een one dein mein unser such what
    which
    """.split()
)
_BEFORE_NAME = frozenset(
    "of for about behind in on with von fur zu de du des di del da do van over sur sobre su uber called "
    "named than bei zum".split()
)
_SIDES = frozenset("vs versus v than gegen contro contra tegen".split())
_VERSUS = frozenset({"vs", "versus"})
_COMPARING = frozenset("compare comparing compared vergleiche vergleich comparer compara confronta vergelijk".split())
_CLAUSE_OPENERS = frozenset(
    "so but and because why how when if does did that can then or while though although has whether since "
    "what where denn dass ob warum wieso".split()
)
_KINDS = frozenset(
    "chat instruct base model models family series llm llms system systems modell modelle modele modelo modello".split()
)
_LACKING = frozenset("missing lacking needed required needs fehlt manque falta manca ontbreekt".split())
_ABOUT = frozenset({"about"})
LICENCE_WORDS = frozenset(
    """
    licence licences license licenses licensed licencing licensing relicense lizenz lizenzen licencia licencias
    licenca licencas licenza licenze licentie licenties
    """.split()
)
PARTS = frozenset(
    """
    weights weight data dataset datasets code licence license licenses licences paper papers model models
    checkpoint checkpoints card report repo repository readme terms training pretraining inference architecture
    parameters tokenizer corpus recipe scripts gewichte trainingsdaten lizenz licencia licenca licenza licentie
    poids pesos pesi modell modelo modele modello system
    """.split()
)


def is_open_cue(pieces: Sequence[Token], at: int) -> bool:
    """Whether the words here say open, closed, conformant, released or the like."""
    if at >= len(pieces):
        return False
    key = pieces[at].key
    following = pieces[at + 1].key if at + 1 < len(pieces) and pieces[at + 1].gap is not Gap.BREAK else ""
    if key == "open":
        return following not in _NOT_OPEN
    if key == "class":
        return following in {"i", "ii", "iii", "1", "2", "3"}
    if key in _OPEN_ENDINGS:
        return following in _OPEN_ENDINGS[key]
    return key in _OPEN or key.startswith(("conform", "compli", "opensourc")) or any(cue in key for cue in _OPEN_CJK)


class Places:
    """The places of one message."""

    def __init__(self, tokens: Tokens) -> None:
        self._pieces = tokens.pieces
        self.open = [is_open_cue(tokens.pieces, at) for at in range(len(tokens.pieces))]
        self.about_openness = any(self.open) or any(piece.key in PARTS for piece in tokens.pieces)

    def named(self, first: int, after: int, strict: bool = False) -> bool:
        """Whether a system's name is to be expected here.

        Args:
            strict: Only places that leave no other reading, for lower-case words that may be something else.
        """
        left = self._left(first)
        if self._right(after) in LICENCE_WORDS:
            return True
        if strict and left in ARTICLES:
            return False
        if self._asked(first, after) or self._said(first, after, left) or self._beside_cjk(first, after):
            return True
        if self._headed(first, after) or self._alone(first, after) or self._how_open(first, left):
            return True
        if self._part_of(first, left) or self._compared(first, after, strict):
            return True
        if not strict and left in ARTICLES and self._part_of(first - 1, self._left(first - 1)):
            return True
        return (not strict or self._pieces[after - 1].possessive) and self._owns_part(first, after)

    def _left(self, first: int) -> str:
        return self._pieces[first - 1].key if first and self._pieces[first].gap is not Gap.BREAK else ""

    def _right(self, at: int) -> str:
        return self._pieces[at].key if at < len(self._pieces) and self._pieces[at].gap is not Gap.BREAK else ""

    def past_between(self, at: int) -> int:
        """The first place from here that is no adverb, article or negation."""
        while self._right(at) in BETWEEN and not self.open[at]:
            at += 1
        return at

    def _past_kind(self, at: int) -> int:
        """The place after "model" or the like, where one follows the name."""
        return at + 1 if self._right(at) in _KINDS else at

    def _asked(self, first: int, after: int) -> bool:
        """As in "is … really open source", "did … publish"."""
        place, skipped, after = first - 1, first, self._past_kind(after)
        while place >= 0 and skipped - place <= 2 and self._pieces[place].possessive:
            place -= 1
        if place < 0 or self._pieces[place].key not in COPULAS or self._pieces[place + 1].gap is Gap.BREAK:
            return False
        if any(piece.key in PARTS for piece in self._pieces[max(0, place - 3) : place]):
            return True
        at = self.past_between(after)
        return at < len(self._pieces) and (self.open[at] or self._right(at) in VERBS) and self._right(at) != ""

    def _said(self, first: int, after: int, left: str) -> bool:
        """As in "… is open source", "… only gives the weights"."""
        after = self._past_kind(after)
        at = self.past_between(after)
        if self._right(at) in COPULAS and (at := self.past_between(at + 1)) < len(self._pieces) and self.open[at]:
            return True
        opens = self._pieces[first].opens or self._pieces[first].gap is Gap.BREAK or left in _CLAUSE_OPENERS
        return (
            opens and self.about_openness and self._right(at) in VERBS - {"say", "says", "call", "calls", "let", "lets"}
        )

    def _headed(self, first: int, after: int) -> bool:
        """As in "…: open source or not?"."""
        at = self.past_between(after)
        return self._pieces[first].opens and at < len(self._pieces) and self.open[at]

    def _alone(self, first: int, after: int) -> bool:
        others = [piece.key for piece in (*self._pieces[:first], *self._pieces[after:])]
        return len(others) <= 2 and all(
            key in {"and", "what", "about", "how", "ok", "hm", "hmm", "or"} for key in others
        )

    def _how_open(self, first: int, left: str) -> bool:
        """As in "how open source is …"."""
        return (
            left in COPULAS
            and any(self.open[max(0, first - 4) : first])
            and self._pieces[max(0, first - 4)].key != "if"
        )

    def _part_of(self, first: int, left: str) -> bool:
        """As in "the weights of …", "what about …"."""
        before = [piece.key for piece in self._pieces[max(0, first - 6) : first]]
        if left in _ABOUT and len(before) > 1 and before[-2] in {"what", "how"}:
            return True
        return left in _BEFORE_NAME and any(key in PARTS or key in _LACKING for key in before)

    def _owns_part(self, first: int, after: int) -> bool:
        """As in "…'s licence", "… training data"."""
        right = self._right(after)
        return right in PARTS and (self._pieces[after - 1].possessive or self._left(first) not in ARTICLES)

    def _compared(self, first: int, after: int, strict: bool) -> bool:
        sides = _VERSUS if strict else _SIDES
        left = self._left(first)
        if left in sides or left in _COMPARING or self._right(after) in sides:
            return True
        before = (piece.key for piece in self._pieces[max(0, first - 8) : first])
        return left in {"with", "and", "to", "mit", "und"} and any(key in _COMPARING for key in before)

    def _beside_cjk(self, first: int, after: int) -> bool:
        around = (first - 1, after, after + 1)
        return any(
            0 <= at < len(self._pieces) and self.open[at] and not self._pieces[at].key.isascii() for at in around
        )
