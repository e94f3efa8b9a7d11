"""Minutes of a town hall, as a document, from what was kept of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.meetings import frames
from bot.domain.meetings.action_items import Taken
from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Discussion, Participant
from bot.domain.meetings.document_items import ActionItem, Ground, OpenQuestion, Origin, SuggestedPart
from bot.domain.meetings.document_parts import (
    CitedSentence,
    Coverage,
    DocumentTopic,
    Overview,
    Phrase,
    Position,
    counted,
)
from bot.domain.meetings.documents import LogSource, Maker, Meeting, MinutesDocument, Status, digest_of
from bot.domain.meetings.numbering import ACTION, PHRASE, POSITION, QUESTION, SENTENCE, SUGGESTION, TOPIC, Numbers
from bot.domain.meetings.positions import by_category, voices
from bot.domain.meetings.summaries import Kind, Sentence
from bot.services.minutes import attending, declaring
from bot.services.minutes.hearing import Heard
from bot.services.minutes.phrases import phrases
from bot.services.minutes.preparing import Prepared, prepared
from bot.services.minutes.sectioning import Section, innermost, sections
from bot.services.minutes.summarising import parameters_sha256
from bot.summarisers.embedded import Reading
from bot.summarisers.weights import METHOD

TOPIC_WORDS = 60
# A town hall that has one topic is summed up as a whole.
WHOLE_WORDS = 120
BEST = 2


def nobody_yet(_text: str, _sources: tuple[int, ...]) -> Taken:
    """What is known of an action item where nobody looked."""
    return Taken()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is open, by the remarks that asked it; ``by`` is a person."""

    text: str
    by: str
    sources: tuple[int, ...]
    basis: Ground = Ground.ACCEPTED


@dataclass(frozen=True, slots=True)
class Carried:
    """An action item of an earlier town hall that is not closed, and who has it, where somebody does."""

    item: ActionItem
    document: str
    version: int
    owner: Participant | None = None


@dataclass(frozen=True, slots=True)
class Inferred:
    """What was worked out of a discussion beside its marks.

    ``took_on`` tells of an action item, by its text and the numbers of its remarks, who has it and until when. The ids
    of the suggestions are given anew.
    """

    took_on: Callable[[str, tuple[int, ...]], Taken] = nobody_yet
    questions: tuple[Asked, ...] = ()
    suggestions: tuple[SuggestedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Forum:
    """What minutes know of the forum: its stakeholder categories, in order, and what earlier town halls left open."""

    categories: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()


def document(
    discussion: Discussion,
    *,
    forum: Forum | None = None,
    inferred: Inferred | None = None,
    words: int = TOPIC_WORDS,
    version: int = 1,
    ready: Prepared | None = None,
) -> MinutesDocument:
    """Make the draft of minutes.

    Everything stands in it by person; `publicity.view` is what the public sees. The same discussion gives the same
    document.

    Args:
        words: How long the summary of each topic may be.
        ready: The discussion as it was prepared, where that was done already.
    """
    forum, inferred = forum or Forum(), inferred or Inferred()
    ready = ready or prepared(discussion)
    heard, reading, number = ready.heard, ready.reading, Numbers()
    making = _Making(heard, sections(discussion, heard), reading, forum.categories, number)
    made = MinutesDocument(
        id=discussion.id,
        version=version,
        status=Status.DRAFT,
        replaces=None,
        meeting=Meeting(discussion.title, discussion.started, discussion.ended, discussion.place, reading.language),
        source=_source(heard),
        made_by=Maker(reading.method, parameters_sha256() if reading.method == METHOD else ""),
        people=attending.people(heard, (one.owner for one in forum.carried if one.owner)),
        unnamed=(),
        overview=_overview(heard, reading.language, number),
        topics=tuple(_topics(making, words)),
        resolutions=declaring.resolutions(heard, number),
        action_items=(*_action_items(heard, inferred, number), *_carried(forum, number)),
        open_questions=_questions(heard, inferred, number),
        notes=declaring.notes(heard, number),
        quotations=declaring.quotations(heard, number),
        suggestions=tuple(replace(one, id=number(SUGGESTION)) for one in inferred.suggestions),
        coverage=Coverage(),
        remarks=heard.recorded,
        parts=number.highest,
    )
    return replace(made, coverage=coverage(made))


def rewritten(
    found: MinutesDocument,
    told: Mapping[str, Sequence[Sentence]],
    *,
    endpoint: str,
    model: str,
    dropped: Mapping[str, int] | None = None,
) -> MinutesDocument:
    """Put a chat model's sentences in the place of those of some topics.

    Args:
        told: Sentences by the id of their topic; the topics that are not named keep theirs. Their sources are numbers
            of remarks, and their speaker a person, or empty.
        dropped: How many sentences did not stand, by the reason.
    """
    number = Numbers(found.parts)
    topics = [
        replace(topic, sentences=tuple(_sentence(one, one.speaker, number) for one in told[topic.id]))
        if topic.id in told
        else topic
        for topic in found.topics
    ]
    made_by = replace(found.made_by, endpoint=endpoint, model=model, dropped=dict(sorted((dropped or {}).items())))
    made = replace(found, topics=tuple(topics), made_by=made_by, parts=number.highest)
    return replace(made, coverage=coverage(made))


# -- The parts -------------------------------------------------------------------------------------------------------


def _source(heard: Heard) -> LogSource:
    remarks = heard.recorded
    gone = sum(one.gone is not None for one in remarks)
    return LogSource(heard.discussion.source_kind, digest_of(remarks), len(remarks), gone, heard.speaking)


def _overview(heard: Heard, language: str, number: Numbers) -> Overview:
    discussion = heard.discussion
    count = len(discussion.remarks)
    text = frames.overview(count, heard.speaking, count - len(heard.kept), discussion.started, discussion.ended)
    frame = CitedSentence(number(SENTENCE), text, (), Kind.FRAME)
    found = phrases(heard.minutes.remarks, language)
    return Overview(frame, tuple(Phrase(number(PHRASE), text, heard.sources(sources)) for text, sources in found))


@dataclass(frozen=True, slots=True)
class _Making:
    heard: Heard
    parts: tuple[Section, ...]
    reading: Reading
    categories: tuple[str, ...]
    number: Numbers


def _topics(making: _Making, words: int) -> Iterator[DocumentTopic]:
    heard, number = making.heard, making.number
    declared = {line for one in making.parts for line in one.sources} | heard.marked
    by_topic: dict[int, list[int]] = {}
    for remark, place in innermost(making.parts, heard.numbers).items():
        by_topic.setdefault(place, []).append(remark)
    if len(making.parts) == 1:
        words = max(words, WHOLE_WORDS)
    for place, section in enumerate(making.parts):
        own = [remark for remark in by_topic.get(place, []) if remark in heard.kept]
        free = {remark for remark in own if remark not in declared}
        id_ = number(TOPIC)
        told = making.reading.summary(words, among=free).sentences if free else ()
        sentences = tuple(_said(one, heard, number) for one in told)
        positions = tuple(_positions(making, own, free))
        yield DocumentTopic(
            id=id_,
            title=section.title,
            titled_by=section.titled_by,
            level=section.level,
            remarks=(f"r{section.first}", f"r{section.last}"),
            sources=heard.sources(section.sources),
            sentences=sentences,
            positions=positions,
            silent=tuple(one for one in making.categories if one not in {position.category for position in positions}),
            origin=section.origin,
        )


def _positions(making: _Making, own: Sequence[int], free: Collection[int]) -> Iterator[Position]:
    heard = making.heard
    found = voices((heard.kept[remark] for remark in own), heard.speakers)
    for category, theirs in by_category(found, heard.categories, making.categories).items():
        persons = {voice.person for voice in theirs}
        among = [remark for remark in own if remark in free and heard.speakers[remark] in persons]
        best = making.reading.best(among, BEST)
        yield Position(
            id=making.number(POSITION),
            category=category,
            persons=len(theirs),
            stands=counted(theirs),
            voices=theirs,
            sentences=tuple(_said(one, heard, making.number) for one in best),
        )


def _said(found: Sentence, heard: Heard, number: Numbers) -> CitedSentence:
    return _sentence(found, heard.speakers.get(found.sources[0], ""), number)


def _sentence(found: Sentence, author: str, number: Numbers) -> CitedSentence:
    sources = tuple(f"r{source}" for source in found.sources)
    return CitedSentence(number(SENTENCE), found.text, sources, found.kind, author)


def _action_items(heard: Heard, inferred: Inferred, number: Numbers) -> Iterator[ActionItem]:
    for one in declaring.actions(heard):
        taken = inferred.took_on(one.text, tuple(int(source[1:]) for source in one.sources))
        yield ActionItem(
            id=number(ACTION),
            text=one.text,
            owner=taken.owner,
            due=taken.due,
            due_words=taken.due_words,
            basis=Ground.DECLARED,
            by=one.by,
            sources=one.sources,
            declaration=one.number,
        )


def _carried(forum: Forum, number: Numbers) -> Iterator[ActionItem]:
    """Those that earlier town halls left open; what was carried before names where it was first taken on."""
    for one in forum.carried:
        if one.item.closed is None:
            origin = one.item.carried or Origin(one.document, one.version, one.item.id)
            yield replace(one.item, id=number(ACTION), sources=(), declaration=None, carried=origin)


def _questions(heard: Heard, inferred: Inferred, number: Numbers) -> tuple[OpenQuestion, ...]:
    marked = [
        OpenQuestion(number(QUESTION), one.text, Ground.DECLARED, one.by, one.sources, one.number)
        for one in declaring.questions(heard)
    ]
    asked = [
        OpenQuestion(number(QUESTION), one.text, one.basis, one.by, sources)
        for one in inferred.questions
        if (sources := heard.sources(one.sources))
    ]
    return (*marked, *asked)
