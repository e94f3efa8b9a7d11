"""Reviewing proposals: the second person, what was shown, and the history that stays."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.amendments import Impossible
from bot.domain.histories import undone
from bot.domain.proposals import Availability, Detail, FactProposed, ProposalState, SystemProposed
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.systems import Kind, System
from bot.services.proposal_views import Judged
from bot.services.proposing import FactTyped, Source
from tests.support.apps import Clock, settings

VERA = Actor("terminal:vera", "vera")
CARLA = Actor("terminal:carla", "carla", frozenset({Role.CURATOR}))
CEM = Actor("terminal:cem", "cem", frozenset({Role.CURATOR}))
MONA = Actor("terminal:mona", "mona", frozenset({Role.MODERATOR}))
PAGE = Source("https://example.org/page", "The page says so.")


async def proposed(app: App, system: str = "BERT", component: str = "data information", licence: str = "MIT") -> str:
    """A proposal by Vera; gives its number."""
    typed = FactTyped(component, Availability.OPEN, licence)
    proposal = await app.proposing.fact(system, typed, PAGE, VERA, None)
    assert proposal is not None
    return str(proposal.id)


async def accepted(app: App, number: str, actor: Actor = CARLA) -> None:
    """Look, and accept what was seen."""
    view = await app.reviews.show(number)
    await app.reviews.accept(number, view.token, None, actor)


@pytest.fixture
async def other(database: str, clock: Clock) -> AsyncIterator[App]:
    """The same database, as another process has it."""
    opened = await App.open(settings(database), clock)
    yield opened
    await opened.close()


async def test_an_accepted_change_keeps_who_when_why_and_what_was_before(app: App, clock: Clock) -> None:
    before = (await app.library.current()).library.systems["bert"]
    number = await proposed(app)
    view = await app.reviews.show(number)
    await app.reviews.accept(number, view.token, "I read it too.", CARLA)

    change = (await app.histories.of("BERT")).changes[0]
    assert (change.by, change.confirmed_by, change.why, change.at) == (
        "terminal:vera",
        "terminal:carla",
        "I read it too.",
        clock.now,
    )
    (alteration,) = change.alterations
    assert alteration.part == "facts.data_information"
    assert alteration.before == before.facts_on("data_information")
    assert {turn.definition for turn in change.turns} >= {"osaid 1.0"}
    assert change.turns == view.turns


async def test_without_what_was_seen_nothing_is_accepted(app: App) -> None:
    number = await proposed(app)

    shown = await app.reviews.accept(number, None, None, CARLA)

    assert shown.proposal.state is ProposalState.OPEN
    assert shown.token


async def test_what_was_seen_counts_for_the_record_as_it_was(app: App, other: App) -> None:
    number = await proposed(app)
    view = await app.reviews.show(number)
    rival = await proposed(other, licence="Apache-2.0")
    await accepted(other, rival, CEM)

    again = await app.reviews.accept(number, view.token, None, CARLA)

    assert again.proposal.state is ProposalState.OPEN
    assert again.token != view.token


async def test_a_change_elsewhere_does_not_stand_in_the_way(app: App, other: App) -> None:
    number = await proposed(app)
    view = await app.reviews.show(number)
    await accepted(other, await proposed(other, "Llama 2", "sample outputs"), CEM)

    done = await app.reviews.accept(number, view.token, None, CARLA)

    assert done.proposal.state is ProposalState.ACCEPTED


@pytest.mark.parametrize("act", ["accept", "reject", "dispute"])
async def test_the_author_cannot_judge(app: App, act: str) -> None:
    author = replace(VERA, roles=frozenset({Role.CURATOR, Role.MODERATOR}))
    number = await proposed(app)
    view = await app.reviews.show(number)

    acts = {
        "accept": lambda: app.reviews.accept(number, view.token, None, author),
        "reject": lambda: app.reviews.reject(number, "No.", author),
        "dispute": lambda: app.reviews.dispute(number, "No.", author),
    }

    with pytest.raises(Forbidden, match="You proposed this yourself"):
        await acts[act]()


async def test_only_the_author_withdraws(app: App) -> None:
    number = await proposed(app)

    with pytest.raises(Forbidden, match="Only its author"):
        await app.reviews.withdraw(number, CARLA)
    done = await app.reviews.withdraw(number, VERA)

    assert done.proposal.state is ProposalState.WITHDRAWN
    with pytest.raises(Judged, match="withdrawn already"):
        await app.reviews.reject(number, "Late.", CARLA)


async def test_of_two_processes_that_accept_at_once_one_does(app: App, other: App) -> None:
    number = await proposed(app)
    view = await app.reviews.show(number)

    done = await asyncio.gather(
        app.reviews.accept(number, view.token, None, CARLA),
        other.reviews.accept(number, view.token, None, CEM),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Judged) for one in done) == 1
    async with app.store.read() as records:
        assert len(await records.changes.of_proposal(int(number))) == 1


async def test_two_proposals_accepted_at_once_are_both_in_the_history(app: App, other: App) -> None:
    first, second = await proposed(app), await proposed(app, "Pythia", "sample outputs")
    views = [await app.reviews.show(number) for number in (first, second)]

    await asyncio.gather(
        app.reviews.accept(first, views[0].token, None, CARLA),
        other.reviews.accept(second, views[1].token, None, CEM),
    )

    library = (await app.library.current()).library
    assert library.systems["bert"].facts_on("data_information")[0].evidence.url == PAGE.address
    assert library.systems["pythia"].facts_on("sample_outputs")
    assert (await other.library.current()).library.systems == library.systems


async def test_a_dispute_leaves_the_record_and_is_settled_by_a_third(app: App) -> None:
    before = (await app.library.current()).library.systems["bert"].facts
    number = await proposed(app)
    await app.reviews.dispute(number, "Another page says otherwise.", CARLA)

    system = (await app.library.current()).library.systems["bert"]
    assert system.facts == before
    assert [dispute.proposal for dispute in system.disputes] == [int(number)]
    for person in (VERA, CARLA):
        with pytest.raises(Forbidden, match="cannot settle it"):
            await app.reviews.settle(number, for_claim=True, reason="Mine.", actor=person)

    await app.reviews.settle(number, for_claim=True, reason="I read both.", actor=MONA)

    settled = (await app.library.current()).library.systems["bert"]
    assert settled.disputes == ()
    assert settled.facts_on("data_information")[0].evidence.url == PAGE.address


async def test_a_dispute_that_was_shown_otherwise_is_not_settled(app: App) -> None:
    number = await proposed(app)
    await app.reviews.dispute(number, "Another page says otherwise.", CARLA)
    seen = (await app.reviews.show(number)).token
    await accepted(app, await proposed(app, licence="Apache-2.0"), CEM)

    shown = await app.reviews.settle(number, for_claim=True, reason="I read both.", actor=MONA, seen=seen)

    assert shown.proposal.state is ProposalState.DISPUTED
    again = await app.reviews.settle(number, for_claim=True, reason="And again.", actor=MONA, seen=shown.token)
    assert again.proposal.state is ProposalState.ACCEPTED


async def test_a_licence_that_a_form_began_with_does_not_stand_in_the_way(app: App) -> None:
    typed = FactTyped("parameters", Availability.NOT_RELEASED, "Llama 2 Community License")

    proposal = await app.proposing.fact("Llama 2", typed, PAGE, VERA, None)

    assert proposal is not None
    assert isinstance(proposal.proposed, FactProposed)
    assert proposal.proposed.licence is None
    with pytest.raises(Refusal, match="carries no licence"):
        await app.proposing.fact("Llama 2", replace(typed, licence="MIT"), PAGE, VERA, None)


async def test_a_dispute_settled_for_the_record_rejects_the_claim(app: App) -> None:
    before = (await app.library.current()).library.systems["bert"]
    number = await proposed(app)
    await app.reviews.dispute(number, "Another page says otherwise.", CARLA)

    done = await app.reviews.settle(number, for_claim=False, reason="The record is right.", actor=MONA)

    assert done.proposal.state is ProposalState.REJECTED
    assert (await app.library.current()).library.systems["bert"] == before


async def test_a_new_system_its_alias_and_its_base(app: App) -> None:
    new = SystemProposed("Fable 7B", "Fable", Kind.LANGUAGE, "Fable")
    begun = await app.proposing.system(new, PAGE, VERA, None)
    assert begun is not None
    await accepted(app, str(begun.id))
    for detail, value in ((Detail.ALIAS, "the fable"), (Detail.BASE, "Pythia"), (Detail.RELEASED, "2026-05")):
        proposal = await app.proposing.detail("Fable 7B", detail, value, PAGE, VERA, None)
        assert proposal is not None
        await accepted(app, str(proposal.id))

    system = (await app.library.current()).library.systems["fable-7b"]
    assert (system.aliases, system.bases, system.released, system.family) == (
        ("the fable",),
        ("pythia",),
        "2026-05",
        "fable",
    )
    answer = await app.answers.ask("is the fable open source?")
    assert [found.system.id for found in answer.systems] == ["fable-7b"]


async def test_what_can_no_longer_be_done_is_said_and_refused(app: App) -> None:
    for name in ("Fable 7B", "Fable-7b"):
        proposal = await app.proposing.system(
            SystemProposed(name, "Fable", Kind.LANGUAGE, "fable"), PAGE, VERA, None
        )  # fmt: skip
        assert proposal is not None
    await accepted(app, "1")

    assert "already a name of Fable 7B" in (await app.reviews.show("2")).hindrance
    with pytest.raises(Impossible):
        await app.reviews.accept("2", "whatever", None, CARLA)


@pytest.mark.parametrize("number", ["0", "99", "x", "", "1; drop", "9" * 30])
async def test_a_number_that_is_none_is_said(app: App, number: str) -> None:
    with pytest.raises(Unknown, match="There is no proposal"):
        await app.reviews.show(number)


async def test_nobody_can_flood_the_queue(app: App) -> None:
    for place in range(20):
        await app.proposing.words("BERT", f"Wrong {place}.", PAGE, VERA, None)

    with pytest.raises(Refusal, match="20 of your proposals wait"):
        await app.proposing.words("BERT", "One more.", PAGE, VERA, None)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_any_sequence_of_accepted_changes_can_be_read_back_as_of_any_day(
    app: App, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    states: list[tuple[datetime, System]] = []
    components = ["training data", "parameters", "model card", "sample outputs", "training code"]
    for _step in range(12):
        clock.move(timedelta(days=chance.randint(1, 40)))
        await _some_change(app, chance, components)
        states.append((clock.now, (await app.library.current()).library.systems["pythia"]))

    snapshot = await app.library.current()
    for place, (at, system) in enumerate(states):
        later = states[place + 1][0] if place + 1 < len(states) else at + timedelta(days=30)
        for day in {at.date(), (later - timedelta(days=1)).date()}:
            if datetime.combine(day, time.max, UTC) < later:
                then = await app.histories.library_at(snapshot, day, "pythia")
                assert _normal(then.systems["pythia"]) == _normal(system)
    history = await app.histories.of("Pythia")
    assert undone(snapshot.library.systems["pythia"], history.changes) is None


async def _some_change(app: App, chance: random.Random, components: list[str]) -> None:
    """Something or other is proposed and accepted; what would change nothing is left."""
    try:
        if chance.random() < 0.3:
            alias = f"name {chance.randint(1, 10**6)}"
            proposal = await app.proposing.detail("pythia", Detail.ALIAS, alias, PAGE, VERA, None)
        else:
            licence = chance.choice(["MIT", "Apache-2.0", "CC-BY-4.0"])
            typed = FactTyped(chance.choice(components), chance.choice(list(Availability)[:4]), licence)
            source = Source(f"https://example.org/{chance.randint(1, 9)}", "It says so.")
            proposal = await app.proposing.fact("pythia", typed, source, VERA, None)
    except Impossible:
        return
    assert proposal is not None
    await accepted(app, str(proposal.id))


def _normal(system: System) -> System:
    """A system without the order of its components, which says nothing."""
    return replace(system, facts=tuple(sorted(system.facts, key=lambda fact: fact.component)))
