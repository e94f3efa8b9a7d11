"""What the doctor says of messages that wait, and how what could not be sent is tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.app import App
from bot.domain.outboxes import DIRECT, notice
from bot.surfaces.doctoring import examine
from bot.surfaces.shell import main

NOBODY = "Unknown Channel (HTTP 404, code 10003)"


async def outbox_line(app: App) -> str:
    """The doctor's line about the outbox."""
    lines: list[str] = []
    await examine(None, app.settings.database_url, {}, app.clock, lines.append)
    (line,) = [line for line in lines if ": outbox: " in line]
    return line


async def give_up(app: App, channel: str, error: str = NOBODY) -> None:
    """A message that could not be sent."""
    await app.outbox.post(notice(channel, "verdicts:17", "News", "One verdict changed."))
    (claim,) = await app.outbox.claim("one", ("notice",), (channel,))
    await app.outbox.give_up(claim, error)


async def test_an_empty_outbox_is_in_order(light_app: App) -> None:
    assert await outbox_line(light_app) == "ok: outbox: 0 messages wait to be sent"


async def test_what_waits_is_counted(light_app: App) -> None:
    await light_app.outbox.post(notice("discord:1", "verdicts:17", "News", "…"))

    assert await outbox_line(light_app) == "ok: outbox: 1 message waits to be sent"


async def test_what_cannot_be_sent_is_named_with_what_to_do(light_app: App) -> None:
    await give_up(light_app, "discord:1")

    assert await outbox_line(light_app) == (
        "not ok: outbox: 0 messages wait to be sent, 1 cannot be sent. verdicts:17 → discord:1: Unknown Channel "
        "(HTTP 404, code 10003). Mend the cause (a permission, a channel that is gone), then run: osaibot resend"
    )


async def test_somebody_who_takes_no_messages_is_nothing_to_mend(light_app: App) -> None:
    await give_up(light_app, f"{DIRECT}42", "Cannot send messages to this user (HTTP 403, code 50007)")

    line = await outbox_line(light_app)

    assert line == "ok: outbox: 0 messages wait to be sent, 1 person takes none"
    assert "42" not in line


@pytest.fixture
def resend(light_app: App, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Runs the operator's command; gives what it printed."""

    def run() -> str:
        assert main(light_app.clock, ["resend", "--database", light_app.settings.database_url]) == 0
        return capsys.readouterr().out

    return run


async def test_what_could_not_be_sent_waits_again_after_resend(light_app: App, resend: Callable[[], str]) -> None:
    await give_up(light_app, "discord:1")

    assert await asyncio.to_thread(resend) == "1 message is tried again.\n"
    assert (await light_app.outbox.state()).waiting == 1
    assert await asyncio.to_thread(resend) == "0 messages are tried again.\n"
