"""Somebody is erased from town halls: nothing they said or chose is left, and what others said stays where it was."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import text

from bot.app import App
from bot.domain.meetings.captured import digest_of
from bot.domain.meetings.discussions import Gone, Mark, Naming
from bot.domain.meetings.halls import HallEventKind
from bot.services.halls.finding import Venue
from bot.store.tables import metadata
from tests.support.apps import Clock
from tests.support.halls import HERE, an_open_hall, heard
from tests.support.imports import imported
from tests.support.polling import FACILITATOR, person

SECOND = timedelta(seconds=1)


async def test_nothing_of_a_person_is_left_but_a_place_and_a_digest(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    one, two = heard("I work at Acme.", clock() + SECOND), heard("So do I not.", clock() + 2 * SECOND, "bob")
    for message in (one, two):
        await app.capture.hear(message)
    ann = person("ann")
    await app.hall_reactions.react(two.message, "👍", ann.id)
    await app.hall_consent.choose(Naming.BY_NAME, HERE, ann)
    await app.hall_agenda.add("Data", HERE, ann)
    await app.hall_marks.declare(Mark.ACTION, "ann writes", HERE, ann)

    async with app.store.write() as records:
        erased = await records.hall_forgetting.forget(ann.id)

    found = await app.halls.discussion(number)
    assert erased == 2
    assert [(remark.text, remark.gone) for remark in found.remarks] == [
        ("", Gone.ERASED),
        ("So do I not.", None),
        ("", Gone.ERASED),
    ]
    assert found.remarks[0].digest == digest_of("I work at Acme.")
    assert found.facilitators == (FACILITATOR.id,)
    async with app.store.connection() as connection:
        tables = [table.name for table in metadata.sorted_tables if table.name.startswith(("hall_", "town_"))]
        rows = [list(await connection.execute(text(f"SELECT * FROM {name}"))) for name in tables]
    assert "terminal:ann" not in json.dumps([[list(map(str, row)) for row in table] for table in rows])


async def test_whom_the_names_in_files_mean_is_forgotten_too(app: App) -> None:
    number = (await imported(app)).hall.number
    await app.hall_speakers.assign("Ana", "ann", Venue(), FACILITATOR, number=number)
    await imported(app, "<ana> hello\n")

    async with app.store.write() as records:
        assert await records.hall_forgetting.forget("terminal:ann") == 3

    found = await app.halls.discussion(number)
    assert [(one.author, one.text) for one in found.remarks if one.gone] == [("forgotten", "")] * 2
    assert await app.hall_speakers.aliases() == ()
    async with app.store.read() as records:
        kinds = (HallEventKind.ASSIGNED, HallEventKind.IMPORTED)
        events = [one for hall in await app.halls.all() for one in await records.hall_events.of(hall.number, *kinds)]
        assert "Ana" not in await records.hall_remarks.speakers(number)
    bodies = str([dict(one.body) for one in events])
    assert "terminal:ann" not in bodies
    assert "Ana" not in bodies
