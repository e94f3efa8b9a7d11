"""Decisions as everybody reads them, all at once."""

from __future__ import annotations

import time
from datetime import timedelta

from bot.app import App
from bot.domain.decisions.decisions import DecisionStatus
from bot.domain.decisions.happenings import Disposition, ReviewVerdict
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.services.published.decisions import PublishedDecision
from bot.surfaces.site.things import stamp
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision, many_decisions, two_persons, typed


async def _by_number(app: App) -> dict[str, PublishedDecision]:
    return {one.number: one for one in await app.published_decisions.all()}


async def test_a_decision_and_the_one_in_its_place_name_each_other(app: App) -> None:
    old = await a_decision(app)
    new = (await app.decisions.log(typed(title="Data too"), MIA, instead_of=old)).decision.number

    found = await _by_number(app)

    assert found[old].status is DecisionStatus.SUPERSEDED
    assert found[old].superseded_by == found[new].named
    assert [one.number for one in found[new].supersedes] == [old]
    assert found[new].superseded_by is None


async def test_what_was_never_confirmed_is_not_published(app: App) -> None:
    waiting = (await two_persons(app).log(typed(), MIA)).decision.number

    assert waiting not in await _by_number(app)


async def test_a_basis_is_seen_from_both_ends_with_its_title(app: App) -> None:
    first = await a_decision(app, title="First")
    second = await a_decision(app, basis=f"{first}; https://example.org/paper A paper")

    found = await _by_number(app)

    assert [(one.citation.shown, one.title) for one in found[second].basis] == [
        (first, "First"),
        ("https://example.org/paper", "A paper"),
    ]
    assert [one.number for one in found[first].basis_of] == [second]


async def test_nobody_who_acted_is_named(app: App, clock: Clock) -> None:
    number = (await two_persons(app).log(typed(), MIA)).decision.number
    await two_persons(app).confirm(number, MAX)
    await app.decision_additions.dissent(
        number, DissentTyped("I would not.", Disposition.NOTED, "Heard.", "terminal:ann"), MIA
    )
    await app.decision_additions.erratum(number, "training", "all training", "a slip", MIA)
    await app.decision_additions.review(number, ReviewVerdict.NOT_CORRECTED, "It was too strict.", MAX)

    found = (await _by_number(app))[number]

    assert found.by_two
    assert found.dissents[0].text == "I would not."
    assert found.errata[0].right == "all training"
    assert found.regretted
    assert "terminal:" not in repr(found)


async def test_who_logged_is_named_as_they_chose(app: App) -> None:
    number = await a_decision(app)
    async with app.store.write() as records:
        await records.public_names.choose(MIA.id, "Mia of the desk", app.clock())

    assert (await _by_number(app))[number].logged_by == "Mia of the desk"


async def test_whom_a_moderation_action_concerns_is_not_published(app: App) -> None:
    action = ModerationTyped("A warning", "Be kind", "Twice in a day.", "terminal:eve", "she said so")
    await app.decisions.moderate(action, MIA)

    assert "eve" not in repr(await app.published_decisions.all())
    assert "she said so" not in repr(await app.published_decisions.all())


async def test_a_review_is_overdue_from_its_day_on(app: App, clock: Clock) -> None:
    number = await a_decision(app, review="2026-12-01")
    before = (await _by_number(app))[number].overdue

    clock.move(timedelta(days=9))

    assert not before
    assert (await _by_number(app))[number].overdue


async def test_a_review_that_was_corrected_leads_to_the_correction_and_back(app: App) -> None:
    old = await a_decision(app)
    new = (await app.decisions.log(typed(title="Better"), MIA, instead_of=old)).decision.number
    await app.decision_additions.review(old, ReviewVerdict.CORRECTED, "Too strict.", MIA)

    found = await _by_number(app)

    assert found[old].reviews[0].corrected_by == found[new].named
    assert [one.number for one in found[new].corrects] == [old]


async def test_a_thousand_decisions_are_read_and_stamped_in_a_second(light_app: App) -> None:
    await many_decisions(light_app, 1000)

    begun = time.process_time()
    stamps = {stamp(repr(one)) for one in await light_app.published_decisions.all()}
    taken = time.process_time() - begun

    assert len(stamps) == 1000
    assert taken < 1
