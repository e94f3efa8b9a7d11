"""The demo that `make demo` opens."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.support.demo import TRY, Demo, parsed, serve


@pytest.fixture
async def demo(filled_file: Path, tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo, open."""
    shutil.copyfile(filled_file, tmp_path / "demo.db")
    opened = await Demo.open(tmp_path)
    yield opened
    await opened.close()


async def test_what_was_asked_before_is_answered(demo: Demo) -> None:
    answered = {name: [m for m in channel.history() if m.author.bot] for name, channel in demo.channels.items()}

    assert {name: len(messages) for name, messages in answered.items()} == {
        "general": 1,
        "ask": 2,
        "curators": 2,
        "working-group-llama": 3,  # one poll that is counted, its result, and one that is open
        "town-hall": 3,  # the notice, the end, and minutes in review
        "open-questions": 1,
        "direct messages": 1,
    }
    assert demo.forum.errors() == []


async def test_the_front_page_leads_to_every_channel(demo: Demo) -> None:
    runner = await serve(demo, 0)
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"

    async with aiohttp.ClientSession() as browser:
        front = await (await browser.get(address)).text()
        pages = [await browser.get(f"{address}/{number}") for number in range(len(TRY))]
        missing = await browser.get(f"{address}/99")
    await runner.cleanup()

    assert all(f'<a href="/{number}">' in front for number in range(len(TRY)))
    assert [page.status for page in pages] == [200] * len(TRY)
    assert missing.status == 404


async def test_the_bot_is_mentioned_by_its_name(demo: Demo) -> None:
    claim = demo.forum.general.history()[1]

    await demo.forum.member.send(demo.forum.general, "@osaibot check this", reply_to=claim)

    assert demo.forum.last(demo.forum.general).embeds[0].title == "Llama 2: osaid 1.0"


def test_a_picture_of_one_channel_can_be_asked_for(tmp_path: Path) -> None:
    arguments = parsed(["--once", str(tmp_path / "picture.png"), "--channel", "ask"])

    assert (arguments.once, arguments.channel) == (tmp_path / "picture.png", "ask")
