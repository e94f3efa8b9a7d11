"""Settling what a data file and a change made in chat say differently, on both engines."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import App
from bot.domain.histories import WHOLE
from bot.domain.merging import FilePart
from bot.domain.proposals import Detail
from bot.domain.queues import Work
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import System
from tests.support.apps import START
from tests.support.curation import ANNA, BEN, CARLA, accept, propose_detail


async def clashing(app: App, part: str, says: Any, system: str = "llama-2") -> None:
    """Let a file say something else than what stands."""
    async with app.store.write() as records:
        await records.file_parts.replace(system, [FilePart(system, part, says, START)])


async def parts(app: App) -> tuple[FilePart, ...]:
    async with app.store.read() as records:
        return await records.file_parts.all()


async def llama(app: App) -> System:
    return (await app.library.current()).library.systems["llama-2"]


async def test_a_clash_stands_in_the_queue_until_it_is_settled(app: App) -> None:
    await clashing(app, "developer", "Meta Platforms")
    assert [(item.system, item.subject) for item in await app.queues.queue(Work.CLASH)] == [("llama-2", "developer")]

    await app.queues.settle_clash("llama-2", "developer", take_file=False, actor=BEN)

    assert await app.queues.queue(Work.CLASH) == ()


async def test_the_file_is_taken_with_history(app: App) -> None:
    before = (await llama(app)).developer
    await clashing(app, "developer", "Meta Platforms")

    change = await app.queues.settle_clash("llama-2", "developer", take_file=True, actor=BEN)

    assert change is not None
    assert (await llama(app)).developer == "Meta Platforms"
    assert await parts(app) == ()
    (newest, *_loaded) = (await app.histories.of("llama-2")).changes
    assert (newest.by, newest.confirmed_by, newest.alterations) == ("files", "terminal:ben", change.alterations)
    assert newest.alterations[0].before == before


async def test_what_was_changed_in_chat_stays_and_the_file_is_remembered(app: App) -> None:
    before = await llama(app)
    await clashing(app, "developer", "Meta Platforms")

    assert await app.queues.settle_clash("llama-2", "developer", take_file=False, actor=BEN) is None

    assert await llama(app) == before
    assert await parts(app) == (FilePart("llama-2", "developer", "Meta Platforms"),)


async def test_who_proposed_what_stands_does_not_say_that_it_stays(app: App) -> None:
    await accept(app, await propose_detail(app, "llama-2", Detail.DEVELOPER, "Meta AI", CARLA))
    await clashing(app, "developer", "Meta Platforms")

    with pytest.raises(Refusal, match="You proposed what stands here; another curator has to say that it stays"):
        await app.queues.settle_clash("llama-2", "developer", take_file=False, actor=CARLA)
    await app.queues.settle_clash("llama-2", "developer", take_file=False, actor=BEN)


@pytest.mark.parametrize(
    ("system", "part"), [("llama-2", "note"), ("llama-2", "no such part"), ("nonesuch", "developer")]
)
async def test_a_clash_that_is_none_is_told(app: App, system: str, part: str) -> None:
    await clashing(app, "developer", "Meta Platforms")

    with pytest.raises(Unknown, match="is open; /curation queue lists those that are"):
        await app.queues.settle_clash(system, part, take_file=True, actor=ANNA)


@pytest.mark.parametrize(
    ("part", "says", "sentence"),
    [
        ("name", "Pythia", "“Pythia” is already a name of Pythia"),
        ("aliases", ("llama two", "pythia"), "“pythia” is already a name of Pythia"),
        ("bases", ("llama-2",), "Llama 2 cannot be made from Llama 2"),
        ("bases", ("nonesuch",), "“nonesuch”, from which it would be made, is not recorded"),
        (WHOLE, None, "A whole system cannot be taken over here"),
    ],
)
async def test_what_does_not_go_together_with_other_systems_is_not_taken(
    app: App, part: str, says: Any, sentence: str
) -> None:
    before = await llama(app)
    await clashing(app, part, says)

    with pytest.raises(Refusal) as refused:
        await app.queues.settle_clash("llama-2", part, take_file=True, actor=BEN)

    assert sentence in str(refused.value)
    assert await llama(app) == before
    assert len(await parts(app)) == 1
