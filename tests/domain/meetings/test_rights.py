"""Which marks take the right to lead."""

from __future__ import annotations

import pytest

from bot.domain.meetings.rights import bounds, needs_leave


@pytest.mark.parametrize(
    "line",
    [
        "#topic Data", "!topic Data", "#agreed yes", "#agree yes", "^agreed yes", "#undo", "#chair me", "#endmeeting",
        "Topic: Data", "subtopic: Data", "RESOLVED: yes", "Resolution: yes", "scribe+", "scribe: me", "chair: me",
        "s/no/yes/", "i/no/RESOLVED: yes/", "s|no|yes|", "**#agreed** yes", "  #agreed yes", "\u200b#agreed yes",
        "__RESOLVED: yes__", "Meeting: mine", "#motion yes", "#close",
    ],
)  # fmt: skip
def test_what_settles_something_for_all_takes_the_right(line: str) -> None:
    assert needs_leave(line)


@pytest.mark.parametrize(
    "line",
    [
        "#action Ben to write", "ACTION: Ben to write", "ISSUE: who?", "#info it rains", "#help", "#vote +1", "+1",
        "present+", "#here", "We agreed on the topic: data", "topics are many", "#topical", "so/so", "is it",
        "PROPOSED: yes", "resolved", "", "chair is free",
    ],
)  # fmt: skip
def test_what_anybody_may_say_does_not(line: str) -> None:
    assert not needs_leave(line)


def test_only_what_begins_or_ends_a_meeting_bounds_it() -> None:
    assert bounds("#startmeeting Mine")
    assert bounds("!endmeeting")
    assert not bounds("#meetingname Mine")
