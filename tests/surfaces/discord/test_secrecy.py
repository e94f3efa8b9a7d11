"""The token in no log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.surfaces.discord.secrecy import kept_secret

TOKEN = "Secret.Token.x-y_z"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that a handler which knows nothing of tokens writes, from every logger at its most talkative."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_token_in_a_message_is_not_written(written: io.StringIO) -> None:
    with kept_secret(TOKEN):
        logging.getLogger("aiohttp.client").debug("sent %s to %s", {"Authorization": f"Bot {TOKEN}"}, "somewhere")

    assert written.getvalue() == "sent {'Authorization': 'Bot [token]'} to somewhere\n"


def test_a_token_in_a_traceback_is_not_written(written: io.StringIO) -> None:
    with kept_secret(TOKEN):
        try:
            raise ValueError(f"bad header {TOKEN}")
        except ValueError:
            logging.getLogger("anything").exception("failed")

    assert "ValueError: bad header [token]" in written.getvalue()
    assert TOKEN not in written.getvalue()


def test_everything_else_is_written_as_it_is(written: io.StringIO) -> None:
    with kept_secret(TOKEN):
        try:
            raise ValueError("harmless")
        except ValueError:
            logging.getLogger("anything").exception("failed with %s", 42)

    assert written.getvalue().startswith("failed with 42\nTraceback")


def test_what_the_library_logs_of_messages_is_left_out(written: io.StringIO) -> None:
    with kept_secret(TOKEN):
        logging.getLogger("discord.gateway").debug("WebSocket Event: %s", {"content": "what somebody wrote"})
        logging.getLogger("discord.client").info("logging in")

    assert written.getvalue() == "logging in\n"


def test_afterwards_logging_is_as_it_was() -> None:
    before = (logging.getLogRecordFactory(), logging.getLogger("discord").level)

    with kept_secret(TOKEN):
        pass

    assert (logging.getLogRecordFactory(), logging.getLogger("discord").level) == before
