"""Topics from an agenda that was announced and taken up."""

from __future__ import annotations

import pytest

from bot.domain.meetings.minutes import Minutes
from tests.support.meetings import Said, log, minuted

AGENDA: list[Said] = [
    ("ana", "0) hi"),
    ("ana", "1) data lists"),
    ("ben", "hello"),
    ("ana", "2) licences"),
    ("ana", "3) ???"),
]


def topics(*after: Said, agenda: list[Said] = AGENDA) -> list[tuple[str, int, int]]:
    found: Minutes = minuted(log([*agenda, *after]))
    return [(one.title, one.first_line, one.last_line) for one in found.topics]


def test_items_begin_where_they_are_taken_up() -> None:
    found = topics(("ana", "0) hi"), ("ben", "hi"), ("ana", "1) data lists"), ("ben", "so"), ("ana", "3) ???"))

    assert found == [("hi", 6, 7), ("data lists", 8, 9), ("???", 10, 10)]


@pytest.mark.parametrize(
    "line",
    ["2) licences", "ok, 2) the licences", "moving on to 2.", "next: 2", "ok, item 2", "Licences", "\u0662) licences"],
)
def test_an_item_is_taken_up_by_its_number_or_title(line: str) -> None:
    found = topics(("ben", "so"), ("ana", line), ("ben", "well"))

    assert found == [("licences", 7, 8)]


@pytest.mark.parametrize(
    "line", ["2) something else", "anything else on 2) ?", "that is item 2, later", "2 of us like licences", "in 2)"]
)
def test_a_line_that_only_speaks_of_an_item_does_not_take_it_up(line: str) -> None:
    found = topics(("ben", "so"), ("ana", line))

    assert found == []


def test_others_do_not_take_items_up() -> None:
    assert topics(("ben", "so"), ("ben", "2) licences")) == []


def test_an_agenda_written_twice_is_still_the_agenda() -> None:
    again = [("ana", "0) hi"), ("ana", "1) data lists"), ("ana", "2) licences"), ("ana", "3) ???")]

    found = topics(*again, ("ben", "so"), ("ana", "1) data lists"))

    assert found == [("data lists", 11, 11)]


def test_versions_and_times_are_no_numbers_of_items() -> None:
    agenda = [("ana", "1.9.0 is out"), ("ana", "2.0.0 is next"), ("ana", "20:00 we meet")]

    assert topics(("ben", "so"), ("ana", "1.9.0 is out"), agenda=agenda) == []


def test_marked_topics_come_before_the_agenda() -> None:
    found = topics(("ana", "Topic: Data"), ("ana", "1) data lists"))

    assert found == [("Data", 6, 7)]


def test_who_spoke_was_there_where_nobody_declared_it() -> None:
    found = minuted(log([*AGENDA, ("ana", "1) data lists"), ("cai_", "hi")]))

    assert [one.name for one in found.present] == ["ana", "ben", "cai"]
    assert found.present_basis == "spoke"
    assert not found.scribes
