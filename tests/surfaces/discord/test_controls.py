"""Buttons, menus and forms, before and after a restart."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.domain.proposals import Proposal, WordsProposed
from bot.domain.refusals import Refusal
from bot.surfaces.commands import COMMANDS
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.reply import Button, Field, Reply
from tests.support.simulation import Forum, OpenForum, Result, buttons, embed

OLD = "This button is from an older version of me; please ask again."


async def asked(forum: Forum) -> Any:
    """An answer with its buttons."""
    result = await forum.member.slash(forum.general, "ask", question="Is Llama 2 open source AI?")
    assert result.response is not None
    return result.response


async def corrections(forum: Forum) -> list[Proposal]:
    return list(await forum.app.reviews.all())


async def opened_form(forum: Forum) -> Result:
    """The form in which a correction is said in words, two presses away from an answer."""
    page = await forum.voter.click(await asked(forum), label="Propose a correction")
    assert page.response is not None
    return await forum.voter.click(page.response, label="Say it in words")


def said(result: Result) -> str:
    assert result.response is not None
    return result.response.content


async def test_an_answer_has_buttons_that_lead_on(forum: Forum) -> None:
    answer = await asked(forum)

    labels = [button["label"] for button in buttons(answer)]
    assert labels == ["Component table", "Sources", "Other version", "Propose a correction", "What if …"]


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "restarted"])
@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Component table", "Llama 2 under osaid 1.0, component by component"),
        ("Sources", "Sources on Llama 2, osaid 1.0"),
        ("Other version", "Llama 2 under every version"),
    ],
)
async def test_a_button_answers_the_one_who_presses_alone(
    forum: Forum, label: str, title: str, restarted: bool
) -> None:
    answer = await asked(forum)
    if restarted:
        await forum.restart()

    result = await forum.voter.click(answer, label=label)

    assert embed(result).title == title
    assert result.ephemeral


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "restarted"])
async def test_a_menu_shows_the_chosen_version(forum: Forum, restarted: bool) -> None:
    result = await forum.member.slash(forum.general, "system versions", name="Llama 2")
    assert result.response is not None
    if restarted:
        await forum.restart()

    chosen = await forum.voter.select(result.response, ["osaid 0.0.8"])

    assert embed(chosen).title == "Llama 2: osaid 0.0.8"
    assert chosen.ephemeral


async def test_a_button_on_a_private_answer_works(forum: Forum) -> None:
    answer = await forum.member.slash(forum.general, "ask", question="Llama 2", private=True)
    assert answer.response is not None

    result = await forum.member.click(answer.response, label="Sources")

    assert embed(result).title == "Sources on Llama 2, osaid 1.0"


async def test_candidates_are_buttons(forum: Forum) -> None:
    await forum.member.send(forum.general, f"{forum.mention} is Lama2x open source?")
    answer = forum.last(forum.general)
    shown = forum.env.backend.get_message(forum.general.id, answer.id).components

    assert answer.embeds[0].title == "Not in the database"
    assert shown


async def test_a_form_is_shown_with_the_questions_of_the_command(forum: Forum) -> None:
    shown = await opened_form(forum)

    assert shown.modal is not None
    assert shown.modal["title"] == "Say what is wrong in what is recorded about…"
    assert [line["label"] for line in shown.modal["components"]] == ["What", "The address of a page that shows it"]


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "restarted"])
async def test_what_to_suppose_is_asked_for_in_a_form(forum: Forum, restarted: bool) -> None:
    shown = await forum.voter.click(await asked(forum), label="What if …")
    assert shown.modal is not None
    [line] = shown.modal["components"]
    typed = "weights: open, MIT\ntraining data: absent"
    if restarted:
        await forum.restart()
        custom_id = shown.modal["custom_id"]
        (result,) = await forum.deliver(forum.form(forum.voter, forum.general, custom_id, facts=typed))
    else:
        result = await forum.voter.submit_modal(shown, {"facts": typed})

    assert line["component"]["style"] == discord.TextStyle.paragraph.value
    assert "“weights: open, Apache-2.0; code: MIT; training data: absent”" in line["description"]
    assert embed(result).title == "What if: Llama 2, osaid 1.0"
    assert result.ephemeral


async def test_suppositions_that_are_not_understood_are_given_back(forum: Forum) -> None:
    shown = await forum.voter.click(await asked(forum), label="What if …")

    result = await forum.voter.submit_modal(shown, {"facts": "wieghts: open, MIT"})

    assert "did you mean “weights”" in said(result)
    assert "You wrote: wieghts: open, MIT" in said(result)


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "restarted"])
async def test_a_filled_in_form_is_taken_in(forum: Forum, restarted: bool) -> None:
    shown = await opened_form(forum)
    typed = {"what": "The data are *described*.", "source": "https://example.org/data"}
    if restarted:
        assert shown.modal is not None
        await forum.restart()
        (result,) = await forum.deliver(forum.form(forum.voter, forum.general, shown.modal["custom_id"], **typed))
    else:
        result = await forum.voter.submit_modal(shown, typed)

    (correction,) = await corrections(forum)
    assert (correction.system, correction.proposed, correction.source, correction.proposer) == (
        "llama-2",
        WordsProposed("The data are *described*."),
        "https://example.org/data",
        f"discord:{forum.voter.id}",
    )
    assert result.ephemeral
    assert embed(result).title


async def test_a_form_that_is_delivered_twice_is_taken_in_once(forum: Forum) -> None:
    shown = await opened_form(forum)
    assert shown.modal is not None
    delivery = forum.form(
        forum.voter, forum.general, shown.modal["custom_id"], what="A year.", source="https://example.org"
    )

    await forum.deliver(delivery, delivery)
    await forum.restart()
    await forum.deliver(delivery)

    assert len(await corrections(forum)) == 1


async def test_a_form_that_is_filled_in_wrongly_is_refused(forum: Forum) -> None:
    shown = await opened_form(forum)

    result = await forum.voter.submit_modal(shown, {"what": "A year.", "source": "somewhere"})

    assert "A source is the address of a page that shows it, beginning with https://" in said(result)
    assert "A year." in said(result)
    assert result.ephemeral
    assert await corrections(forum) == []


@pytest.mark.parametrize("custom_id", ["v0:system table:name=llama-2", "poll:42:yes", "v1:no such:name=x"])
async def test_a_button_of_another_version_says_so(forum: Forum, custom_id: str) -> None:
    answer = await asked(forum)
    place = forum.env.backend.get_message(forum.general.id, answer.id).components[0]["components"][0]
    place["custom_id"] = custom_id

    result = await forum.voter.click(answer, custom_id=custom_id)

    assert said(result) == OLD
    assert result.ephemeral


async def test_a_form_of_another_version_gives_back_what_was_typed(forum: Forum) -> None:
    delivery = forum.form(forum.voter, forum.general, "v0:system correct:x", what="Long work.", source="```")

    (result,) = await forum.deliver(delivery)

    assert said(result) == f"{OLD} This is what you wrote:\n```\nLong work.\n\n'''\n```"
    assert result.ephemeral


async def test_an_empty_form_of_another_version_is_just_refused(forum: Forum) -> None:
    (result,) = await forum.deliver(forum.form(forum.voter, forum.general, "v0:x"))

    assert said(result) == OLD


@command("echo")
async def echo(_context: Context, text: str, note_in_a_few_words: str | None = None) -> Reply:
    """Say what was said, and offer to say it again.

    Args:
        text: What to say; this explanation is much too long to be the label of a line in a form.
        note_in_a_few_words: A note.
    """
    lines = (Field("text", "Text", long=True), Field("note_in_a_few_words", "Note", required=False))
    again = Button("Again, for everyone", "echo", fields=lines, private=False)
    if text == "no":
        raise Refusal("No.")
    return Reply("Echo", f"{text} {note_in_a_few_words}", buttons=(again,))


@pytest.fixture
async def echoing(open_forum: OpenForum) -> Forum:
    return await open_forum(commands=(*COMMANDS, echo))


async def test_a_button_can_answer_everyone(echoing: Forum) -> None:
    first = await echoing.member.slash(echoing.general, "echo", text="hello", private=True)
    assert first.response is not None
    shown = await echoing.member.click(first.response, label="Again, for everyone")

    result = await echoing.member.submit_modal(shown, {"text": "once more"})

    assert embed(result).description == "once more None"
    assert not result.ephemeral


async def test_a_line_that_may_stay_empty_may(echoing: Forum) -> None:
    first = await echoing.member.slash(echoing.general, "echo", text="hello")
    assert first.response is not None

    shown = await echoing.member.click(first.response, label="Again, for everyone")

    assert shown.modal is not None
    text, note = shown.modal["components"]
    assert (text["label"], text["description"]) == (
        "Text",
        "What to say; this explanation is much too long to be the label of a line in a form.",
    )
    assert [text["component"]["required"], note["component"]["required"]] == [True, False]


async def test_a_refused_form_answers_its_sender_alone(echoing: Forum) -> None:
    first = await echoing.member.slash(echoing.general, "echo", text="hello")
    assert first.response is not None
    shown = await echoing.member.click(first.response, label="Again, for everyone")

    result = await echoing.member.submit_modal(shown, {"text": "no"})

    assert said(result) == "No. This is what you wrote:\n```\nno\n```"
    assert result.ephemeral


async def test_a_form_that_cannot_be_shown_is_reported(forum: Forum, caplog: pytest.LogCaptureFixture) -> None:
    page = await forum.voter.click(await asked(forum), label="Propose a correction")
    forum.env.inject_error("POST", "/interactions/*/callback", status=500)

    assert page.response is not None

    result = await forum.voter.click(page.response, label="Say it in words")

    assert said(result).startswith("Something went wrong here")
    assert [record.levelname for record in caplog.records if record.name.startswith("bot.")] == ["ERROR"]


async def test_the_library_keeps_nothing_of_what_was_sent(forum: Forum) -> None:
    shown = await opened_form(forum)

    assert shown.modal is not None
    assert list(forum.client.persistent_views) == []
    assert forum.client._connection._view_store._modals == {}
    assert forum.client._connection._view_store._views == {}
