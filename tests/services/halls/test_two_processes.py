"""Two processes on one database hear the same channel while one takes over from the other."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.app import App
from tests.support.apps import Clock, settings
from tests.support.halls import HERE, an_open_hall, heard
from tests.support.polling import FACILITATOR, person


async def test_both_hear_everything_and_all_is_kept_once(app: App, database: str, clock: Clock) -> None:
    number = await an_open_hall(app)
    other = await App.open(settings(database), clock)
    messages = [heard(f"remark {second}", clock() + timedelta(seconds=second)) for second in range(1, 21)]

    hearings = await asyncio.gather(*(one.capture.hear(message) for message in messages for one in (app, other)))
    await asyncio.gather(*(one.hall_agenda.add("Data", HERE, person("ann")) for one in (app, other)))
    clock.move(timedelta(minutes=1))
    await other.halls.close(HERE, FACILITATOR)
    await asyncio.gather(*(one.back_fill.reconcile(number, messages, final=True) for one in (app, other)))
    await other.close()

    found = await app.halls.discussion(number)
    assert sum(one.kept for one in hearings) == 20
    assert [one.text for one in found.remarks] == [f"remark {second}" for second in range(1, 21)]
    assert [item.title for item in found.agenda] == ["Data"]
