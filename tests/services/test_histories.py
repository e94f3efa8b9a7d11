"""The record as it stood on a day, whatever was accepted since."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app import App
from bot.domain.histories import alterations
from bot.domain.libraries import Library
from bot.domain.proposals import Availability, Detail
from bot.domain.refusals import Refusal, Unknown
from bot.services.histories import last_day
from tests.support.apps import START, Clock
from tests.support.curation import ANNA, BEN, CARLA, MONA, accept, propose_detail, propose_fact

DAY = timedelta(days=1)
SYSTEMS = ("llama-2", "pythia", "zephyr-beta")
COMPONENTS = ("training code", "training data", "model card")


async def step(app: App, rng: random.Random, number: int) -> None:
    """One change that two persons make, of any kind."""
    system = rng.choice(SYSTEMS)
    match rng.randrange(6):
        case 0:
            await accept(app, await propose_detail(app, system, Detail.ALIAS, f"oracle number {number} x"))
        case 1:
            await accept(app, await propose_detail(app, system, Detail.DEVELOPER, f"Lab {number}"))
        case 2:
            await accept(app, await propose_detail(app, system, Detail.BASE, f"Unknown {number}"))
        case 3:
            claim = await propose_fact(app, system, "training code", licence="MIT", since=f"{2020 + number}")
            await accept(app, claim) if not await _hindered(app, claim) else await app.reviews.withdraw(claim, ANNA)
        case 4:
            claim = await propose_fact(app, system, "training code", Availability.GATED)
            if await _recorded(app, system):
                await app.reviews.dispute(claim, "No.", BEN)
                await app.reviews.settle(claim, for_claim=rng.random() < 0.5, reason="Yes.", actor=MONA)
            else:
                await accept(app, claim, CARLA)
        case _:
            kind = rng.choice(list(Availability))
            await accept(app, await propose_fact(app, system, rng.choice(COMPONENTS), kind, None))


async def _hindered(app: App, number: str) -> bool:
    return bool((await app.reviews.show(number)).hindrance)


async def _recorded(app: App, system: str) -> bool:
    return bool((await app.library.current()).library.systems[system].facts_on("training_code"))


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_record_can_be_read_back_as_of_every_day(app: App, clock: Clock, seed: int) -> None:
    rng = random.Random(seed)
    remembered: dict[date, Library] = {clock.now.date(): (await app.library.current()).library}
    for number in range(6):
        clock.move(DAY)
        for _several in range(rng.randrange(3)):
            await step(app, rng, number)
        remembered[clock.now.date()] = (await app.library.current()).library
    now = await app.library.current()

    for day, then in remembered.items():
        for id_ in SYSTEMS:
            found = await app.histories.library_at(now, day, id_)
            for each in (id_, *then.systems[id_].bases):
                assert alterations(then.systems[each], found.systems[each]) == ()
            assert found.assess(id_, now.in_force).verdict is then.assess(id_, now.in_force).verdict


async def test_a_day_counts_to_its_last_moment(app: App, clock: Clock) -> None:
    clock.now = datetime(2026, 12, 1, 23, 59, 59, 999999, tzinfo=UTC)
    await accept(app, await propose_detail(app, "llama-2", Detail.DEVELOPER, "Late Lab"))
    clock.now = datetime(2026, 12, 2, tzinfo=UTC)
    await accept(app, await propose_detail(app, "llama-2", Detail.DEVELOPER, "Early Lab"))

    found = [(await app.histories.recorded_on("llama-2", f"2026-12-0{day}")).system for day in (1, 2)]

    assert [system.developer for system in found if system] == ["Late Lab", "Early Lab"]


async def test_a_system_is_found_by_the_name_it_has_now(app: App, clock: Clock) -> None:
    clock.move(DAY)
    await accept(app, await propose_detail(app, "llama-2", Detail.NAME, "Oracle of Delphi"))

    found = await app.histories.recorded_on("Oracle of Delphi", START.date().isoformat())

    assert found.system is not None
    assert (found.name, found.system.name) == ("Oracle of Delphi", "Llama 2")


async def test_before_it_was_recorded_the_record_did_not_hold_it(app: App) -> None:
    found = await app.histories.recorded_on("llama-2", "2026-11-21")

    assert (found.system, found.assessments, found.now) == (None, (), ())


async def test_then_and_now_stand_side_by_side_for_every_version(app: App, clock: Clock) -> None:
    clock.move(DAY)
    await accept(app, await propose_fact(app, "pythia", "training code", Availability.NOT_RELEASED, None))

    found = await app.histories.recorded_on("pythia", START.date().isoformat())

    assert [one.definition for one in found.assessments] == [one.definition for one in found.now]
    assert any(then.verdict is not now.verdict for then, now in zip(found.assessments, found.now, strict=True))


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-31", "2026-13", "0000"])
async def test_a_day_that_is_none_is_refused(light_app: App, day: str) -> None:
    with pytest.raises(Refusal, match="is no da"):
        await light_app.histories.recorded_on("llama-2", day)


async def test_a_system_that_is_not_recorded_has_no_history(light_app: App) -> None:
    with pytest.raises(Unknown):
        await light_app.histories.of("nonesuch")


@pytest.mark.parametrize(
    ("partial", "last"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-12", date(2024, 12, 31)),
     ("2024-05-03", date(2024, 5, 3))],
)  # fmt: skip
def test_of_a_month_or_a_year_the_last_day_counts(partial: str, last: date) -> None:
    assert last_day(partial) == last
