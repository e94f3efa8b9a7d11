"""What happens is collected, once and in order, and published; sealed ballots when their poll is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.logs.telling.told import Told
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import Via
from bot.services.ledger import collecting
from bot.services.ledger.placing import place
from bot.services.polling.drafting import DraftTyped
from bot.store import Records
from tests.support.apps import Clock
from tests.support.decisions import a_decision
from tests.support.ledger import contents, kinds, published
from tests.support.logs import files
from tests.support.polling import CODE, DATA, an_open_poll, person, said

OPENING = ["key.created", "poll.opened", "roll.changed", "roll.changed"]
TYPED = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")


async def cast(app: App, number: str, name: str = "ann", choice: Choice = Choice.YES, why: str = "") -> int:
    """Cast a ballot of one cell; gives the number of its receipt."""
    receipt = await app.ballots.cast(number, person(name), [said(CODE, choice, why)], Via.EXPLICIT)
    return receipt.event


async def test_a_poll_is_published_when_it_opens(logged: App, folder: Path) -> None:
    await an_open_poll(logged, "ann", "bob")

    await logged.ledger.keep()

    assert kinds(folder) == OPENING


async def test_what_is_published_is_not_published_again(logged: App, folder: Path, clock: Clock) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    before = files(folder)

    clock.move(timedelta(minutes=2))
    await logged.ledger.keep()

    assert files(folder) == before


async def test_what_can_wait_is_published_at_most_once_a_minute(logged: App, folder: Path, clock: Clock) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()

    sizes = []
    for _step in range(9):
        clock.move(timedelta(seconds=15))
        await cast(logged, number)
        await logged.ledger.keep()
        sizes.append(len(published(folder)))

    assert sizes == [4, 4, 4, 8, 8, 8, 8, 12, 12]


async def test_what_people_wait_for_is_published_at_once(logged: App, folder: Path, clock: Clock) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    clock.move(timedelta(seconds=15))

    await a_decision(logged)
    await logged.ledger.keep()

    assert kinds(folder)[-1] == "decision.accepted"


async def test_sealed_ballots_stand_in_no_file_before_the_close_and_do_after(
    logged: App, folder: Path, clock: Clock
) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    await cast(logged, number, why="so that I can follow it")
    await logged.ledger.keep()
    await cast(logged, number, "bob", Choice.NO)
    clock.move(timedelta(minutes=1))
    await logged.ledger.keep()
    assert kinds(folder).count("ballot.cast") == 2
    assert "training-code/use" not in contents(folder).replace("poll", "")
    assert "follow it" not in contents(folder)

    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()
    await logged.ledger.keep()

    assert kinds(folder)[-3:] == ["poll.closed", "ballots.opened", "tally.published"]
    assert "so that I can follow it" in contents(folder)
    assert '"training-code/use":["yes"' in contents(folder)


async def test_a_ballot_that_was_replaced_stays_sealed_for_good(logged: App, folder: Path, clock: Clock) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    await cast(logged, number, why="a slip of the tongue")
    await logged.ledger.keep()
    await cast(logged, number, choice=Choice.NO, why="what I mean")
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()

    await logged.ledger.keep()

    assert published(folder)
    assert "slip of the tongue" not in contents(folder)
    assert "what I mean" in contents(folder)
    [first, _second] = [place for place in await logged.ledger.places(number) if place.kind == "ballot.cast"]
    assert [one.content for one in await logged.ledger.disclosed(first.id)] == [None, None]


async def test_what_happened_before_there_was_a_log_is_in_it_by_the_moments_of_the_events(
    logged: App, folder: Path, clock: Clock
) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    clock.move(timedelta(hours=1))
    await a_decision(logged)
    clock.move(timedelta(hours=1))
    await cast(logged, number)
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()

    await logged.ledger.keep()

    assert kinds(folder) == [
        *OPENING, "decision.accepted", "ballot.cast", "poll.closed", "ballots.opened", "tally.published"
    ]  # fmt: skip


@pytest.mark.parametrize("at_once", [1, 2, 3])
async def test_what_is_stored_step_by_step_is_the_same(
    logged: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(collecting, "AT_ONCE", at_once)
    number = await an_open_poll(logged, "ann", "bob")
    await cast(logged, number, why="a slip of the tongue")
    await cast(logged, number, choice=Choice.NO)
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()

    await logged.ledger.keep()

    assert kinds(folder) == [*OPENING, "ballot.cast", "ballot.cast", "poll.closed", "ballots.opened", "tally.published"]
    assert "slip of the tongue" not in contents(folder)


async def test_a_process_that_dies_while_it_stores_leaves_what_is_stored(
    logged: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "AT_ONCE", 2)
    await an_open_poll(logged, "ann", "bob")

    async def twice(records: Records, several: Sequence[Told], now: datetime) -> bool:
        if await records.log_leaves.size() == 2:
            monkeypatch.undo()
            raise RuntimeError("killed")
        return await place(records, several, now)

    monkeypatch.setattr("bot.services.ledger.collecting.place", twice)
    with pytest.raises(RuntimeError, match="killed"):
        await logged.ledger.keep()
    assert (await logged.ledger.state()).size == 2
    await logged.ledger.keep()

    assert kinds(folder) == OPENING


async def test_things_are_found_in_the_log(logged: App) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    assert await logged.ledger.places(number) == ()
    event = await cast(logged, number)

    await logged.ledger.keep()

    assert [place.sequence for place in await logged.ledger.places(number)] == [1, 2, 3, 4]
    [place] = await logged.ledger.places(f"{number}/B-{event}")
    assert (place.sequence, place.kind) == (4, "ballot.cast")
    assert await logged.ledger.places("D-2026-0099") == ()


async def test_a_decision_and_its_poll_are_told_beside_each_other(logged: App, folder: Path, clock: Clock) -> None:
    typed = replace(TYPED, components="datasets")
    for name in ("one", "two"):
        await an_open_poll(logged, "ann", name, typed=typed)
        await logged.ledger.keep()
    await logged.ballots.cast("P-2026-0002", person("ann"), [said(DATA, Choice.NO)], Via.EXPLICIT)
    clock.move(timedelta(minutes=1))
    await logged.ledger.keep()

    assert [place.kind for place in await logged.ledger.places("P-2026-0002")][-1] == "ballot.cast"
    assert len(published(folder)) == 8


async def test_without_a_key_there_is_no_log(light_app: App) -> None:
    await an_open_poll(light_app, "ann", "bob")

    await light_app.ledger.keep()
    await light_app.ledger.examine()

    assert (await light_app.ledger.state()).size == 0
