"""A poll on the simulated Discord: opened there, with people of every category on its roll."""

from __future__ import annotations

from typing import Any

import discord

from bot.domain.actors import Actor
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import RollEntry, StandingCell
from bot.services.polling.drafting import DraftTyped
from tests.support.polling import FACILITATOR, a_draft, confirmed
from tests.support.simulation import Forum, Person, Result, buttons

CATEGORIES = ("system_creator", "licence_creator", "regulator", "licensee", "end_user", "subject")


def voters(forum: Forum, count: int) -> list[Person]:
    """People who join, to vote."""
    return [forum.person(f"voter{number}", f"Voter {number}") for number in range(count)]


async def open_poll(forum: Forum, *people: Person, typed: DraftTyped | None = None) -> str:
    """A poll of the 17 components, opened in the channel of the working group."""
    roll = [
        RollEntry(f"discord:{person.id}", CATEGORIES[place % 6], f"Organisation {place}")
        for place, person in enumerate(people or (forum.voter,))
    ]
    number = await a_draft(forum.app, typed or DraftTyped(contact="the forum's desk"), roll)
    await confirmed(forum.app, number)
    await forum.app.polls.open(number, FACILITATOR, f"discord:{forum.working_group.id}")
    await forum.env.settle()
    return number


def poll_message(forum: Forum) -> discord.Message:
    """The message that shows how the poll stands: the one that leads to its rules."""
    return next(
        message
        for message in forum.answers(forum.working_group)
        if any(item.label == "What is asked, and how it counts" for row in message.components for item in row.children)  # type: ignore[union-attr]
    )


async def vote(forum: Forum, person: Person, label: str = "Vote") -> Result:
    """Press a button of the poll's message."""
    return await person.click(poll_message(forum), label=label)


def menus(result: Result) -> dict[str, dict[str, Any]]:
    """The lists of a screen, by the freedom that they are about or what they are for."""
    assert result.response is not None
    found = [item for item in buttons(result.response) if item["type"] == 3]
    return {item["custom_id"].partition("freedom=")[2].partition("&")[0] or item["placeholder"]: item for item in found}


def labels(result: Result) -> list[str]:
    """The buttons of a screen."""
    assert result.response is not None
    return [item["label"] for item in buttons(result.response) if item["type"] == 2]


async def cells(forum: Forum, number: str, person: Person) -> dict[Cell, StandingCell]:
    """Somebody's ballot as it is stored."""
    own = await forum.app.ballots.own(number, Actor(f"discord:{person.id}", "x"))
    return dict(own.cells)


async def choices(forum: Forum, number: str, person: Person) -> dict[Cell, Choice | None]:
    """What somebody's ballot says."""
    return {cell: one.choice for cell, one in (await cells(forum, number, person)).items()}
