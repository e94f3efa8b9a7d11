"""A forum in which everything happened once that the log tells of, played through the real services."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.app import App
from bot.domain.decisions.happenings import Disposition as DissentDisposition
from bot.domain.decisions.happenings import ReviewVerdict
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import ExtensionReason, Interim, NamesPolicy, Outsiders, RoleLoss
from bot.domain.polls.polls import Via
from bot.domain.polls.rulebooks import RULES
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import Disposition
from bot.gate_settings import GateSettings
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.services.polling.drafting import DraftTyped
from bot.settings import Settings
from tests.support import apps, minuting
from tests.support.apps import Clock
from tests.support.decisions import a_decision, typed
from tests.support.endorsing import claimed, verified
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, a_roll, an_open_poll, person, said

MIA, MAX = MODERATORS
SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")
GATES = (
    GateSettings("two", "Two regulators", per_category=2, categories=("regulator",)),
    GateSettings("club", "A club", organisations=2),
)
ROLL = a_roll(
    *(f"law{number}/Law/Firm{number % 3}" for number in range(6)), *(f"art{number}/Art" for number in range(5))
)


Meanwhile = Callable[[], Awaitable[None]]
"""What is done now and then while the forum goes on."""


async def _nothing() -> None:
    """Nothing happens meanwhile."""


def configured(database: str) -> Settings:
    """The settings with two gates that few can open."""
    return replace(apps.settings(database), readiness=GATES)


async def polls(app: App, clock: Clock, meanwhile: Meanwhile = _nothing) -> Mapping[str, str]:
    """Polls of every sort, all of them over; by what is special about each."""
    found = {f"rule {rule}": await an_open_poll(app, typed=replace(SMALL, rule=rule), roll=ROLL) for rule in RULES}
    special = {
        "live": replace(SMALL, interim=Interim.LIVE),
        "named": replace(SMALL, names=NamesPolicy.NAMED, reasons_published=False),
        "temperature": replace(SMALL, scale=BallotScale.TEMPERATURE),
        "organisations": replace(SMALL, counting="unit=organisation"),
        "quorum": replace(SMALL, counting="quorum=11"),
        "outsiders": replace(SMALL, outsiders=Outsiders.ADVISORY, role_loss=RoleLoss.VOID_AT_CLOSE),
        "excluded": SMALL,
        "extended": SMALL,
        "void": SMALL,
    }
    found |= {name: await an_open_poll(app, typed=draft, roll=ROLL) for name, draft in special.items()}
    few = a_roll("ann/Law", "bob/Law", *(f"art{number}/Art" for number in range(8)))
    found["withheld"] = await an_open_poll(app, typed=replace(SMALL, rule="concurrent"), roll=few)
    clock.move(timedelta(hours=1))
    for name, number in found.items():
        if name in ("live", "organisations", "withheld"):
            await meanwhile()
        await _vote(app, clock, number, BallotScale.TEMPERATURE if name == "temperature" else BallotScale.REQUIRED)
    await meanwhile()
    await _special(app, clock, found)
    await meanwhile()
    clock.move(timedelta(days=20))
    for name, number in found.items():
        if name != "void":
            await app.poll_results.result(number)
    await meanwhile()
    await app.poll_results.recount(found["live"], "somebody asked", MIA)
    for moderator in MODERATORS:
        await app.poll_moderation.exclude(found["named"], await handle(app, found["named"], "law1"), "sold", moderator)
    return found


async def _vote(app: App, clock: Clock, number: str, scale: BallotScale) -> None:
    """Nearly everybody votes, and some change what they said, or take it back."""
    yes, no = (Choice.FOR, Choice.AGAINST) if scale is BallotScale.TEMPERATURE else (Choice.YES, Choice.NO)
    async with app.store.read() as records:
        people = [one.person or "" for one in await records.voters.of(number)]
    for place, who in enumerate(sorted(people)[:-1]):
        clock.move(timedelta(seconds=1))
        voter = person(who.partition(":")[2])
        answers = [said(CODE, yes if place % 3 else no, "because"), said(DATA, Choice.ABSTAIN if place == 4 else yes)]
        await app.ballots.cast(number, voter, answers, Via.EXPLICIT)
    for place, who in enumerate(sorted(people)[:4]):
        clock.move(timedelta(seconds=1))
        voter = person(who.partition(":")[2])
        await app.ballots.cast(number, voter, [said(DATA, (no, None, yes, no)[place])], Via.QUICK)


async def _special(app: App, clock: Clock, found: Mapping[str, str]) -> None:
    for moderator in MODERATORS:
        bad = await handle(app, found["excluded"], "law2")
        await app.poll_moderation.exclude(found["excluded"], bad, "two accounts of one person", moderator)
    await app.polls.extend(found["extended"], "2 days", ExtensionReason.CHAIR, "people are away", FACILITATOR)
    await app.polls.void(found["void"], "asked wrongly", MIA)
    objection = await app.poll_results.object(
        found["rule consensus"], "training-code: use", "It is not", "say so", person("law0")
    )
    await app.poll_results.object(found["rule consensus"], "datasets: study", "Nor this", "say so", person("law1"))
    await app.poll_results.dispose(
        found["rule consensus"], str(objection.number), Disposition.OVERRULED, "it is", MIA
    )  # fmt: skip
    outside, late = person("passer"), person("late")
    for one in (outside, late):
        await app.ballots.cast(found["outsiders"], one, [said(CODE, Choice.NO)], Via.EXPLICIT)
    # Of those on the roll one goes, and one who only advised so far comes to it.
    roll = [one for one in ROLL if one.person != "terminal:law0"] + a_roll("late/Art")
    await app.polls.change_roll(found["outsiders"], roll, "moved on", FACILITATOR)
    clock.move(timedelta(minutes=1))
    await app.ballots.cast(found["outsiders"], late, [said(DATA, Choice.NO)], Via.EXPLICIT)


async def handle(app: App, number: str, name: str) -> str:
    """The handle of somebody in a poll."""
    async with app.store.read() as records:
        voter = await records.voters.find(number, f"terminal:{name}")
    assert voter is not None
    return voter.handle


async def endorsements(app: App, clock: Clock, meanwhile: Meanwhile = _nothing) -> None:
    """Endorsements of both kinds, with gates that open and shut."""
    for name in ("ann", "bob"):
        clock.move(timedelta(minutes=1))
        await verified(app, name, name=name.title())
    for name, organisation in (("cyd", "Acme"), ("dan", "Acme Labs"), ("eve", "Other")):
        clock.move(timedelta(minutes=1))
        await verified(app, name, organisation=organisation, category="licensee")
    clock.move(timedelta(minutes=1))
    await claimed(app, "fay")
    await meanwhile()
    await app.organisations.group("Acme Labs", "Acme", "a subsidiary", MIA)
    clock.move(timedelta(minutes=1))
    await app.endorsements.withdraw(None, person("bob"), "changed my mind")
    await meanwhile()
    clock.move(timedelta(minutes=1))
    await app.organisations.group("Other", "Acme", "was bought", MIA)


async def decisions(app: App, clock: Clock, poll: str) -> tuple[str, str]:
    """A decision that rests on a poll and was superseded, with all that can come after; and a moderation action."""
    old = await a_decision(app, basis=f"{poll} training-code/use; https://example.org/paper A paper")
    clock.move(timedelta(minutes=1))
    await app.decision_additions.evidence(old, f"{poll} datasets/study", MAX)
    await app.decision_additions.erratum(old, "study and to modify", "study, and to modify", "a comma", MAX)
    dissent = DissentTyped("Nobody asked us.", DissentDisposition.NOTED, "true", "terminal:ann")
    await app.decision_additions.dissent(old, dissent, MAX)
    await app.decision_additions.review(old, ReviewVerdict.UPHELD, "still so", MAX)
    clock.move(timedelta(minutes=1))
    new = (await app.decisions.log(typed(basis=old, title="Another"), MIA, instead_of=old)).decision.number
    await app.decisions.moderate(ModerationTyped("muted", "be kind", "was not kind", "a secret name"), MIA)
    clock.move(timedelta(minutes=1))
    await app.decisions.withdraw(new, "nobody follows it", MIA)
    return old, new


async def played(app: App, clock: Clock, meanwhile: Meanwhile = _nothing) -> Mapping[str, str]:
    """All of it."""
    found = dict(await polls(app, clock, meanwhile))
    await endorsements(app, clock, meanwhile)
    await minuting.published(app, clock, ("ann", "Hello."), ("ann", "#agreed We go on."))
    await meanwhile()
    found["old decision"], found["new decision"] = await decisions(app, clock, found["live"])
    await meanwhile()
    return found
