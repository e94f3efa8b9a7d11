"""A draft of a definition on Discord: the file arrives, whoever presses the button without the role is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.domain.actors import Actor
from bot.domain.definitions import DefinitionStatus
from bot.domain.polls.polls import RollEntry
from tests.support.polling import an_open_poll
from tests.support.simulation import Forum, Result, buttons, embed


@pytest.fixture
async def poll(forum: Forum) -> str:
    """A poll that is over, in which the training code was required."""
    voter = f"discord:{forum.voter.id}"
    number = await an_open_poll(forum.app, roll=[RollEntry(voter)])
    await forum.app.ballots.cast_text(number, Actor(voter, "Wanjiru"), "training-code: use=yes")
    async with forum.app.store.write() as records:
        await records.polls.extended(number, forum.now() - timedelta(hours=1))
    return number


async def arrived(forum: Forum, result: Result) -> None:
    """The draft came as a file that reads strictly."""
    assert (embed(result).title or "").startswith("Draft osaid 1.1 from poll P-")
    message = result.response or result.followups[0]
    [file] = [one for one in message.attachments if one.filename == "osaid-1.1.yaml"]
    assert file.description == "The draft, a file like those in definitions/"
    reference = (await forum.app.library.current()).library.reference
    read = read_draft(Document.of_bytes(file.filename, await file.read()), reference)
    assert (read.label, read.status) == ("osaid 1.1", DefinitionStatus.DRAFT)
    assert "osaid 1.1" not in reference.definitions


async def test_the_file_of_a_draft_arrives(forum: Forum, poll: str) -> None:
    result = await forum.facilitator.slash(forum.general, "poll propose-definition", poll=poll)

    await arrived(forum, result)
    assert not result.ephemeral
    shown = result.response or result.followups[0]
    assert [button["label"] for button in buttons(shown)] == ["Result of the poll", "osaid 1.0"]


async def test_the_button_of_a_result_proposes_for_a_facilitator_after_a_restart(forum: Forum, poll: str) -> None:
    page = await forum.member.slash(forum.general, "poll result", poll=poll)
    await forum.restart()

    result = await forum.facilitator.click(page.response or page.followups[0], label="Propose a definition")

    await arrived(forum, result)
    assert not result.ephemeral
    [event] = (await forum.app.poll_results.result(poll)).proposals
    assert event.by == f"discord:{forum.facilitator.id}"


async def test_the_button_of_a_result_refuses_everybody_else_to_them_alone(forum: Forum, poll: str) -> None:
    page = await forum.member.slash(forum.general, "poll result", poll=poll)

    result = await forum.member.click(page.response or page.followups[0], label="Propose a definition")

    [shown] = result.followups
    assert shown.flags.ephemeral
    assert shown.content == "/poll propose-definition is for the role facilitator."
    assert (await forum.app.poll_results.result(poll)).proposals == ()
