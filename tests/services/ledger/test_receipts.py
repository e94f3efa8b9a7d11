"""A voter is told where their ballot stands in the log, once it does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.surfaces.replies import ballots
from tests.services.ledger.test_collecting import cast
from tests.support.apps import Clock
from tests.support.ledger import published
from tests.support.polling import an_open_poll, person

ANN = person("ann")


async def test_a_receipt_names_the_leaf_and_its_digest_once_it_is_logged(logged: App, folder: Path) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    event = await cast(logged, number)
    assert (await logged.ballots.last(number, ANN)).logged is None

    await logged.ledger.keep()

    found = await logged.ballots.last(number, ANN)
    [leaf] = [leaf for leaf in published(folder) if leaf.kind == "ballot.cast"]
    [digest] = leaf.digests
    said = f"In the public log it is leaf 4, {number}/B-{event}, with the digest {digest}."
    assert said in ballots.receipt(found).text
    assert said in ballots.own(await logged.ballots.own(number, ANN)).text


async def test_after_a_change_the_last_leaf_is_named(logged: App, clock: Clock) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    await cast(logged, number, why="first thoughts")
    event = await cast(logged, number, choice=Choice.NO)
    clock.move(timedelta(minutes=1))
    await logged.ledger.keep()

    found = (await logged.ballots.own(number, ANN)).logged

    assert found is not None
    assert (found.sequence, found.id) == (5, f"{number}/B-{event}")


async def test_where_no_log_is_kept_nothing_is_said_of_it(light_app: App) -> None:
    number = await an_open_poll(light_app, "ann", "bob")
    await cast(light_app, number)

    assert "log" not in ballots.receipt(await light_app.ballots.last(number, ANN)).text
    assert "log" not in ballots.own(await light_app.ballots.own(number, ANN)).text
