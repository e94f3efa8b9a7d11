"""What a language model had part in, told in minutes: who was asked, what was dropped, what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bot.domain.meetings.model_sentences import Claim, Drop, Fallback, Flag, ModelSentence, Step, TopicReport
from bot.texts import _, listed, plural

_DROPPED = {
    Drop.MALFORMED: _("not as asked for"),
    Drop.TOO_MANY: _("more than asked for"),
    Drop.UNCITED: _("without a source"),
    Drop.TOO_MANY_SOURCES: _("with too many sources"),
    Drop.UNKNOWN_SOURCE: _("with a source that was not sent"),
    Drop.TOO_LONG: _("too long"),
    Drop.NOT_PLAIN: _("with a link, a mention, mark-up or hidden signs"),
    Drop.INSTRUCTING: _("telling the reader what to do"),
    Drop.MISQUOTED: _("misquoted"),
    Drop.WRONG_SPEAKER: _("with somebody who did not say it"),
    Drop.FOREIGN: _("with a number or name that is not in the sources"),
    Drop.UNSUPPORTED: _("with too few words of the sources"),
    Drop.WITHHELD: _("naming somebody who does not want to be named"),
    Drop.REPEATED: _("said twice"),
}
_FALLBACK = {
    Fallback.NOTHING_TO_SHOW: _("nothing in it may be sent"),
    Fallback.TOO_LARGE: _("it is too large to be sent"),
    Fallback.OUT_OF_TIME: _("no answer came in time"),
    Fallback.UNREACHABLE: _("the address cannot be reached"),
    Fallback.REFUSED: _("the server refused"),
    Fallback.BUSY: _("the server is busy"),
    Fallback.FAILED: _("the server failed"),
    Fallback.ANSWER_TOO_LARGE: _("the answer is too large"),
    Fallback.UNREADABLE: _("the answer cannot be read"),
    Fallback.NO_SENTENCE: _("no sentence of the answer can be used"),
    Fallback.FEWER_THAN_HALF: _("fewer than half of the answer’s sentences can be used"),
}
_STEPS = {
    Step.ASKED: _("asking the language model …"),
    Step.ASKED_WITHOUT_SCHEMA: _("the server knows no schemas, asking without …"),
    Step.ASKED_AGAIN: _("asking once more …"),
    Step.ANSWERED: _("answered"),
}
_CLAIMED = {
    Claim.POINT: _("point"),
    Claim.POSITION: _("position"),
    Claim.QUESTION: _("question"),
    Claim.RESOLUTION: _("resolution"),
    Claim.ACTION: _("action item"),
}


def progress(file: str | None, number: int, count: int, step: Step) -> str:
    """How far asking about a file, or about a town hall, is, for whoever waits."""
    text = _("Topic {number} of {count}: {step}") if file is None else _("{file}, topic {number} of {count}: {step}")
    return text.format(file=file, number=number, count=count, step=_STEPS[step])


def told(reports: Sequence[TopicReport]) -> Iterator[str]:
    """Who was asked, and topic by topic what came of it; plain text, a line each."""
    if not reports:
        return
    asked = reports[0].outcome.asked
    text = _(
        "Asked: the model {model} at {endpoint}, topic by topic, with instructions whose SHA-256 begins {digest}. "
        "Every sentence was checked against the lines that it names, and dropped where they do not bear it out."
    )
    yield text.format(model=asked.model, endpoint=asked.endpoint, digest=asked.prompt_sha256[:12])
    for report in reports:
        yield f"{report.title or _('The meeting')}: {_outcome(report)}"


def _outcome(report: TopicReport) -> str:
    found = report.outcome
    if found.fallback:
        text = _("the program’s own sentences, because {why}")
        first = text.format(why=_FALLBACK[found.fallback])
    else:
        first = plural("{count} sentence of the model", "{count} sentences of the model", len(found.sentences))
    dropped = [_("{count} {why}").format(count=count, why=_DROPPED[why]) for why, count in found.dropped.items()]
    return (_("{first}; dropped: {dropped}") if dropped else "{first}").format(
        first=first, dropped=listed(dropped)
    ) + "."


def flagged(reports: Sequence[TopicReport]) -> Iterator[ModelSentence]:
    """What a person should look at before it is published: it denies what its source does not, or the reverse."""
    for report in reports:
        yield from (one for one in report.outcome.sentences if Flag.NEGATION in one.flags)


def suggestions(reports: Sequence[TopicReport]) -> Iterator[tuple[str, ModelSentence]]:
    """What the model says was settled or taken on, each with which of both it is."""
    for report in reports:
        yield from ((_CLAIMED[one.claim], one) for one in report.outcome.suggestions)


def exported(reports: Sequence[TopicReport]) -> dict[str, Any] | None:
    """The same for programs, with the keys that `docs/json.md` describes; None where no model was asked."""
    if not reports:
        return None
    asked = reports[0].outcome.asked
    dropped = Counter[str]()
    for report in reports:
        dropped.update({why.value: count for why, count in report.outcome.dropped.items()})
    return {
        "endpoint": asked.endpoint,
        "model": asked.model,
        "prompt_sha256": asked.prompt_sha256,
        "dropped": dict(sorted(dropped.items())),
        "topics": [
            {
                "input_sha256": report.outcome.asked.input_sha256,
                "fallback": report.outcome.fallback,
                "dropped": {why.value: count for why, count in report.outcome.dropped.items()},
                "sentences": [_sentence(one) for one in report.outcome.sentences],
                "suggestions": [_sentence(one) for one in report.outcome.suggestions],
            }
            for report in reports
        ],
    }


def _sentence(found: ModelSentence) -> dict[str, Any]:
    quote = found.quote
    return {
        "kind": found.claim,
        "text": found.text,
        "sources": list(found.sources),
        "quote": {"text": quote.text, "source": quote.source, "span": [quote.start, quote.end]} if quote else None,
        "flags": [flag.value for flag in found.flags],
    }
