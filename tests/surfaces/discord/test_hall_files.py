"""A file that somebody attaches on Discord: acknowledged, fetched from Discord alone, looked at and imported."""

from __future__ import annotations

from dataclasses import replace

from bot.surfaces.commands import COMMANDS
from tests.support.imports import CHAT
from tests.support.simulation import Forum, Result, buttons, embed


def said(result: Result) -> str:
    """What the asker alone was told."""
    assert result.ephemeral
    message = result.response or result.followups[0]
    return message.content


async def test_an_attached_chat_is_looked_at_by_the_facilitator_alone_and_imported_after_a_restart(
    forum: Forum,
) -> None:
    looked = await forum.facilitator.slash(
        forum.general, "townhall import", file=("chat.txt", CHAT.encode()), title="Data"
    )
    shown = looked.response or looked.followups[0]
    assert looked.ephemeral
    assert "1 private message is left out" in (embed(looked).description or "")
    assert [button["label"] for button in buttons(shown)] == ["Import it"]
    await forum.restart()

    made = await forum.facilitator.click(shown, label="Import it")

    assert not made.ephemeral
    assert "2 people are named there" in (embed(made).description or "")
    found = await forum.app.halls.discussion("T-2026-0001")
    assert (found.title, found.place, found.source_kind) == ("Data", "file", "zoom-chat")
    [hall] = await forum.app.halls.all()
    assert hall.channel == f"discord:{forum.general.id}"


async def test_a_name_is_given_to_a_member_by_mention(forum: Forum) -> None:
    await forum.facilitator.slash(forum.general, "townhall import", file=("chat.txt", CHAT.encode()), confirm=True)

    await forum.facilitator.slash(forum.general, "townhall assign", name="Ana", member=forum.member.mention)

    found = await forum.app.halls.discussion("T-2026-0001")
    assert {one.author for one in found.remarks} == {f"discord:{forum.member.id}", "name:Ben"}


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(forum: Forum) -> None:
    content = b"<ana> hi\n" * (51 * 1024 * 1024 // 9)

    refused = await forum.facilitator.slash(forum.general, "townhall import", file=("log.txt", content))

    assert "log.txt is larger than 50 MB; cut the log of the one meeting out of it." in said(refused)
    assert await forum.app.halls.all() == ()


async def test_a_file_that_lies_elsewhere_is_not_fetched(forum: Forum) -> None:
    forum.set(cdn_base="https://files.example")
    await forum.restart()

    refused = await forum.facilitator.slash(forum.general, "townhall import", file=("log.txt", b"<ana> hi\n"))

    assert "log.txt does not lie with Discord" in said(refused)


async def test_only_a_command_that_takes_a_file_asks_for_one(forum: Forum) -> None:
    taking = [command.name for command in COMMANDS if command.upload]

    assert "townhall import" in taking
    assert replace(COMMANDS[0]).upload is None
    root = forum.env.backend.find_command("townhall", forum.guild.id)
    assert root is not None
    [leaf] = [one for one in root["options"] if one["name"] == "import"]
    kinds = {one["name"]: (one["type"], one.get("required", False)) for one in leaf["options"]}
    assert kinds["file"] == (11, True)
    assert kinds["confirm"] == (5, False)
    assert kinds["title"] == (3, False)
