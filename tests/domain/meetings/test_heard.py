"""Marks as they are recognised while people talk."""

from __future__ import annotations

import pytest

from bot.domain.meetings.heard import Right, off_alone, off_the_record, span_switched, typed_mark


@pytest.mark.parametrize(
    ("text", "name", "said", "right"),
    [
        ("#agreed We keep it", "agreed", "We keep it", Right.LEADING),
        ("   #AGREED  We keep it", "agreed", "We keep it", Right.LEADING),
        ("**#topic** Data", "topic", "Data", Right.LEADING),
        ("!topic Data", "topic", "Data", Right.LEADING),
        ("^action bob writes", "action", "bob writes", Right.ALL),
        ("#idea a paper", "idea", "a paper", Right.ALL),
        ("#undo", "undo", "", Right.LEADING),
        ("#here Vera", "here", "Vera", Right.ALL),
        ("#motion keep it", "motion", "keep it", Right.LEADING),
        ("#vote +1", "vote", "+1", Right.ALL),
        ("RESOLVED: we keep it", "resolution", "we keep it", Right.LEADING),
        ("Resolution: we keep it", "resolution", "we keep it", Right.LEADING),
        ("ACTION: bob to write", "action", "bob to write", Right.ALL),
        ("action bob to write", "action", "bob to write", Right.ALL),
        ("ISSUE: what is data?", "issue", "what is data?", Right.LEADING),
        ("Topic: data", "topic", "data", Right.LEADING),
        ("subtopic: cards", "topic", "cards", Right.LEADING),
        ("present+ Vera", "present", "Vera", Right.ALL),
        ("regrets+", "regrets", "", Right.ALL),
        ("chair: Vera", "chair", "Vera", Right.LEADING),
        ("scribe- Vera", "unscribe", "Vera", Right.LEADING),
        ("#agreed نحتفظ به", "agreed", "نحتفظ به", Right.LEADING),
        ("\u202b#action \u0661 نعم", "action", "\u0661 نعم", Right.ALL),
    ],
)
def test_a_mark_is_recognised_with_who_may_set_it(text: str, name: str, said: str, right: Right) -> None:
    found = typed_mark(text)

    assert found is not None
    assert (found.name, found.text, found.right) == (name, said, right)


@pytest.mark.parametrize(
    "text",
    [
        "I agreed to it",
        "see #agreed",
        "> #agreed no",
        "```\n#agreed no\n```",
        "#agreeable",
        "#1",
        "x#action no",
        "presently",
        "We took action: none",
        "s/a/b/",
        "",
    ],
)
def test_what_is_no_mark_is_none(text: str) -> None:
    assert typed_mark(text) is None


@pytest.mark.parametrize(
    ("text", "empty"), [("#agreed", True), ("#undo", False), ("RESOLVED:", True), ("#vote", False)]
)
def test_what_says_nothing_without_a_text_is_known(text: str, empty: bool) -> None:
    found = typed_mark(text)

    assert found is not None
    assert (found.needs_text and not found.text) is empty


def test_people_are_named_by_mention() -> None:
    found = typed_mark("#chair <@100000000000000042>, <@!100000000000000043> and Vera")

    assert found is not None
    assert found.roles
    assert found.persons == ("discord:100000000000000042", "discord:100000000000000043")


@pytest.mark.parametrize(
    ("text", "off", "alone"),
    [
        ("off the record", True, True),
        ("Off the record, please.", True, True),
        ("[off]", True, True),
        ("*off the record*: I doubt it", True, False),
        ("(off-the-record) I doubt it", True, False),
        ("[ OFF ] I doubt it", True, False),
        ("off the records of Meta", False, False),
        ("This is off the record", False, False),
        ("off we go", False, False),
    ],
)
def test_what_is_not_to_be_kept_says_so_first(text: str, off: bool, alone: bool) -> None:
    assert (off_the_record(text), off_alone(text)) == (off, alone)


@pytest.mark.parametrize(
    ("text", "switched"), [("#off", True), (" #ON ", False), ("!off.", True), ("#off now", None), ("off", None)]
)
def test_a_time_off_the_record_is_switched_by_a_message_of_its_own(text: str, switched: bool | None) -> None:
    assert span_switched(text) is switched
