"""One choice of how somebody is named, carried to where the record names people."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.app import App
from bot.domain.meetings.discussions import Naming
from bot.services.halls.finding import Venue
from bot.services.minutes import minutes_json
from tests.support.apps import Clock
from tests.support.endorsing import claimed, verified
from tests.support.halls import HERE, TALK, an_open_hall, heard
from tests.support.minuting import published
from tests.support.polling import FACILITATOR, person

ANN = person("ann")
THERE = Venue("discord:78", "discord:1")


async def taking_part(app: App, venue: Venue = HERE) -> str:
    """A town hall in which Ann made her own choice, for a start."""
    number = await an_open_hall(app, venue=venue)
    await app.hall_consent.choose(Naming.BY_CATEGORY, venue, ANN)
    await app.halls.close(venue, FACILITATOR)
    return number


async def test_nobody_is_named_who_chose_nothing(light_app: App) -> None:
    endorsement = await verified(light_app, ANN)

    view = await light_app.naming.show(ANN)

    assert (view.name, view.endorsed, view.halls) == (None, ((endorsement.number, ""),), ())


async def test_a_name_is_carried_to_every_place(app: App) -> None:
    endorsement = await verified(app, ANN)
    named, hidden = await taking_part(app), await an_open_hall(app, venue=THERE)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, THERE, ANN)

    view = await app.naming.choose("Ann Example", ANN)

    assert view.name == "Ann Example"
    assert view.endorsed == ((endorsement.number, "Ann Example"),)
    assert dict(view.halls) == {named: Naming.BY_NAME, hidden: Naming.NOT_AT_ALL}
    assert view.changed == 2


async def test_a_name_that_is_taken_back_is_gone_everywhere(app: App) -> None:
    hall = await taking_part(app)
    await verified(app, ANN, name="Ann E.")
    await app.naming.choose("Ann Example", ANN)

    view = await app.naming.choose("none", ANN)

    assert (view.name, [name for _number, name in view.endorsed]) == ("", [""])
    assert dict(view.halls) == {hall: Naming.BY_CATEGORY}


async def test_what_is_done_later_follows_the_choice(app: App) -> None:
    await app.naming.choose("Ann Example", ANN)

    endorsement = await claimed(app, ANN)
    hall = await an_open_hall(app)
    await app.capture.hear(heard("Hello.", app.clock()))

    assert endorsement.named == "Ann Example"
    async with app.store.read() as records:
        (ann,) = [one for one in await records.hall_participants.of(hall, Naming.NOT_AT_ALL) if one.person == ANN.id]
    assert (ann.name, ann.naming) == ("ann", Naming.BY_NAME)


async def test_minutes_name_people_as_they_chose_and_never_as_the_chat_does(app: App, clock: Clock) -> None:
    view = await published(app, clock, *TALK, ("cyd", "I agree with ann that the data sets are not needed for that."))
    number = view.hall.number
    for name in ("Dr Quastle", "Zoe Example"):
        clock.move(timedelta(minutes=1))
        await app.naming.choose(name, ANN)
        await app.minutes_keeping.keep()

    page = await app.minutes_pages.at(number)

    shown = minutes_json.published(page.document).decode()
    assert page.view.version.number == view.version.number + 2
    assert [one.name for one in page.document.people] == ["Zoe Example"]
    assert "I agree with [Zoe Example] that" in shown
    assert re.search(r"\bann\b|Quastle", shown) is None


async def test_what_is_said_last_holds(light_app: App) -> None:
    await light_app.naming.choose("Ann Example", ANN)
    endorsement = await claimed(light_app, ANN, name="none")
    hall = await taking_part(light_app)

    view = await light_app.naming.show(ANN)

    assert (view.endorsed, dict(view.halls)) == (((endorsement.number, ""),), {hall: Naming.BY_CATEGORY})


async def test_an_organisation_is_not_named_after_a_person(light_app: App) -> None:
    await light_app.naming.choose("Ann Example", ANN)

    endorsement = await claimed(light_app, ANN, organisation="SUSE")

    assert endorsement.named == ""
