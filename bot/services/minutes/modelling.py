"""Topics worded by a language model, where one is configured and asked for; else, and where it fails, as they were."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.domain.meetings.discussions import KeptRemark, Participant
from bot.domain.meetings.minutes import Minutes
from bot.domain.meetings.model_sentences import Fallback, ModelSentence, Step, TopicOutcome, TopicReport
from bot.domain.meetings.summaries import Kind, Sentence
from bot.domain.refusals import Refusal
from bot.services.minutes.drafting import Draft
from bot.services.minutes.summarising import undeclared
from bot.settings import ChatModelSettings
from bot.summarisers.chat_model import ChatModel, Endpoint
from bot.texts import _

# Whoever cannot be reached for one topic is not asked about the next.
_HOPELESS = frozenset({Fallback.UNREACHABLE, Fallback.REFUSED})
_TRYING = frozenset({Fallback.OUT_OF_TIME, Fallback.BUSY, Fallback.FAILED})
_NOT_SENT = frozenset({Fallback.NOTHING_TO_SHOW, Fallback.TOO_LARGE})


class NoModel(Refusal):
    """No language model can be asked."""


Topic = tuple[str, Sequence[KeptRemark]]
"""The title of a topic, and what was said under it."""
Progress = Callable[[int, int, Step], None]
"""Is told how far asking is: which topic, from 1, of how many, and what is done about it."""


def endpoint(settings: ChatModelSettings | None, environment: Mapping[str, str]) -> Endpoint:
    """The address that an operator configured, with its key from the environment.

    Raises:
        NoModel: None is configured, or its key is missing.
    """
    if settings is None:
        text = _("No language model is configured: name one under minutes, chat_model (see config.example.yaml).")
        raise NoModel(text)
    key = environment.get(settings.key_env, "").strip() if settings.key_env else None
    if key is not None and not (key and key.isascii() and key.isprintable()):
        text = _("The variable {name}, which should hold the key of the language model, is not set, or holds no key.")
        raise NoModel(text.format(name=settings.key_env))
    return Endpoint(
        settings.address,
        settings.model,
        key,
        timeout_seconds=settings.timeout_seconds,
        limit_letters=settings.topic_letters,
        limit_bytes=settings.answer_bytes,
    )


async def worded(made: Draft, model: ChatModel, progress: Progress) -> Draft:
    """Let a model word the topics of a draft, one request a topic; a meeting without topics is one.

    Where it gives nothing that can be used, the sentences that the draft has stay. What was said under a subtopic is
    asked about once, there.
    """
    people = _people(made.minutes)
    reports = await ask_each(_topics(made.minutes), people, model, progress)
    return _with(made, reports, {one.person: one.name for one in people})


async def ask_each(
    topics: Sequence[Topic],
    people: Sequence[Participant],
    model: ChatModel,
    progress: Progress,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> list[TopicReport]:
    """Ask a model about topics, one after another, as long as there is hope.

    Args:
        kept: Answers of before, each under the digest of its input; what stands there is not asked again.
    """
    reports: list[TopicReport] = []
    for number, (title, remarks) in enumerate(topics, 1):
        request = await asyncio.to_thread(model.request, remarks, people)
        given_up = _given_up([report.outcome.fallback for report in reports])
        if given_up and request.asked.input_sha256 not in kept:
            reports.append(TopicReport(title, TopicOutcome(request.asked, fallback=given_up)))
            continue

        def told(step: Step, number: int = number) -> None:
            progress(number, len(topics), step)

        reports.append(TopicReport(title, await model.ask(request, told, kept)))
    return reports


def _given_up(fallbacks: Sequence[Fallback | None]) -> Fallback | None:
    """Why nobody asks any more: no way to the server, or no answer twice running."""
    answers = [one for one in fallbacks if one not in _NOT_SENT]
    if answers and answers[-1] in _HOPELESS:
        return answers[-1]
    return answers[-1] if len(answers) > 1 and set(answers[-2:]) <= _TRYING else None


def _topics(made: Minutes) -> list[Topic]:
    """Each topic, in order, with what was said under it and under no subtopic of it."""
    free = undeclared(made)
    said = [_kept(one.number, one.speaker, one.text) for one in made.remarks if one.number in free]
    if not made.topics:
        return [("", said)]
    under: dict[int, list[KeptRemark]] = {place: [] for place in range(len(made.topics))}
    for remark in said:
        around = [
            (topic.level, place)
            for place, topic in enumerate(made.topics)
            if topic.first_line <= remark.number <= topic.last_line
        ]
        if around:
            under[max(around)[1]].append(remark)
    return [(topic.title, under[place]) for place, topic in enumerate(made.topics)]


def _kept(number: int, speaker: str, text: str) -> KeptRemark:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return KeptRemark(number, _person(speaker), text, digest, digest)


def _person(name: str) -> str:
    return f"name:{name}" if name else ""


def _people(made: Minutes) -> list[Participant]:
    """Whoever spoke or is listed: their names are not sent."""
    listed = (*made.present, *made.regrets, *made.chairs, *made.scribes)
    names = dict.fromkeys([one.speaker for one in made.remarks] + [one.name for one in listed])
    return [Participant(_person(name), name) for name in names if name]


def _with(made: Draft, reports: Sequence[TopicReport], names: Mapping[str, str]) -> Draft:
    """Put a model's sentences where it gave some."""
    kept = made.summary.topics if made.minutes.topics else (made.summary.sentences,)
    sentences = tuple(
        tuple(_sentence(one, names) for one in report.outcome.sentences) or before
        for report, before in zip(reports, kept, strict=True)
    )
    summary = replace(made.summary, model=tuple(reports))
    if made.minutes.topics:
        return replace(made, summary=replace(summary, topics=sentences))
    return replace(made, summary=replace(summary, sentences=sentences[0]))


def _sentence(found: ModelSentence, names: Mapping[str, str]) -> Sentence:
    """The speaker stands with a sentence that does not name them itself."""
    named = any(name.person == found.author for name in found.names)
    speaker = "" if named else names.get(found.author, "")
    return Sentence(found.text, found.sources, Kind.MODEL, speaker)
