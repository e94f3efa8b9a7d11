"""Topics of a town hall worded by a language model, where one is asked for; where it fails, as they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Discussion, KeptRemark
from bot.domain.meetings.document_items import SuggestedPart
from bot.domain.meetings.document_parts import DocumentTopic
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.model_sentences import ModelSentence, Step, TopicOutcome
from bot.domain.meetings.numbering import SUGGESTION, Numbers
from bot.domain.meetings.summaries import Kind, Sentence
from bot.services.minutes.documenting import rewritten
from bot.services.minutes.modelling import Progress, given_up
from bot.summarisers.chat_model import ChatModel
from bot.texts import _


async def worded(
    found: MinutesDocument, discussion: Discussion, model: ChatModel, progress: Progress
) -> MinutesDocument:
    """Let a model word the topics of a draft, one request a topic.

    A topic keeps its sentences where the model gives nothing that can be used. What the model says was settled or taken
    on only becomes a suggestion.

    Args:
        found: The draft as the embedded summariser made it.
        discussion: The town hall that it was made of.
        model: Whom to ask.
        progress: Is told how far asking is.
    """
    asked = list(zip(found.topics, _remarks(found, discussion), strict=True))
    outcomes: list[TopicOutcome] = []
    for number, (_topic, remarks) in enumerate(asked, 1):
        request = model.request(remarks, discussion.participants)
        why = given_up([outcome.fallback for outcome in outcomes])
        if why is not None:
            outcomes.append(TopicOutcome(request.asked, fallback=why))
            continue

        def told_step(step: Step, number: int = number) -> None:
            progress(number, len(asked), step)

        outcomes.append(await model.ask(request, told_step))
    told = {topic.id: _told(one) for (topic, _said), one in zip(asked, outcomes, strict=True) if one.sentences}
    dropped = sum((Counter({drop.value: count for drop, count in one.dropped.items()}) for one in outcomes), Counter())
    endpoint = model.endpoint
    made = rewritten(found, told, endpoint=endpoint.address, model=endpoint.model, dropped=dropped)
    return _suggesting(made, [one for outcome in outcomes for one in outcome.suggestions])


def _remarks(found: MinutesDocument, discussion: Discussion) -> list[list[KeptRemark]]:
    """What was said under each topic and under no subtopic of it, and is no mark."""
    marked = {source for part in (*found.topics, *found.items()) for source in part.sources}
    under: list[list[KeptRemark]] = [[] for _topic in found.topics]
    for remark in discussion.remarks:
        places = [
            (topic.level, place) for place, topic in enumerate(found.topics) if _holds(topic, remark.number)
        ]  # fmt: skip
        if places and remark.gone is None and remark.id not in marked:
            under[max(places)[1]].append(remark)
    return under


def _holds(topic: DocumentTopic, number: int) -> bool:
    first, last = (int(one[1:]) for one in topic.remarks)
    return first <= number <= last


def _told(outcome: TopicOutcome) -> Sequence[Sentence]:
    return [Sentence(one.text, one.sources, Kind.MODEL, one.author) for one in outcome.sentences]


def _suggesting(found: MinutesDocument, said: Sequence[ModelSentence]) -> MinutesDocument:
    number = Numbers(found.parts)
    parts = tuple(
        SuggestedPart(
            number(SUGGESTION), one.claim.value, one.text, tuple(f"r{source}" for source in one.sources), _("a model")
        )
        for one in said
    )
    made = replace(found, suggestions=(*found.suggestions, *parts), parts=number.highest)
    return replace(made, coverage=coverage(made))
