"""Two people, or two deliveries of one press, at the same moment."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.reviews import MinutesEventKind, MinutesStatus, NotYet
from bot.domain.refusals import Forbidden, Refusal
from tests.support.apps import Clock
from tests.support.halls import HERE, a_closed_hall
from tests.support.minuting import asking, published, reviewed
from tests.support.polling import MODERATORS, person

MIA, MAX = MODERATORS
DAY = timedelta(days=1)


async def kinds(app: App) -> list[MinutesEventKind]:
    _view, events = await app.minutes.history(asking())
    return [one.kind for one in events]


async def test_two_drafts_at_once_are_one_version(app: App) -> None:
    await a_closed_hall(app)

    one, two = await asyncio.gather(app.minutes.draft(asking(MIA)), app.minutes.draft(asking(MAX)))

    assert (one.version.number, two.version.number) == (1, 1)
    assert sorted(await kinds(app)) == [MinutesEventKind.DRAFTED, MinutesEventKind.MADE_AGAIN]


async def test_a_draft_that_is_brought_twice_is_made_once(app: App) -> None:
    await a_closed_hall(app)

    await asyncio.gather(*(app.minutes.draft(asking(delivery="discord:5")) for _time in range(2)))

    assert await kinds(app) == [MinutesEventKind.DRAFTED]


async def test_a_draft_that_took_long_leaves_what_was_edited_meanwhile(app: App) -> None:
    await a_closed_hall(app)
    await app.minutes.draft(asking())
    async with app.store.read() as records:
        material = await app.minutes._material(records, asking())
    made = app.minutes._made(material, ())
    await app.minutes_edits.reword(asking(), "t1", "Data")
    await app.minutes_reviews.review(asking())

    async with app.store.write() as records:
        with pytest.raises(Refusal, match="are in review"):
            await app.minutes._keep(records, material, made, asking())

    view = await app.minutes.show(asking())
    assert (view.version.status, view.document.topics[0].title) == (MinutesStatus.IN_REVIEW, "Data")


async def test_two_corrections_at_once_are_one(app: App, clock: Clock) -> None:
    await published(app, clock)

    done = await asyncio.gather(
        *(app.minutes.correct(asking(one), f"{one.name} saw it.") for one in MODERATORS), return_exceptions=True
    )

    refused = [one for one in done if isinstance(one, Refusal)]
    assert len(refused) == 1
    assert "T-2026-0001 v2 are a draft" in str(refused[0])
    assert (await kinds(app)).count(MinutesEventKind.CORRECTED) == 1


async def test_an_edit_at_the_moment_of_publication_is_never_published_unsigned(app: App, clock: Clock) -> None:
    await reviewed(app)
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)

    await asyncio.gather(
        app.minutes_reviews.publish(asking(MIA)),
        app.minutes_edits.reword(asking(MAX), "t1", "Something else"),
        return_exceptions=True,
    )

    view = await app.minutes.show(asking())
    title = view.document.topics[0].title
    assert (view.version.status, title) in (
        (MinutesStatus.PUBLISHED, "Training data"),
        (MinutesStatus.IN_REVIEW, "Something else"),
    )


async def test_all_who_publish_at_once_publish_once(app: App, clock: Clock) -> None:
    await reviewed(app)
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)

    await asyncio.gather(
        app.minutes_reviews.publish_due(),
        app.minutes_reviews.publish_due(),
        app.minutes_reviews.publish(asking(MIA)),
        return_exceptions=True,
    )

    assert (await kinds(app)).count(MinutesEventKind.PUBLISHED) == 1


async def test_a_correction_is_published_while_the_minutes_follow_who_took_part(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")
    await app.minutes_reviews.review(asking())
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(3 * DAY)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("ann"))

    await asyncio.gather(app.minutes_reviews.publish(asking(MIA)), app.minutes_keeping.follow())

    versions = (await app.minutes.show(asking())).versions
    assert [one.status for one in versions].count(MinutesStatus.PUBLISHED) == 1
    assert versions[1].status in (MinutesStatus.PUBLISHED, MinutesStatus.SUPERSEDED)


async def test_a_signature_is_for_what_the_moderator_read(app: App) -> None:
    view = await reviewed(app)
    await app.minutes_edits.reword(asking(), "t1", "Data")

    with pytest.raises(NotYet, match="were changed since you opened them"):
        await app.minutes_reviews.sign(asking(MIA), view.version.digest[:12])
    now = await app.minutes.show(asking())
    signed = await app.minutes_reviews.sign(asking(MIA), now.version.digest[:12])
    assert signed.version.signed_by == MIA.id


async def test_only_moderators_answer_for_minutes(app: App, clock: Clock) -> None:
    await reviewed(app)
    with pytest.raises(Forbidden, match="by moderators; ask one of them"):
        await app.minutes_reviews.sign(asking())
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)
    with pytest.raises(Forbidden, match="by moderators; ask one of them"):
        await app.minutes_reviews.publish(asking(person("ann")))
    await app.minutes_reviews.publish(asking(MIA))
    with pytest.raises(Forbidden, match="by moderators; ask one of them"):
        await app.minutes_reviews.retract(asking(), "No.")


async def test_published_minutes_are_retracted_while_a_correction_is_worked_on(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")

    view = await app.minutes_reviews.retract(asking(MIA), "It quotes somebody who had not agreed.")

    assert [one.status for one in view.versions] == [MinutesStatus.RETRACTED, MinutesStatus.DRAFT]
    async with app.store.read() as records:
        assert await records.action_items.open() == ()


async def test_once_published_minutes_are_not_drafted_anew_beside_a_dropped_correction(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")
    await app.minutes_reviews.drop(asking(), "It is right.")

    with pytest.raises(Refusal, match="are published: they are not edited"):
        await app.minutes.draft(asking())
    again = await app.minutes.correct(asking(), "It is wrong.")
    assert (again.version.number, again.version.replaces) == (3, 1)
