"""Claiming a profile, and having it confirmed by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.organisations import Circular
from bot.domain.profiles import Conflict, ConflictKind, ProfileState, Stake
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.stakeholders import Category, Stakeholders
from bot.services.profiles import Ended, ProfileService, StakeTyped
from tests.support.apps import START, Clock

MODERATOR = frozenset({Role.MEMBER, Role.MODERATOR})
ANNA = Actor("terminal:anna", "anna", MODERATOR)
BEN = Actor("terminal:ben", "ben")
CHIDI = Actor("terminal:chidi", "chidi", MODERATOR)
TYPED = StakeTyped("Regulator", "africa", "Office for AI", "funder: Meta", "https://example.org")
STAKE = Stake("regulator", "africa", "Office for AI", (Conflict(ConflictKind.FUNDER, "Meta"),), "https://example.org")
CHANGED = replace(TYPED, category="end user")


async def _claimed(app: App, typed: StakeTyped = TYPED, actor: Actor = BEN) -> str:
    """The number of a claim that waits."""
    view = await app.profiles.claim(typed, actor, None)
    assert view is not None
    assert view.waiting is not None
    return str(view.waiting.id)


async def test_a_claim_counts_only_when_somebody_else_has_confirmed_it(app: App) -> None:
    number = await _claimed(app)
    assert await app.profiles.of(BEN.id) is None

    await app.profiles.confirm(number, ANNA)

    profile = await app.profiles.of(BEN.id)
    assert profile is not None
    assert (profile.stake, profile.confirmed_by, profile.confirmed_at) == (STAKE, ANNA.id, START)


async def test_nobody_confirms_or_rejects_their_own(app: App) -> None:
    number = await _claimed(app, actor=ANNA)

    with pytest.raises(Forbidden, match="your own profile: another moderator"):
        await app.profiles.confirm(number, ANNA)
    with pytest.raises(Forbidden, match="your own profile: another moderator"):
        await app.profiles.reject(number, "x", ANNA)

    assert [claim.person for claim in await app.profiles.waiting()] == [ANNA.id]


async def test_a_changed_claim_waits_beside_the_profile_in_force(app: App, clock: Clock) -> None:
    await app.profiles.confirm(await _claimed(app), ANNA)
    clock.move(timedelta(hours=1))
    changed = await _claimed(app, CHANGED)
    before = await app.profiles.of(BEN.id)

    view = await app.profiles.confirm(changed, CHIDI)

    after = await app.profiles.of(BEN.id)
    assert before is not None
    assert after is not None
    assert (before.stake.category, after.stake.category) == ("regulator", "end_user")
    assert [claim.state for claim in view.claims] == [ProfileState.CONFIRMED, ProfileState.SUPERSEDED]
    assert await app.profiles.of(BEN.id, START) == view.claims[1]


async def test_a_new_claim_takes_the_place_of_the_one_that_waits(app: App) -> None:
    first = await _claimed(app)
    await _claimed(app, CHANGED)

    with pytest.raises(Ended, match=f"Claim {first} was replaced by a later claim; nothing was done"):
        await app.profiles.confirm(first, ANNA)

    assert [claim.stake.category for claim in await app.profiles.waiting()] == ["end_user"]


async def test_a_claim_delivered_twice_is_kept_once(app: App) -> None:
    first = await app.profiles.claim(TYPED, BEN, "discord:1")
    second = await app.profiles.claim(TYPED, BEN, "discord:1")

    assert first is not None
    assert second is None
    assert len(await app.profiles.waiting()) == 1


async def test_a_claim_that_changes_nothing_is_refused(app: App) -> None:
    number = await _claimed(app)
    with pytest.raises(Refusal, match=f"claimed this already: claim {number} waits"):
        await app.profiles.claim(TYPED, BEN, None)

    await app.profiles.confirm(number, ANNA)
    with pytest.raises(Refusal, match="what is confirmed of you already"):
        await app.profiles.claim(TYPED, BEN, None)


async def test_more_claims_within_a_day_than_anybody_needs_are_refused(app: App, clock: Clock) -> None:
    for number in range(10):
        await _claimed(app, replace(TYPED, organisation=f"Office {number}"))

    with pytest.raises(Refusal, match="You have claimed 10 times within a day; try again tomorrow"):
        await app.profiles.claim(TYPED, BEN, None)

    clock.move(timedelta(days=1, seconds=1))
    assert await _claimed(app)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (replace(TYPED, category="king"), "“king” is no category of this forum; choose one of: System creator"),
        (replace(TYPED, region=""), "Say which region; choose one of: North America"),
        (replace(TYPED, organisation="?"), "is no name of an organisation"),
        (replace(TYPED, evidence="x" * 1001), "at most 1000 letters; you wrote 1001"),
    ],
)
async def test_bad_input_is_refused_with_what_would_do(light_app: App, typed: StakeTyped, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        await light_app.profiles.claim(typed, BEN, None)

    assert await light_app.profiles.waiting() == ()


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "99999999999999999999", "²"])
async def test_a_claim_that_there_is_not_is_refused(light_app: App, number: str) -> None:
    with pytest.raises(Unknown, match=r"There is no claim “.*”; /profile waiting"):
        await light_app.profiles.confirm(number, ANNA)


async def test_a_rejected_claim_leaves_what_is_in_force_and_says_why(app: App) -> None:
    await app.profiles.confirm(await _claimed(app), ANNA)
    changed = await _claimed(app, CHANGED)

    view = await app.profiles.reject(changed, "no end user", ANNA)

    assert view.in_force is not None
    assert (view.claims[0].state, view.claims[0].ended_by, view.claims[0].reason) == (
        ProfileState.REJECTED,
        ANNA.id,
        "no end user",
    )
    with pytest.raises(Ended, match="is rejected already"):
        await app.profiles.confirm(changed, ANNA)


async def test_a_profile_that_was_wrong_is_ended_by_a_moderator(app: App, clock: Clock) -> None:
    number = await _claimed(app)
    await app.profiles.confirm(number, ANNA)
    clock.move(timedelta(hours=1))

    await app.profiles.reject(number, "they left", CHIDI)

    assert await app.profiles.of(BEN.id) is None
    was = await app.profiles.of(BEN.id, START)
    assert was is not None
    assert (was.confirmed_by, was.ended_by) == (ANNA.id, CHIDI.id)


@pytest.mark.parametrize(("in_force", "left"), [(None, True), (False, True), (True, False)])
async def test_one_takes_back_a_claim_or_a_profile(app: App, in_force: bool | None, left: bool) -> None:
    await app.profiles.confirm(await _claimed(app), ANNA)
    await _claimed(app, CHANGED)

    view = await app.profiles.withdraw(BEN, in_force=in_force)

    assert (view.in_force is not None, view.waiting is None) == (left, left)


async def test_without_a_claim_the_profile_is_withdrawn_and_then_nothing_is_left(app: App) -> None:
    await app.profiles.confirm(await _claimed(app), ANNA)

    await app.profiles.withdraw(BEN)

    assert await app.profiles.of(BEN.id) is None
    with pytest.raises(Refusal, match="nothing of that kind to withdraw"):
        await app.profiles.withdraw(BEN)


async def test_only_moderators_see_somebody_else(light_app: App) -> None:
    await _claimed(light_app)

    assert (await light_app.profiles.show(BEN.id, ANNA)).waiting is not None
    assert (await light_app.profiles.show(BEN.id, BEN)).waiting is not None
    with pytest.raises(Forbidden, match="Only moderators see the profile of somebody else"):
        await light_app.profiles.show(ANNA.id, BEN)


async def test_what_went_from_the_configuration_does_not_come_into_force(light_app: App, clock: Clock) -> None:
    number = await _claimed(light_app)
    later = ProfileService(light_app.store, Stakeholders((Category("deployer", "Deployer"),)), clock)

    with pytest.raises(Unknown, match=r"of: Deployer\. The configuration has changed since: reject the claim"):
        await later.confirm(number, ANNA)


async def test_moderators_see_who_else_is_there_for_a_group_of_organisations(app: App) -> None:
    await app.profiles.confirm(await _claimed(app, replace(TYPED, organisation="Mozilla Foundation")), ANNA)
    await _claimed(app, replace(TYPED, organisation="mozilla AI"), CHIDI)
    before = await app.profiles.show(CHIDI.id, ANNA)

    grouped = await app.organisations.group("Mozilla AI", "mozilla foundation", "a subsidiary", ANNA)

    after = await app.profiles.show(CHIDI.id, ANNA)
    own = await app.profiles.show(BEN.id, ANNA)
    assert grouped.speaking == 1
    assert (before.whole, before.colleagues) == (None, 0)
    assert (after.whole, after.colleagues) == ("mozilla foundation", 1)
    assert own.colleagues == 0


async def test_groups_do_not_run_in_a_ring_and_need_a_reason(light_app: App) -> None:
    await light_app.organisations.group("A", "B", "x", ANNA)

    with pytest.raises(Circular):
        await light_app.organisations.group("b", "a", "x", ANNA)
    with pytest.raises(Refusal, match="Say why"):
        await light_app.organisations.group("A", "C", " ", ANNA)
    with pytest.raises(Refusal, match="Name the organisation"):
        await light_app.organisations.group(" ", "C", "x", ANNA)

    assert (await light_app.organisations.group("A", None, "sold", ANNA)).organisations.whole("A") == "a"
