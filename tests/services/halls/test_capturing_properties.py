"""In whatever order and however often messages, edits and marks arrive, a town hall keeps the same."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.domain.meetings.captured import Heard, place_of
from bot.domain.meetings.discussions import Gone
from bot.services.halls.finding import Venue
from tests.support.apps import START, Clock
from tests.support.halls import an_open_hall, heard

SECOND = timedelta(seconds=1)
NUMBERS = itertools.count(1)
TEXTS = st.sampled_from(
    ["We need it.", "#action bob writes", "off the record, no", "#agreed", "ok", "[off] I", "PROPOSED: x"]
)
# A message by second, author and text, with the later texts of its edits.
MESSAGES = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from(["ann", "bob"]), TEXTS, st.lists(st.sampled_from("abc"), max_size=2)),
    max_size=8,
    unique_by=lambda drawn: drawn[0],
)


@given(MESSAGES, st.integers(1, 60), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_order_and_repetition_change_nothing(
    light_app: App,
    clock: Clock,
    drawn: list[tuple[int, str, str, list[str]]],
    off: int,
    data: st.DataObject,
) -> None:
    clock.now = START
    channel = f"discord:{next(NUMBERS)}"
    number = await an_open_hall(light_app, venue=Venue(channel, "discord:1"))
    events, expected = _events(channel, drawn, off)
    clock.move(timedelta(hours=1))

    shuffled = data.draw(st.permutations(events + events))
    for event in shuffled:
        await light_app.capture.hear(event)

    remarks = (await light_app.halls.discussion(number)).remarks
    assert [(one.text, one.gone) for one in remarks] == expected
    assert [one.number for one in remarks] == list(range(1, len(remarks) + 1))


def _events(
    channel: str, drawn: list[tuple[int, str, str, list[str]]], off: int
) -> tuple[list[Heard], list[tuple[str, Gone | None]]]:
    """What arrives, and what is to be kept of it in the end."""
    salt = int(channel.partition(":")[2]) * 1000
    events = [_heard(channel, "#off", off, "fay", salt)]
    kept: list[tuple[str, Gone | None]] = []
    for second, author, text, edits in sorted(drawn, key=lambda one: one[0]):
        said = _heard(channel, text, second, author, salt + 1)
        texts = [text, *edits]
        for count, edited in enumerate(edits, start=1):
            events.append(replace(said, text=edited, edited_at=said.at + count * SECOND))
        events.append(said)
        withheld = second >= off or text.startswith(("off", "[off]"))
        kept.append(("", Gone.OFF_THE_RECORD) if withheld else (texts[-1], None))
    return events, kept


def _heard(channel: str, text: str, second: int, author: str, salt: int) -> Heard:
    at = START + second * SECOND
    place = place_of(at) + salt % (1 << 22)
    return replace(heard(text, at, author), channel=channel, message=f"discord:{place}-{channel}", place=place)
