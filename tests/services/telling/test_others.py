"""What the log tells of decisions, endorsements and minutes."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.logs.telling.told import TakenBack, Told
from bot.domain.meetings.discussions import Naming
from bot.services.telling import TELLINGS
from tests.support import minuting
from tests.support.apps import Clock
from tests.support.decisions import a_decision, two_persons, typed
from tests.support.endorsing import MIA, claimed, verified
from tests.support.halls import HERE
from tests.support.logs import KEY
from tests.support.polling import MODERATORS, person
from tests.support.telling import Forum, placed, the, told_by, value_of


def names(told: Told) -> list[str]:
    return [one.name for one in told.disclosures]


# -- Decisions -----------------------------------------------------------------------------------------------------


def test_a_decision_is_told_with_each_thing_by_itself_that_can_be_taken_away(forum: Forum) -> None:
    old, new, poll = (forum.numbers[name] for name in ("old decision", "new decision", "live"))

    accepted = the(forum.told, "decision.accepted", basis=(poll,))

    assert accepted.leaf.id == old
    assert names(accepted) == ["text", "decided_on", "basis:1", "basis:2"]
    assert the(forum.told, "decision.superseded").leaf.members == {"subject": old, "decision": new}
    dissent = the(forum.told, "decision.dissent")
    assert value_of(dissent, "dissent") == "Nobody asked us."
    assert dissent.leaf.members == {"subject": old, "state": "noted"}


def test_of_a_moderation_action_only_the_public_part_is_told(forum: Forum) -> None:
    action = the(forum.told, "moderation.accepted")

    assert names(action) == ["text", "decided_on"]
    assert "a secret name" not in str(action)


async def test_what_nobody_confirmed_is_not_told(light_app: App) -> None:
    await two_persons(light_app).log(typed(), MIA)

    assert await told_by(light_app) == []


# -- Endorsements --------------------------------------------------------------------------------------------------


async def test_an_endorsement_is_told_once_it_is_verified_and_names_whom_it_may(light_app: App) -> None:
    await claimed(light_app, "fay")
    hidden = await verified(light_app, "ann")
    named = await verified(light_app, "bob", name="Bob")

    found = await told_by(light_app)

    assert [one.leaf.id.partition("/")[0] for one in found] == [hidden.number, named.number]
    assert [names(one) for one in found] == [[], ["name"]]
    assert found[0].leaf.members == {
        "definition": hidden.label,
        "document": f"sha256:{hidden.digest}",
        "category": "regulator",
        "region": "europe",
        "entity": hidden.number,
        "organisation": False,
    }


async def test_another_name_takes_back_the_one_before(light_app: App) -> None:
    bob = await verified(light_app, "bob", name="Bob")
    [before] = await told_by(light_app)
    await light_app.endorsements.name(bob.number, "Robert", person("bob"))

    renamed = (await told_by(light_app))[-1]

    assert renamed.leaf.kind == "endorsement.named"
    assert value_of(renamed, "name") == "Robert"
    assert renamed.takes_back == (TakenBack(before.leaf.id, ("name", "statement", "evidence"), "renamed"),)


async def test_who_is_forgotten_is_not_named_any_more(light_app: App) -> None:
    await verified(light_app, "bob", name="Bob")
    [before] = await told_by(light_app)
    async with light_app.store.write() as records:
        await light_app.endorsement_keeping.forget(records, "terminal:bob")

    found = await told_by(light_app)

    assert found[-1].leaf.kind == "endorsement.forgotten"
    assert found[-1].leaf.members["state"] == "withdrawn"
    assert [back.leaf for back in found[-1].takes_back] == [before.leaf.id]
    assert "Bob" not in str(found)


async def test_related_organisations_are_told_to_count_as_one(light_app: App, clock: Clock) -> None:
    one = await verified(light_app, "cyd", organisation="Acme")
    other = await verified(light_app, "dan", organisation="Acme Labs")
    clock.move(timedelta(minutes=1))
    await light_app.organisations.group("Acme Labs", "Acme", "a subsidiary", MIA)

    found = await told_by(light_app)

    assert [told.leaf.members["entity"] for told in found[:2]] == [one.number, other.number]
    assert value_of(the(found, "endorsement.grouped"), "entities") == {other.number: one.number}


# -- Minutes -------------------------------------------------------------------------------------------------------


async def test_minutes_are_told_as_the_public_sees_them_and_go_when_they_are_taken_back(
    light_app: App, clock: Clock
) -> None:
    seen = await minuting.published(light_app, clock, ("ann", "#agreed Everybody reads the paper."))
    clock.move(timedelta(hours=1))
    await light_app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("ann"))
    await light_app.minutes_keeping.follow()
    clock.move(timedelta(hours=1))
    await light_app.minutes_reviews.retract(minuting.asking(MODERATORS[0]), "it was another meeting")

    found = await told_by(light_app)

    hall = seen.hall.number
    assert [(one.leaf.kind, one.leaf.id) for one in found][:2] == [
        ("minutes.published", f"{hall}/M-1"),
        ("minutes.redacted", f"{hall}/M-2"),
    ]
    assert found[1].takes_back == (TakenBack(f"{hall}/M-1", ("document",), "taken-back"),)
    assert found[2].leaf.kind == "minutes.retracted"
    assert [back.leaf for back in found[2].takes_back] == [f"{hall}/M-1", f"{hall}/M-2"]
    assert value_of(found[2], "reason") == "it was another meeting"


async def test_what_is_told_of_a_thing_is_the_same_whenever_it_is_asked(light_app: App, clock: Clock) -> None:
    await minuting.published(light_app, clock, ("ann", "#agreed Everybody reads the paper."))
    await a_decision(light_app)
    await verified(light_app, "ann")

    first, again = await told_by(light_app), await told_by(light_app)

    assert first == again
    assert len(placed(first, key=KEY).leaves) == 4


async def test_stamps_change_with_what_there_is_to_tell(app: App) -> None:
    async def stamps() -> dict[str, dict[str, str]]:
        async with app.store.read() as records:
            return {one.name: dict(await one.stamps(records)) for one in TELLINGS}

    before = await stamps()
    await verified(app, "ann")
    number = await a_decision(app)
    after = await stamps()

    assert before["decisions"] == {}
    assert list(after["decisions"]) == [number]
    assert before["endorsements"] != after["endorsements"]
    assert before["polls"] == after["polls"] == {}
