"""Action items after the minutes, until they are closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.app import App
from bot.domain.meetings.discussions import Naming
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.services.minuting import Asking
from tests.support.apps import Clock
from tests.support.halls import HERE, a_closed_hall
from tests.support.polling import FACILITATOR, MODERATORS, person

MIA = MODERATORS[0]


@pytest.fixture
async def published(app: App, clock: Clock) -> App:
    """A forum with published minutes, in which bob took something on."""
    await a_closed_hall(app)
    asked = Asking(MIA, HERE)
    await app.minutes.draft(asked)
    await app.minutes_reviews.review(asked)
    await app.minutes_reviews.sign(asked)
    clock.move(timedelta(days=2))
    await app.minutes_reviews.publish(asked)
    return app


async def test_what_is_open_is_listed_as_its_owner_wants_to_appear(published: App) -> None:
    (by_category,) = await published.action_items.open()
    await published.hall_consent.choose(Naming.BY_NAME, HERE, person("bob"))
    (by_name,) = await published.action_items.open()

    assert (by_category.item.id, by_category.item.due) == ("T-2026-0001 a1", date(2026, 12, 1))
    assert (by_category.owner, by_name.owner) == ("Participant 3", "bob")
    assert (by_category.text, by_name.text) == (
        "[Participant] to write the FAQ by 1 December 2026",
        "bob to write the FAQ by 1 December 2026",
    )


async def test_who_has_it_closes_it_once(published: App) -> None:
    closed = await published.action_items.close("t-2026-0001 A1", "It is on the site.", person("bob"))

    assert closed.item.closed_why == "It is on the site."
    assert await published.action_items.open() == ()
    with pytest.raises(Refusal, match="T-2026-0001 a1 was closed on 2026-11-24: It is on the site"):
        await published.action_items.close("T-2026-0001 a1", "Again.", FACILITATOR)


async def test_others_do_not_close_it(published: App) -> None:
    with pytest.raises(Forbidden, match="Somebody else has T-2026-0001 a1"):
        await published.action_items.close("T-2026-0001 a1", "Done.", person("ann"))


@pytest.mark.parametrize("text", ["", "a1", "T-2026-0001", "T-2026-0001 a9", "T-2026-0001 s1", "1 a1 2"])
async def test_one_that_is_not_there_is_asked_for(published: App, text: str) -> None:
    with pytest.raises(Unknown, match=r"There is no action item .* /action list shows those"):
        await published.action_items.close(text, "Done.", FACILITATOR)
