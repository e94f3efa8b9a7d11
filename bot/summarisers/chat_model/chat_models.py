"""Asks a language model for the sentences of a topic, and takes those that can be checked."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from bot.domain.meetings.discussions import KeptRemark, Participant
from bot.domain.meetings.model_sentences import SUGGESTED_ONLY, Drop, Fallback, Step, TopicOutcome
from bot.summarisers.chat_model import answers
from bot.summarisers.chat_model.asking import NoAnswer, Progress
from bot.summarisers.chat_model.checks import checked
from bot.summarisers.chat_model.endpoints import Endpoint
from bot.summarisers.chat_model.requests import TopicRequest, topic_request

log = logging.getLogger(__name__)


def random_fence() -> str:
    """A word that nobody can guess."""
    return secrets.token_hex(12)


def _silent(_step: Step) -> None:
    """Tell nobody."""


class ChatModel:
    """A language model behind an OpenAI-compatible address.

    It is no summariser beside the embedded one: it can fail, and then gives the reason and no sentence, and whoever
    asks takes the embedded sentences of that topic.
    """

    def __init__(self, endpoint: Endpoint, fence: Callable[[], str] = random_fence) -> None:
        from bot.summarisers.chat_model.clients import Client  # noqa: PLC0415 - few have a model, and all wait for it

        self.endpoint = endpoint
        self._client = Client(endpoint)
        self._fence = fence

    def request(self, remarks: Sequence[KeptRemark], participants: Sequence[Participant]) -> TopicRequest:
        """What would be asked about a topic, and by which digests: nothing is sent.

        Args:
            remarks: Of one topic, in the order in which they were said; no remark of a bot, nothing from minutes. What
                is gone, and what people said who chose not to be named at all, is left out.
            participants: Everybody in the town hall.
        """
        return topic_request(remarks, participants, self.endpoint, self._fence)

    async def sentences(
        self,
        remarks: Sequence[KeptRemark],
        participants: Sequence[Participant],
        progress: Progress = _silent,
        kept: Mapping[str, str] = MappingProxyType({}),
    ) -> TopicOutcome:
        """Ask about a topic, unless its answer was kept; whatever comes back, nothing is raised.

        Args:
            remarks: See `request`.
            participants: See `request`; an answer that was kept is checked against what they choose now.
            progress: Is told what asking is at.
            kept: Answers of before, each under the digest of its input.
        """
        # A long topic takes a moment, in which the bot has to answer others.
        request = await asyncio.to_thread(self.request, remarks, participants)
        return await self.ask(request, progress, kept)

    async def ask(
        self, request: TopicRequest, progress: Progress = _silent, kept: Mapping[str, str] = MappingProxyType({})
    ) -> TopicOutcome:
        """Send a request that was made before; see `sentences`."""
        if not request.shows.remarks:
            return TopicOutcome(request.asked, fallback=Fallback.NOTHING_TO_SHOW)
        if request.asked.input_sha256 in kept:
            return await asyncio.to_thread(outcome, request, kept[request.asked.input_sha256])
        if request.letters > self.endpoint.limit_letters:
            return TopicOutcome(request.asked, fallback=Fallback.TOO_LARGE)
        try:
            answer = answers.content(await self._client.ask(request, progress))
        except NoAnswer as error:
            return self._without(request, error.fallback)
        except answers.Unreadable:
            return self._without(request, Fallback.UNREADABLE)
        return await asyncio.to_thread(outcome, request, answer)

    def _without(self, request: TopicRequest, why: Fallback) -> TopicOutcome:
        log.warning("no sentences from the chat model at %s: %s", self.endpoint.address, why.value)
        return TopicOutcome(request.asked, fallback=why)


def outcome(request: TopicRequest, answer: str) -> TopicOutcome:
    """What comes of an answer; the same request and answer give the same outcome, so that an answer kept is enough."""
    try:
        written = answers.sentences(answer)
    except answers.Unreadable:
        return TopicOutcome(request.asked, fallback=Fallback.UNREADABLE, answer=answer)
    found = checked(written, request.shows)
    dropped = {reason: found.dropped[reason] for reason in Drop if found.dropped[reason]}
    if 2 * len(found.sentences) < min(len(written), answers.LIMIT_SENTENCES):
        return TopicOutcome(request.asked, dropped=dropped, fallback=Fallback.FEWER_THAN_HALF, answer=answer)
    sentences = tuple(one for one in found.sentences if one.claim not in SUGGESTED_ONLY)
    return TopicOutcome(
        request.asked,
        sentences,
        tuple(one for one in found.sentences if one.claim in SUGGESTED_ONLY),
        dropped,
        None if sentences else Fallback.NO_SENTENCE,
        answer,
    )
