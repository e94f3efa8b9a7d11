"""From a draft to the version in force on Discord, by commands and buttons; and from there back to why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from bot.domain.actors import Actor, Role
from bot.settings import DecisionSettings
from bot.surfaces.commands import COMMANDS
from tests.support.adopting import a_draft_text, a_text
from tests.support.decisions import a_decision
from tests.support.simulation import Forum, Result, buttons, embed

OTHER = Actor("discord:43", "Max", frozenset({Role.MODERATOR}))
SAID = {
    "title": "We adopt 1.1",
    "question": "Which version is in force?",
    "outcome": "Version 1.1.",
    "because": "It says what we voted for.",
}


def message_of(result: Result) -> Any:
    """The message that an answer is."""
    return result.response or result.followups[0]


def text_of(result: Result) -> str:
    """What an answer says."""
    return embed(result).description or ""


async def test_an_attached_draft_is_adopted_and_answers_from_then_on(forum: Forum) -> None:
    brought = await forum.facilitator.slash(forum.general, "definition propose", file=("mine.yaml", a_text()))
    assert "This draft is kept, and in force nowhere." in text_of(brought)
    offered = await forum.moderator.autocomplete(forum.general, "decision log", "adopts", "1.1")
    assert [one["value"] for one in offered] == ["osaid 1.1"]
    before = await forum.member.slash(forum.general, "ask", question="Is Pythia open source AI?")

    logged = await forum.moderator.slash(forum.general, "decision log", **SAID, adopts="osaid 1.1")
    after = await forum.member.slash(forum.general, "ask", question="Is Pythia open source AI?")

    assert "**Adopts**: osaid 1.1" in text_of(logged)
    assert (embed(before).title, embed(after).title) == ("Pythia: osaid 1.0", "Pythia: osaid 1.1")
    assert "by decision D-2026-0001" in (embed(after).footer.text or "")


async def test_members_bring_no_draft(forum: Forum) -> None:
    refused = await forum.member.slash(forum.general, "definition propose", file=("mine.yaml", a_text()))

    assert message_of(refused).content == "/definition propose is for the role facilitator."


async def test_the_second_moderator_puts_it_in_force_by_a_button_after_a_restart(forum: Forum) -> None:
    forum.settings = replace(forum.settings, decisions=DecisionSettings(confirm=True))
    await forum.restart()
    await a_draft_text(forum.app)
    number = await a_decision(forum.app, OTHER, adopts="osaid 1.1")
    draft = await forum.moderator.slash(forum.general, "decision show", decision=number)
    assert (await forum.app.library.current()).in_force.label == "osaid 1.0"
    await forum.restart()

    confirmed = await forum.moderator.click(message_of(draft), label="Confirm")

    assert "In force from" in text_of(confirmed)
    assert (await forum.app.library.current()).in_force.label == "osaid 1.1"


async def test_the_buttons_lead_from_an_answer_to_the_decision_and_to_what_it_changed(forum: Forum) -> None:
    await a_draft_text(forum.app)
    number = await a_decision(forum.app, OTHER, adopts="osaid 1.1", affects="osaid 1.1/training-code")
    answer = await forum.member.slash(forum.general, "ask", question="Is Pythia open source AI?")

    why = await forum.member.click(message_of(answer), label="Why osaid 1.1")
    shown = message_of(why)
    row = await forum.member.click(shown, label="Why: osaid 1.1/training-code")

    assert why.ephemeral
    assert embed(why).title == f"Why: {number}"
    assert [one["label"] for one in buttons(shown)][:2] == [f"All of {number}", "Why: osaid 1.1/training-code"]
    assert embed(row).title == "Why: Code: training, validation and testing"
    assert f"**{number}** (in force)" in text_of(row)


async def test_why_is_asked_by_a_component_that_is_suggested(forum: Forum) -> None:
    offered = await forum.member.autocomplete(forum.general, "why", "about", "training code")

    result = await forum.member.slash(forum.general, "why", about=offered[0]["value"], freedom="study")

    assert result.ephemeral
    assert "osaid 1.0 is the version in force; no decision logged here adopted it." in text_of(result)


async def test_people_are_noted_by_mention_and_told_to_moderators_alone(forum: Forum) -> None:
    number = await a_decision(forum.app, OTHER)
    named = {
        "makers": f"{forum.voter.mention} (chair); the board",
        "recused": f"{forum.member.mention}: employed there",
    }

    noted = await forum.moderator.slash(forum.general, "decision people", decision=number, **named)
    shown = await forum.member.slash(forum.general, "decision show", decision=number)
    disclosed = await forum.moderator.click(message_of(noted), label="What is not public")

    assert "decided by: chair and the board" in text_of(shown)
    assert forum.voter.mention not in text_of(shown)
    assert forum.voter.mention in text_of(disclosed)
    assert forum.member.mention in text_of(disclosed)


def test_every_command_fits_the_platform() -> None:
    """Source: Discord documentation, "Application Commands" (read 2026-11-21): 25 options; 8,000 letters in a group."""
    letters: dict[str, int] = defaultdict(int)
    for command in COMMANDS:
        assert len(command.parameters) + (command.upload is not None) <= 25, command.name
        said = [command.name.split()[-1], command.summary]
        said += [text for one in command.parameters for text in (one.name, one.description, *one.choices, *one.choices)]
        letters[command.name.split()[0]] += sum(map(len, said))

    assert max(letters.values()) <= 8000
