"""Decisions on Discord: from a message to a decision, and to evidence for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.actors import Actor, Role
from bot.domain.decisions.citations import Source
from bot.settings import DecisionSettings
from tests.support.decisions import a_decision, typed
from tests.support.simulation import Forum, OpenForum, Result, embed

FORM = {
    "title": "Training code is required",
    "question": "Must it be available?",
    "outcome": "Yes.",
    "because": "Nobody can study a system without it.",
    "basis": "https://example.org/paper A paper",
}
OTHER = Actor("discord:43", "Max", frozenset({Role.MODERATOR}))


def message_of(result: Result) -> Any:
    """The message that an answer is."""
    assert result.response is not None
    return result.response


def lines(shown: Result) -> list[str]:
    """The lines of a form."""
    assert shown.modal is not None
    return [line["component"]["custom_id"] for line in shown.modal["components"]]


async def test_a_message_becomes_the_basis_of_a_decision(forum: Forum) -> None:
    message = await forum.member.send(forum.general, "We all agree that the code is needed.")

    shown = await forum.moderator.context_menu(forum.general, "Log as decision", message)
    logged = await forum.moderator.submit_modal(shown, FORM)

    assert lines(shown) == ["title", "question", "outcome", "because", "basis"]
    assert logged.ephemeral
    assert embed(logged).title == "Decision D-2026-0001"
    found = await forum.app.decision_pages.public("D-2026-0001")
    link = f"https://discord.com/channels/{forum.guild.id}/{forum.general.id}/{message.id}"
    assert [(one.citation.source, one.citation.target) for one in found.cited] == [
        (Source.MESSAGE, link),
        (Source.LINK, "https://example.org/paper"),
    ]


async def test_what_the_message_says_is_not_copied(forum: Forum) -> None:
    message = await forum.member.send(forum.general, "My secret is swordfish.")

    shown = await forum.moderator.context_menu(forum.general, "Log as decision", message)
    logged = await forum.moderator.submit_modal(shown, FORM)

    assert "swordfish" not in (embed(logged).description or "")
    async with forum.app.store.read() as records:
        assert "swordfish" not in repr(await records.decision_events.of("D-2026-0001"))
        assert "swordfish" not in repr(await records.decision_citations.of("D-2026-0001"))


async def test_a_form_that_outlives_a_restart_logs_once(forum: Forum) -> None:
    message = await forum.member.send(forum.general, "Agreed.")
    shown = await forum.moderator.context_menu(forum.general, "Log as decision", message)
    assert shown.modal is not None
    delivery = forum.form(forum.moderator, forum.general, shown.modal["custom_id"], **FORM)
    await forum.restart()

    await forum.deliver(delivery)
    await forum.deliver(delivery)

    async with forum.app.store.read() as records:
        assert await records.decisions.find("D-2026-0001") is not None
        assert await records.decisions.find("D-2026-0002") is None


async def test_members_are_refused_before_they_fill_anything_in(forum: Forum) -> None:
    message = await forum.member.send(forum.general, "Agreed.")

    refused = await forum.member.context_menu(forum.general, "Log as decision", message)

    assert refused.modal is None
    assert refused.response is not None
    assert "/decision log is for the role moderator." in refused.response.content


async def test_a_form_that_is_refused_gives_back_what_was_typed(forum: Forum) -> None:
    shown = await forum.moderator.slash(forum.general, "decision log")

    refused = await forum.moderator.submit_modal(shown, FORM | {"basis": "the last poll"})

    assert refused.response is not None
    assert "“the last poll” names nothing to rest on" in refused.response.content
    assert "Nobody can study a system without it." in refused.response.content


async def test_all_of_a_long_form_is_given_back(forum: Forum) -> None:
    shown = await forum.moderator.slash(forum.general, "decision log")
    long = {"outcome": "o" * 900 + "!", "because": "b" * 900 + "?", "basis": "the last poll"}

    refused = await forum.moderator.submit_modal(shown, FORM | long)

    assert refused.response is not None
    (file,) = refused.response.attachments
    assert file.filename == "what-you-wrote.txt"
    written = (await file.read()).decode()
    assert long["outcome"] in written
    assert long["because"] in written


async def test_what_stood_in_a_command_is_given_back_where_it_is_refused(forum: Forum) -> None:
    said = {"question": "Must it be available to all?", "outcome": "Yes.", "because": "It is hidden. " * 10}

    wrong = await forum.moderator.slash(forum.general, "decision log", title="Code", basis="the last poll", **said)
    full = await forum.moderator.slash(forum.general, "decision log", background="It is hidden. " * 10)

    assert "It is hidden. It is hidden." in message_of(wrong).content
    assert "say title, question, outcome, because and basis in /decision log as well" in message_of(full).content
    assert "It is hidden. It is hidden." in message_of(full).content


async def test_a_message_is_added_as_evidence_to_a_decision_that_is_chosen(forum: Forum) -> None:
    older, newer = await a_decision(forum.app, OTHER), await a_decision(forum.app, OTHER, title="Data is advised")
    message = await forum.member.send(forum.general, "A new paper says otherwise.")

    offered = await forum.moderator.context_menu(forum.general, "Add as evidence", message)
    added = await forum.moderator.select(message_of(offered), [older])

    assert offered.ephemeral
    assert "added on" in (embed(added).description or "")
    found = await forum.app.decision_pages.public(older)
    assert [one.citation.target.rpartition("/")[2] for one in found.cited] == [str(message.id)]
    assert (await forum.app.decision_pages.public(newer)).cited == ()


async def test_there_is_no_evidence_without_a_decision(forum: Forum) -> None:
    message = await forum.member.send(forum.general, "A paper.")

    offered = await forum.moderator.context_menu(forum.general, "Add as evidence", message)

    assert "No decision is logged yet" in (embed(offered).description or "")


async def test_a_review_ends_by_a_form_with_its_three_ends(forum: Forum) -> None:
    number = await a_decision(forum.app, OTHER)
    shown = await forum.moderator.slash(forum.general, "decision show", decision=number)

    form = await forum.moderator.click(message_of(shown), label="Review")
    reviewed = await forum.moderator.submit_modal(
        form, {"verdict": "regretted_not_corrected", "why": "Too late."}
    )  # fmt: skip

    assert "regretted, not corrected" in (embed(reviewed).description or "")


async def test_a_draft_is_confirmed_by_its_button_and_told_in_the_channel_of_the_record(open_forum: OpenForum) -> None:
    forum = await open_forum(pause_seconds=5)
    forum.set(record_channel=forum.general.id)
    forum.settings = replace(forum.settings, decisions=DecisionSettings(confirm=True))
    await forum.restart()
    number = (await forum.app.decisions.log(typed(), OTHER)).decision.number
    await forum.env.advance_time(10)
    before = forum.answers(forum.general)

    draft = await forum.moderator.slash(forum.general, "decision show", decision=number)
    confirmed = await forum.moderator.click(message_of(draft), label="Confirm")
    await forum.env.advance_time(10)
    await forum.app.decision_additions.evidence(number, "https://example.org/later", OTHER)
    await forum.env.advance_time(10)

    assert "in force" in (embed(confirmed).description or "")
    told = [one for one in forum.answers(forum.general) if one not in before and one.embeds and not one.flags.ephemeral]
    (post,) = [one for one in told if one.embeds[0].title == f"Decision {number}"]
    assert "https://example.org/later" in (post.embeds[0].description or "")
