"""What of minutes is shown to whom: all of it to who writes them, to everybody else as those who spoke want it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.halls import Objections
from bot.domain.meetings.reviews import MinutesStatus
from bot.domain.refusals import Refusal
from bot.services.halls.halls import HallTyped
from bot.services.minutes import minutes_json
from bot.services.minutes.minutes_markdown import markdown
from bot.services.minuting import MinutesPage
from tests.support.apps import Clock
from tests.support.halls import HERE, TALK, a_closed_hall, heard
from tests.support.minuting import asking, published, reviewed, signed_and_published
from tests.support.polling import FACILITATOR, MODERATORS, person

MIA, _MAX = MODERATORS
DAY = timedelta(days=1)
ANN, ZOE = person("ann"), person("zoe")
NAMED = "Annabel Lee told me that she would send the list of all licences to everybody by Friday."


def told(page: MinutesPage) -> str:
    """All that stands in what a page may be made of."""
    return repr(page) + markdown(page.document) + minutes_json.written(page.document).decode()


async def test_nobody_but_who_writes_them_sees_a_draft_by_its_number(app: App) -> None:
    await a_closed_hall(app)
    await app.minutes.draft(asking())

    with pytest.raises(Refusal, match=r"are not published yet\. Those who took part see them while"):
        await app.minutes_pages.page(asking(ANN), 1)
    with pytest.raises(Refusal, match="are not published"):
        await app.minutes_pages.public(asking(ANN), 1)
    assert (await app.minutes_pages.page(asking(), 1)).writes


async def test_nobody_but_who_writes_them_sees_what_was_dropped(app: App) -> None:
    await reviewed(app)
    await app.minutes_reviews.drop(asking(), "made of the wrong log")

    with pytest.raises(Refusal, match="was dropped before it was published"):
        await app.minutes_pages.page(asking(ANN), 1)


async def test_minutes_in_review_are_for_those_who_took_part(app: App) -> None:
    await reviewed(app)

    assert (await app.minutes_pages.page(asking(ANN))).cited
    with pytest.raises(Refusal, match="Those who took part see them while they are in review"):
        await app.minutes_pages.page(asking(ZOE))


async def test_a_correction_in_work_leaves_the_public_with_what_it_reads(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")

    page = await app.minutes_pages.page(asking(ZOE))

    assert (page.view.version.number, page.view.version.status) == (1, MinutesStatus.PUBLISHED)
    with pytest.raises(Refusal, match="The minutes of T-2026-0001 v2 are not published"):
        await app.minutes_pages.page(asking(ZOE), 2)


async def test_a_page_for_others_holds_nobody_who_did_not_choose_so_wherever_one_looks(app: App, clock: Clock) -> None:
    await published(app, clock, *TALK, ("bob", "@ann said that the sources of all of the data should be listed."))
    await app.minutes.correct(asking(), "Ann never promised the FAQ.")
    await app.minutes_edits.reword(asking(), "t1", "What Ann wants")
    await app.minutes_reviews.review(asking())
    await signed_and_published(app, clock)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, ANN)

    for version in (None, 1, 2):
        page = await app.minutes_pages.page(asking(ZOE), version)
        assert "terminal:ann" not in told(page)
        assert "Ann" not in told(page).replace("Annabel", "")
        assert "Data information lets" not in told(page)


async def test_a_version_that_was_replaced_is_shown_without_what_was_deleted_since(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")
    await app.minutes_reviews.review(asking())
    await signed_and_published(app, clock)

    await app.capture.delete([heard(TALK[1][1], clock.now - 4 * DAY, "ann", 2).message])

    for actor in (ZOE, FACILITATOR):
        for version in (1, 2):
            assert "Data information lets" not in told(await app.minutes_pages.page(asking(actor, None), version))


async def test_of_retracted_minutes_the_public_sees_that_they_were(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes_reviews.retract(asking(MIA), "Ann had not agreed.")

    page = await app.minutes_pages.page(asking(ZOE))

    assert page.taken_back
    assert (page.document.topics, page.document.remarks, page.document.resolutions) == ((), (), ())
    assert "Data information" not in told(page)
    assert "Ann" not in told(page)
    with pytest.raises(Refusal, match="were retracted"):
        await app.minutes_pages.digest(asking(MIA, "T-2026-0001"), DAY)


async def test_minutes_that_follow_who_took_part_are_no_news(app: App, clock: Clock) -> None:
    await published(app, clock)
    clock.move(30 * DAY)
    await app.hall_consent.choose(Naming.BY_NAME, HERE, ANN)
    await app.minutes_keeping.keep()

    assert (await app.minutes.show(asking())).version.number == 2
    with pytest.raises(Refusal, match="No minutes were published in that time"):
        await app.minutes_pages.digest(asking(MIA), 7 * DAY)
    assert "Town hall" in await app.minutes_pages.digest(asking(MIA), 60 * DAY)


async def test_with_a_retracted_version_those_go_that_it_replaced(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "A name is wrong.")
    await app.minutes_reviews.review(asking())
    await signed_and_published(app, clock)
    clock.move(DAY)
    await app.minutes_reviews.retract(asking(MIA), "It quotes somebody who had not agreed.")

    assert (await app.minutes_pages.page(asking(ZOE), 1)).taken_back


async def test_others_read_of_an_objection_what_is_open_and_no_name(app: App) -> None:
    await reviewed(app)
    page = await app.minutes_pages.page(asking(ANN))
    await app.minutes_reviews.object(asking(ANN), page.cited[0], "I am Ann, and I said more.")

    (seen,) = (await app.minutes_pages.page(asking(person("bob")))).view.objections
    (own,) = (await app.minutes_pages.page(asking(ANN))).view.objections

    assert (seen.by, seen.text) == ("", "I am [Participant], and I said more.")
    assert (own.by, own.text) == (ANN.id, "I am Ann, and I said more.")


async def test_open_objections_stand_with_published_minutes_where_the_charter_shows_them(
    app: App, clock: Clock
) -> None:
    await app.halls.open(HallTyped("Data", objections=Objections.SHOW), HERE, FACILITATOR)
    for place, (author, text) in enumerate(TALK, 1):
        await app.capture.hear(heard(text, app.clock(), author, place))
    await app.halls.close(HERE, FACILITATOR)
    await app.minutes.draft(asking())
    await app.minutes_reviews.review(asking())
    part = (await app.minutes_pages.page(asking(ANN))).cited[0]
    await app.minutes_reviews.object(asking(ANN), part, "Not quite what *Ann* said.")
    await signed_and_published(app, clock)

    for actor in (ZOE, FACILITATOR):
        page = await app.minutes_pages.page(asking(actor))
        assert [(one.number, one.part) for one in page.document.objections] == [(1, part)]
        text = "Not quite what" if actor is FACILITATOR else r"Not quite what \*\[Participant\]\* said."
        assert text in markdown(page.document)
        assert minutes_json.read(minutes_json.written(page.document)).objections == page.document.objections


async def test_an_objection_of_somebody_who_is_not_shown_goes_with_what_it_is_about(app: App) -> None:
    await reviewed(app)
    part = (await app.minutes_pages.page(asking(ANN))).cited[0]
    await app.minutes_reviews.object(asking(ANN), part, "Not quite.")

    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, ANN)

    assert (await app.minutes_pages.page(asking(person("bob")))).view.objections == ()


async def test_the_history_that_everybody_reads_holds_the_official_steps_of_what_was_public(
    app: App, clock: Clock
) -> None:
    await published(app, clock)
    await app.minutes.correct(asking(), "Ann never promised the FAQ.")
    await app.minutes_reviews.drop(asking(), "Ann did.")

    page, events = await app.minutes_pages.history(asking(ZOE))

    assert [one.kind.value for one in events] == ["reviewed", "signed", "published"]
    assert [one.by for one in events] == ["", MIA.id, MIA.id]
    assert not page.writes
    _page, all_ = await app.minutes_pages.history(asking())
    assert [one.kind.value for one in all_][-2:] == ["corrected", "dropped"]
