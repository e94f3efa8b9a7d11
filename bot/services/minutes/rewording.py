"""The document of minutes with a language model's sentences, where one gave some that stand on what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.domain.meetings.discussions import Discussion, KeptRemark
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.model_sentences import Drop, Fallback, ModelSentence, TopicOutcome, TopicReport
from bot.domain.meetings.summaries import Kind, Sentence
from bot.services.minutes.documenting import rewritten
from bot.services.minutes.hearing import Heard, hear
from bot.services.minutes.modelling import Progress, Topic, ask_each
from bot.services.minutes.sectioning import Section, innermost, sections
from bot.summarisers.chat_model import ChatModel
from bot.summarisers.chat_model.labelling import may_be_shown


async def reworded(
    made: MinutesDocument,
    discussion: Discussion,
    model: ChatModel,
    progress: Progress,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> tuple[MinutesDocument, tuple[TopicReport, ...]]:
    """Put a model's sentences in the place of those of the topics for which it gave some.

    Args:
        made: The draft that `document` makes of the discussion.
        discussion: What was said; what is gone, or said by somebody who wants to be named nowhere, is not sent.
        kept: Answers of before, each under the digest of its input: the reports hold both, and what stands here is not
            asked again.

    Returns:
        The document, in which every sentence of the model cites remarks; and what was asked, a report a topic, with
        the model's suggestions and what a person should look at.
    """
    heard = hear(discussion)
    asked = list(_topics(sections(discussion, heard), heard))
    reports = [
        _nameable(one, discussion) for one in await ask_each(asked, discussion.participants, model, progress, kept)
    ]
    told = {
        topic.id: [_sentence(one) for one in report.outcome.sentences]
        for topic, report in zip(made.topics, reports, strict=True)
        if report.outcome.sentences
    }
    dropped = Counter[str]()
    for report in reports:
        dropped.update({reason.value: count for reason, count in report.outcome.dropped.items()})
    if not told:
        return made, tuple(reports)
    endpoint = model.endpoint
    return rewritten(made, told, endpoint=endpoint.address, model=endpoint.model, dropped=dropped), tuple(reports)


def _topics(parts: Sequence[Section], heard: Heard) -> Iterator[Topic]:
    """What was said under each topic and no subtopic of it, as far as no mark declares it already."""
    declared = {number for one in parts for number in one.sources} | heard.marked
    places = innermost(parts, heard.numbers)
    # Whoever wrote a remark decides whether it is sent; where a scribe wrote what somebody said, both do.
    allowed = {one.number: one for one in may_be_shown(tuple(heard.kept.values()), heard.discussion.participants)}
    for place, part in enumerate(parts):
        own = [number for number in heard.numbers if places.get(number) == place and number not in declared]
        yield part.title, [_said(allowed[number], heard) for number in own if number in allowed]


def _said(remark: KeptRemark, heard: Heard) -> KeptRemark:
    return replace(remark, author=heard.speakers.get(remark.number, remark.author))


def _nameable(report: TopicReport, discussion: Discussion) -> TopicReport:
    """Without sentences in which somebody's name stands otherwise than in the document.

    Whoever does not want to be named in public is found there by the name that the document has.
    """
    names = {one.person: one.name for one in discussion.participants}

    def known(one: ModelSentence) -> bool:
        return all(one.text[name.start : name.end] == names[name.person] for name in one.names if name.person in names)

    found = report.outcome
    sentences = tuple(one for one in found.sentences if known(one))
    suggestions = tuple(one for one in found.suggestions if known(one))
    missing = len(found.sentences) + len(found.suggestions) - len(sentences) - len(suggestions)
    if not missing:
        return report
    dropped = {**found.dropped, Drop.NOT_PLAIN: found.dropped.get(Drop.NOT_PLAIN, 0) + missing}
    return replace(report, outcome=_replaced(found, sentences, suggestions, dropped))


def _replaced(
    found: TopicOutcome,
    sentences: tuple[ModelSentence, ...],
    suggestions: tuple[ModelSentence, ...],
    dropped: Mapping[Drop, int],
) -> TopicOutcome:
    fallback = found.fallback if sentences else found.fallback or Fallback.NO_SENTENCE
    return replace(found, sentences=sentences, suggestions=suggestions, dropped=dropped, fallback=fallback)


def _sentence(found: ModelSentence) -> Sentence:
    return Sentence(found.text, found.sources, Kind.MODEL, found.author)
