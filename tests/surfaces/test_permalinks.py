"""Answers lead to where the public record shows what they are about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import App
from bot.surfaces.commands import COMMANDS, Context
from bot.surfaces.replies.permalinks import linked
from bot.surfaces.reply import Link, Reply
from tests.support.apps import Clock
from tests.support.decisions import MIA, a_decision, two_persons, typed
from tests.support.minuting import reviewed, signed_and_published
from tests.support.polling import MODERATORS

URL = "https://forum.example/record/"


@pytest.fixture
def forum(light_app: App) -> App:
    """A forum whose record stands somewhere."""
    light_app.settings = replace(light_app.settings, record_url=URL)
    return light_app


async def run(app: App, name: str, **arguments: str) -> Reply:
    command = next(one for one in COMMANDS if one.name == name)
    return await command.run(Context(app, MODERATORS[0]), arguments)


def record(reply: Reply) -> list[str]:
    return [link.url for link in reply.links if link.label == "In the public record"]


async def test_a_decision_leads_to_its_page(forum: App) -> None:
    number = await a_decision(forum)

    assert record(await run(forum, "decision show", decision=number)) == [f"https://forum.example/record/d/{number}/"]


async def test_a_draft_that_the_public_has_not_seen_has_no_page(forum: App) -> None:
    number = (await two_persons(forum).log(typed(), MIA)).decision.number

    assert record(await run(forum, "decision show", decision=number)) == []


async def test_an_answer_about_one_system_leads_to_its_page(forum: App) -> None:
    assert record(await run(forum, "ask", question="Is Llama 2 open source?")) == [f"{URL}s/llama-2/"]


async def test_minutes_lead_to_their_page_once_they_are_published(forum: App, clock: Clock) -> None:
    before = await reviewed(forum)
    assert record(await run(forum, "minutes show", hall=before.hall.number)) == []

    view = await signed_and_published(forum, clock)

    assert record(await run(forum, "minutes show", hall=view.hall.number)) == [f"{URL}t/{view.hall.number}/"]


async def test_without_an_address_of_the_record_there_is_no_link(light_app: App) -> None:
    number = await a_decision(light_app)

    assert (await run(light_app, "decision show", decision=number)).links == ()


def test_the_link_comes_after_those_that_a_reply_has() -> None:
    reply = Reply("t", "x", links=(Link("a", "https://a.example"),), record="d/D-2026-0001/")

    assert [link.url for link in linked(reply, URL).links] == ["https://a.example", f"{URL}d/D-2026-0001/"]
