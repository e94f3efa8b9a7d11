"""Words and signs for what polls found, as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.polls.adoptions import Stood
from bot.domain.polls.agendas import Place
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.domain.polls.polls import PollState
from bot.domain.polls.results import CellResult
from bot.domain.polls.scales import STEP_WORDS, BallotScale
from bot.domain.polls.tallies import Counts, Number
from bot.services.published.poll_outlines import PollOutline
from bot.surfaces.replies.wording import verdict_word
from bot.surfaces.site.telling import VERDICT_TONES
from bot.texts import _

_TONES = {
    Outcome.REQUIRED: "good",
    Outcome.LIKELY_REQUIRED: "good",
    Outcome.MAYBE_REQUIRED: "open",
    Outcome.LIKELY_NOT_REQUIRED: "bad",
    Outcome.NOT_REQUIRED: "bad",
    Outcome.NO_CONSENSUS: "open",
    Outcome.TIE: "open",
}

PLACES: Mapping[Place, str] = {
    Place.SETTLED: _("Settled"),
    Place.DIVIDED_BETWEEN_CATEGORIES: _("Divided between categories"),
    Place.DIVIDED_INSIDE: _("Divided inside"),
    Place.ASKED_TO_DISCUSS: _("Asked to discuss"),
    Place.UNDER_ANSWERED: _("Under-answered"),
}

PLACES_MEAN: Mapping[Place, str] = {
    Place.SETTLED: _("required or not required, and nothing speaks against taking it so"),
    Place.DIVIDED_BETWEEN_CATEGORIES: _("one category has more yes than no, another more no than yes"),
    Place.DIVIDED_INSIDE: _("no side reached the bar, and the division runs through the categories"),
    Place.ASKED_TO_DISCUSS: _("a quarter of the answers or more ask to talk first"),
    Place.UNDER_ANSWERED: _("fewer than half of those who took part answered"),
}


def outcome(found: Outcome) -> tuple[str, str]:
    """A verdict in words, and the tone of its sign."""
    return WORDS[found], _TONES.get(found, "quiet")


def standing(found: PollOutline) -> tuple[str, str]:
    """How a poll stands in a word or two, and the tone of its sign."""
    if found.state is PollState.VOID:
        return _("void"), "bad"
    if found.state is PollState.OPEN:
        return _("open"), "open"
    if found.state is PollState.CLOSED:
        return (_("closed"), "good") if found.final else (_("closed, being counted"), "open")
    return _("opens later"), "quiet"


def stood(found: Stood) -> tuple[str, str]:
    """What a system's verdict was, and the tone of its sign."""
    word = verdict_word(found.verdict)
    if found.possible_level is not None:
        reached = found.level or _("no level")
        word = reached if found.level == found.possible_level else _("{certain}, perhaps {possible}").format(
            certain=reached, possible=found.possible_level
        )  # fmt: skip
    return word, VERDICT_TONES[found.verdict]


def interval(one: CellResult) -> str:
    """The 95 % interval of the yes of yes and no; empty where nobody said either."""
    found = one.measures.interval
    if found is None:
        return ""
    low, high = (int((100 * end).to_integral_value()) for end in (found.low, found.high))
    return _("{low}–{high} %").format(low=low, high=high)


def choices(scale: BallotScale) -> tuple[tuple[str, str], ...]:
    """What could be said, by its id and in words; what stands for no answer last."""
    words_ = {"yes": _("yes"), "no": _("no"), "discuss": _("discuss"), "abstain": _("abstain")}
    words_ |= {choice.value: word for choice, word in STEP_WORDS.items()}
    return (*((choice.value, words_[choice.value]) for choice in scale.choices), ("unanswered", _("no answer")))


def counted(counts: Counts, scale: BallotScale) -> tuple[Number, ...]:
    """How many said each, in the same order."""
    return (*(counts.said(choice) for choice in scale.choices), counts.unanswered)


def bar_parts(scale: BallotScale) -> tuple[str, ...]:
    """The parts of a bar of answers: at most five."""
    if scale is BallotScale.TEMPERATURE:
        return (_("for"), _("against"), _("neutral"), _("abstain"), _("no answer"))
    return (_("yes"), _("no"), _("discuss"), _("abstain"), _("no answer"))


def bar_values(counts: Counts) -> tuple[float, ...]:
    """The values of these parts."""
    middle = counts.discuss + counts.neutral
    return tuple(float(one) for one in (counts.yes, counts.no, middle, counts.abstain, counts.unanswered))


def bar_words(counts: Counts, scale: BallotScale) -> str:
    """The same in words, without what nobody said."""
    parts = zip(bar_values(counts), bar_parts(scale), strict=True)
    return ", ".join(f"{value:g} {word}" for value, word in parts if value) or _("nobody")
