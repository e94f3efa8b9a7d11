"""Meetings led with commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.minutes import Minutes
from tests.domain.strategies import PROPERTY
from tests.support.meetings import Said, log, minuted, said
from tests.support.suggesting import suggested

W3C = [
    "Meeting: Town hall", "Chair: ana", "Topic: Data", "we talk", "RESOLVED: lists are enough", "Topic: Licences",
    "ACTION: Ben to write", "INFO is not a mark",
]  # fmt: skip
MEETBOT = [
    "#startmeeting Town hall", "#topic Data", "we talk", "#agreed lists are enough", "#topic Licences",
    "#action Ben to write", "INFO is not a mark",
]  # fmt: skip
MAUBOT = [
    "!startmeeting Town hall", "!topic Data", "we talk", "^agreed lists are enough", "!topic Licences",
    "^action Ben to write", "INFO is not a mark",
]  # fmt: skip


def contents(found: Minutes) -> object:
    """What the minutes hold, without the lines and events of their notation."""
    return (
        found.title,
        [(one.title, one.level) for one in found.topics],
        [one.text for one in found.resolutions],
        [one.text for one in found.actions],
        [one.text for one in found.issues],
        [one.name for one in found.present],
        [one.name for one in found.chairs],
    )


def events(found: Minutes) -> list[tuple[str, int, object]]:
    return [(one.type.value, one.line, one.text) for one in found.events]


def test_a_meeting_has_the_same_minutes_in_every_notation() -> None:
    first, second, third = (contents(said(*texts)) for texts in (W3C, MEETBOT, MAUBOT))

    assert first == second == third


# One meeting in three notations: what is said, settled and taken on is drawn, and who says it.
WAYS = {
    "topic": ("Topic: {}", "#topic {}", "!topic {}"),
    "agreed": ("RESOLVED: {}", "#agreed {}", "^agreed {}"),
    "action": ("ACTION: {}", "#action {}", "^action {}"),
    "said": ("{}", "{}", "{}"),
    "proposed": ("PROPOSED: {}", "PROPOSED: {}", "PROPOSED: {}"),
}
WORDS = st.sampled_from(
    ["lists are enough", "the weights", "ana to write by Friday", "\u05de\u05d9\u05d3\u05e2 \u0663", "+1", "I object"]
)
LINES = st.lists(st.tuples(st.sampled_from(("ana", "ben")), st.sampled_from(sorted(WAYS)), WORDS), max_size=15)


def noted(lines: list[tuple[str, str, str]], way: int) -> tuple[Minutes, list[Said]]:
    said: list[Said] = [("ana", ("Meeting: Hall", "#startmeeting Hall", "!startmeeting Hall")[way])]
    said += [("ana", ("Chair: ana, ben", "#chair ben", "!chair ben")[way]), ("ana", "scribe: nobody")]
    said += [(nick, WAYS[kind][way].format(words)) for nick, kind, words in lines]
    return minuted(log(said)), said


@PROPERTY
@given(LINES)
def test_any_meeting_has_the_same_minutes_in_every_notation(lines: list[tuple[str, str, str]]) -> None:
    (first, w3c), (second, meetbot), (third, maubot) = (noted(lines, way) for way in range(3))

    assert contents(first)[:5] == contents(second)[:5] == contents(third)[:5]  # type: ignore[index]
    told = [
        [(one.kind, one.tier, one.text, one.sources, one.owners, one.tally) for one in suggested(said)]
        for said in (w3c, meetbot, maubot)
    ]
    assert told[0] == told[1] == told[2]


def test_what_stands_outside_the_meeting_is_not_minuted() -> None:
    found = said("#action before", "RESOLVED: before", "#startmeeting", "#action in it", "#endmeeting", "#action after")

    assert [one.text for one in found.actions] == ["in it"]
    assert not found.resolutions
    assert [one.text for one in found.remarks] == ["in it"]


def test_without_a_start_commands_count_whoever_gives_them() -> None:
    found = minuted(log([("ana", "#topic Data"), ("ben", "#agreed lists")]))

    assert ([one.title for one in found.topics], [one.text for one in found.resolutions]) == (["Data"], ["lists"])


def test_only_chairs_lead() -> None:
    found = minuted(
        log(
            [
                ("ana", "#startmeeting"),
                ("ben", "#topic mine"),
                ("ben", "#agreed mine"),
                ("ben", "#action mine too"),
                ("ana", "#chair ben"),
                ("ben", "#topic now mine"),
                ("ben", "#unchair ana ben"),
                ("ben", "#endmeeting"),
            ]
        )
    )

    assert [one.title for one in found.topics] == ["now mine"]
    assert not found.resolutions
    assert [one.text for one in found.actions] == ["mine too"]
    assert [one.name for one in found.chairs] == ["ana"]
    assert events(found)[-1] == ("remove_chair", 7, ("ana", "ben"))


def test_undo_takes_back_one_after_the_other_but_never_the_start() -> None:
    found = said("#startmeeting", "#action one", "#agreed two", "#undo", "#undo", "#undo")

    assert (found.actions, found.resolutions) == ((), ())
    assert events(found) == [("start_meeting", 1, None), ("undo", 4, "L3"), ("undo", 5, "L2")]


@pytest.mark.parametrize(
    ("votes", "outcome", "resolved", "rejected"),
    [
        (["#vote +1", "#vote +1", "#vote -1"], "accepted", ["adopt it"], []),
        (["#vote -1"], "failed", [], ["adopt it"]),
        (["#vote +1", "#vote -1"], "inconclusive", [], []),
    ],
)
def test_a_closed_motion_settles_what_was_moved(
    votes: list[str], outcome: str, resolved: list[str], rejected: list[str]
) -> None:
    found = said("#startmeeting", "#motion adopt it", *votes, "#close")

    assert events(found)[-1][:2] == (outcome, 3 + len(votes))
    assert [one.text for one in found.resolutions] == resolved
    assert [one.text for one in found.rejected] == rejected
    assert all(one.sources == tuple(range(2, 4 + len(votes))) for one in (*found.resolutions, *found.rejected))


def test_a_motion_without_votes_is_not_closed() -> None:
    found = said("#startmeeting", "#motion adopt it", "#close", "#vote +1", "#close")

    assert [kind for kind, _line, _text in events(found)] == ["start_meeting", "motion", "vote", "accepted"]


def test_the_older_commands_count_and_make_no_events_that_the_newer_bot_lacks() -> None:
    found = said("#startmeeting", "#agreed yes", "#rejected no", "#halp us")

    assert [one.text for one in found.resolutions] == ["yes"]
    assert [one.text for one in found.rejected] == ["no"]
    assert events(found)[1:] == [("help", 4, "us")]


def test_people_say_that_they_are_here() -> None:
    found = minuted(
        log([("ana", "#startmeeting"), ("ben", "#here Ben Roe"), ("cai", "#here"), ("ana", "#nick dia, eli")])
    )

    assert [one.name for one in found.present] == ["Ben Roe", "cai"]
    assert events(found)[-1] == ("track_nick", 4, ("dia", "eli"))


def test_an_address_at_the_start_of_a_line_is_a_link() -> None:
    found = said(
        "https://example.org/ before", "#startmeeting", "https://example.org/ is good", "see https://example.org/"
    )

    assert events(found) == [("start_meeting", 2, None), ("link", 3, "https://example.org/")]


def test_a_second_meeting_of_a_log_has_its_own_chair() -> None:
    talk: list[Said] = [
        ("ana", "#startmeeting"), ("ana", "#endmeeting"), ("ben", "#startmeeting"), ("ben", "#topic Data"),
        ("ana", "#topic no"), ("ben", "#endmeeting"),
    ]  # fmt: skip

    found = minuted(log(talk))

    assert [one.title for one in found.topics] == ["Data"]


@pytest.mark.parametrize("line", ["#", "#unknown x", "!help", "!action x", "^topic x", "#1 item", "# topic x"])
def test_what_is_no_command_changes_nothing(line: str) -> None:
    found = said("#startmeeting", line)

    assert events(found) == [("start_meeting", 1, None)]
