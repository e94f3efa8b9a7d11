"""What participants take back goes out of all that is kept of minutes: every version, every change, every objection."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.app import App
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.halls import Objections
from bot.domain.meetings.reviews import MinutesStatus, Settlement
from bot.services.halls.halls import HallTyped
from bot.services.minuting import MinutesView
from bot.services.minuting.changing import digest
from tests.support.apps import Clock
from tests.support.halls import HERE, TALK, a_closed_hall, heard
from tests.support.minuting import asking, signed_and_published
from tests.support.polling import FACILITATOR, MODERATORS, person

MIA, _MAX = MODERATORS
DAY = timedelta(days=1)
ANN = person("ann")
TABLES = ("minutes_versions", "minutes_events", "minutes_objections", "action_items")


async def everything(app: App) -> str:
    """All that is stored of minutes."""
    async with app.store.connection() as connection:
        rows = [list(map(tuple, await connection.execute(text(f"SELECT * FROM {name}")))) for name in TABLES]
    return repr(rows)


async def reviewed(app: App, rule: Objections = Objections.BLOCK) -> MinutesView:
    await app.halls.open(HallTyped("Data", objections=rule), HERE, FACILITATOR)
    for place, (author, said) in enumerate(TALK, 1):
        await app.capture.hear(heard(said, app.clock(), author, place))
    await app.halls.close(HERE, FACILITATOR)
    await app.minutes.draft(asking())
    return await app.minutes_reviews.review(asking())


async def corrected(app: App, clock: Clock) -> MinutesView:
    await app.minutes.correct(asking(), "A name is wrong.")
    await app.minutes_reviews.review(asking())
    return await signed_and_published(app, clock)


def of_ann(view: MinutesView) -> str:
    return next(one.id for one in view.document.sentences() if one.author == ANN.id)


async def test_deleted_words_are_nowhere_among_what_is_kept(app: App, clock: Clock) -> None:
    message = heard(TALK[1][1], app.clock(), "ann", 2).message
    view = await reviewed(app)
    part = of_ann(view)
    await app.minutes_reviews.object(asking(ANN), part, "I said more.")
    await app.minutes_edits.reword(asking(), part, "Ann needs no data sets.")
    await app.minutes_reviews.settle(asking(MIA), 1, Settlement.CHANGED, "It is another now.")
    await signed_and_published(app, clock)
    await corrected(app, clock)
    await app.minutes.correct(asking(), "Once more.")
    await app.minutes_edits.strike(asking(), part)
    await app.minutes_reviews.drop(asking(), "No need.")
    assert "Data information lets" in await everything(app)

    await app.capture.delete([message])
    await app.minutes_keeping.keep()

    kept = await everything(app)
    assert "Data information lets" not in kept
    assert "Ann needs no data sets" not in kept
    assert "Without the data sets nobody" in kept


async def test_what_was_followed_is_not_followed_again(app: App, clock: Clock) -> None:
    message = heard(TALK[1][1], app.clock(), "ann", 2).message
    await reviewed(app)
    await signed_and_published(app, clock)
    await app.capture.delete([message])

    assert await app.minutes_keeping.follow() == 1
    assert await app.minutes_keeping.follow() == 0


async def test_nothing_is_published_that_was_taken_back_a_moment_ago(app: App, clock: Clock) -> None:
    message = heard(TALK[1][1], app.clock(), "ann", 2).message
    await reviewed(app)
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)
    await app.capture.delete([message])

    assert await app.minutes_reviews.publish_due() == 0
    await app.minutes_keeping.keep()
    after = await app.minutes.show(asking())
    assert (after.version.status, after.version.signed_by) == (MinutesStatus.IN_REVIEW, None)


async def test_a_correction_in_work_names_the_version_that_took_the_place_of_the_one_it_corrects(
    app: App, clock: Clock
) -> None:
    await reviewed(app)
    await signed_and_published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")
    clock.move(DAY)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, ANN)
    await app.minutes_keeping.keep()
    await app.minutes_reviews.review(asking())

    after = await signed_and_published(app, clock)

    assert (after.version.number, after.version.replaces, after.document.replaces) == (2, 3, 3)
    assert [one.status for one in (await app.minutes.show(asking())).versions] == [
        MinutesStatus.SUPERSEDED,
        MinutesStatus.PUBLISHED,
        MinutesStatus.SUPERSEDED,
    ]
    assert (await app.minutes_pages.page(asking(person("zoe")))).view.version.number == 2
    assert (await app.minutes.correct(asking(), "Another name is wrong.")).version.replaces == 2


async def test_an_open_objection_stays_with_the_version_that_follows_by_itself(app: App, clock: Clock) -> None:
    view = await reviewed(app, Objections.SHOW)
    await app.minutes_reviews.object(asking(ANN), of_ann(view), "Not quite.")
    await signed_and_published(app, clock)
    clock.move(DAY)
    await app.hall_consent.choose(Naming.BY_NAME, HERE, ANN)
    await app.minutes_keeping.keep()

    page = await app.minutes_pages.page(asking(person("zoe")))

    assert (page.view.version.number, [one.number for one in page.document.objections]) == (2, [1])
    await app.minutes_reviews.settle(asking(ANN), 1, Settlement.WITHDRAWN, "")
    assert (await app.minutes_pages.page(asking(person("zoe")))).document.objections == ()


async def test_somebody_who_is_forgotten_is_in_no_minutes(app: App, clock: Clock) -> None:
    await a_closed_hall(app)
    await app.minutes.draft(asking())
    await app.minutes_reviews.review(asking())
    view = await signed_and_published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")
    await app.minutes_reviews.review(asking())
    await app.minutes_reviews.object(asking(person("bob")), view.document.action_items[0].id, "I never said so.")
    assert "terminal:bob" in await everything(app)

    async with app.store.write() as records:
        await records.hall_forgetting.forget("terminal:bob")
    await app.minutes_keeping.keep()

    kept = await everything(app)
    assert "terminal:bob" not in kept
    assert "bob" not in kept.lower()


async def test_what_was_carried_goes_with_what_it_was_carried_from(app: App, clock: Clock) -> None:
    message = heard(TALK[4][1], app.clock(), "bob", 5).message
    await reviewed(app)
    await signed_and_published(app, clock)
    await a_closed_hall(app, ("cyd", "We meet again, and there is nothing new to tell about the data."))
    await app.minutes.draft(asking())
    await app.minutes_reviews.review(asking())
    second = await signed_and_published(app, clock)
    assert [one.text for one in second.document.action_items] == ["[Participant] to write the FAQ by 1 December 2026"]

    await app.capture.delete([message])
    await app.minutes_keeping.keep()

    shown = await app.minutes_pages.page(asking(person("zoe")))
    assert shown.document.action_items == ()
    await app.minutes_keeping.keep()
    assert "write the FAQ" not in await everything(app)
    assert await app.minutes_keeping.follow() == 0


async def test_what_is_closed_stays_with_the_minutes_that_carried_it(app: App, clock: Clock) -> None:
    await reviewed(app)
    await signed_and_published(app, clock)
    await a_closed_hall(app, ("cyd", "We meet again, and there is nothing new to tell about the data."))
    await app.minutes.draft(asking())
    await app.minutes_reviews.review(asking())
    second = await signed_and_published(app, clock)
    assert second.document.action_items

    async with app.store.read() as records:
        (item,) = await records.action_items.open()
    await app.action_items.close(item.id, "It is written.", MIA)
    await app.minutes_keeping.keep()

    assert len((await app.minutes_pages.page(asking(person("zoe")))).document.action_items) == 1


async def test_a_digest_is_that_of_what_the_version_says(app: App, clock: Clock) -> None:
    await reviewed(app)
    await signed_and_published(app, clock)
    await corrected(app, clock)

    for number in (1, 2):
        view = await app.minutes.show(asking(), number)
        assert view.version.digest == digest(view.document)
