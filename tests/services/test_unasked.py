"""Answers without being asked: once for a system, a channel and an hour."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from tests.support.apps import Clock

PLAIN = "is llama 3 open source?"


async def test_a_plain_question_about_a_known_system_wants_an_answer(app: App) -> None:
    assert await app.unasked.wants_answer(PLAIN, "discord:1:2")


async def test_the_same_system_is_answered_once_an_hour_in_a_channel(app: App, clock: Clock) -> None:
    first = await app.unasked.wants_answer(PLAIN, "discord:1:2")
    again = await app.unasked.wants_answer("Is Llama 3 really open source AI?", "discord:1:2")
    elsewhere = await app.unasked.wants_answer(PLAIN, "discord:1:3")
    clock.move(timedelta(hours=1))
    later = await app.unasked.wants_answer(PLAIN, "discord:1:2")

    assert (first, again, elsewhere, later) == (True, False, True, True)


async def test_of_many_processes_one_answers(app: App) -> None:
    wanted = await asyncio.gather(*(app.unasked.wants_answer(PLAIN, "discord:1:2") for _ in range(6)))

    assert sum(wanted) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I ran llama 3 on my laptop yesterday",
        "how do I run llama 3?",
        "is there an open source alternative to Photoshop?",
        "is sqlcoder open source?",
        "is Grok open source?",
        "good morning everybody",
        "is it open?",
    ],
)
async def test_what_is_no_plain_question_about_a_known_system_gets_silence(app: App, text: str) -> None:
    assert not await app.unasked.wants_answer(text, "discord:1:2")
