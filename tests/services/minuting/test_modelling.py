"""Drafts whose topics a language model words, where one is configured and asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import App
from bot.domain.meetings.model_sentences import Step
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Refusal
from bot.services.minuting import Asking
from bot.settings import ChatModelSettings, MinutesSettings
from tests.support.apps import Clock, settings
from tests.support.halls import HERE, a_closed_hall
from tests.support.model_server import ModelServer, honest, saying
from tests.support.polling import FACILITATOR

ASKED = Asking(FACILITATOR, HERE)


async def test_nobody_asks_a_model_that_is_not_configured(light_app: App) -> None:
    await a_closed_hall(light_app)

    with pytest.raises(Refusal, match="No language model is configured"):
        await light_app.minutes.draft(ASKED, model=True)


async def test_a_model_words_the_topics_and_the_minutes_name_it(filled_sqlite_database: str, clock: Clock) -> None:
    steps: list[tuple[int, int, Step]] = []
    async with ModelServer(saying(honest)) as server:
        endpoint = server.endpoint()
        model = ChatModelSettings(endpoint.address, endpoint.model)
        configured = replace(settings(filled_sqlite_database), minutes=MinutesSettings(model))
        app = await App.open(configured, clock)
        try:
            await a_closed_hall(app)
            view = await app.minutes.draft(ASKED, model=True, progress=lambda *step: steps.append(step))
        finally:
            await app.close()

    (topic,) = view.document.topics
    assert {one.kind for one in topic.sentences} == {Kind.MODEL}
    assert (view.document.made_by.endpoint, view.document.made_by.model) == (endpoint.address, "scripted-1")
    assert [one.text for one in view.document.resolutions] == ["Data information is required."]
    assert steps == [(1, 1, Step.ASKED), (1, 1, Step.ANSWERED)]
