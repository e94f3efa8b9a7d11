"""Sentences that are merely like decisions."""

from __future__ import annotations

from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.suggestions import SuggestionKind, Tier
from bot.services.minutes.likenesses import similar

SAID = [
    Remark(1, "ana", "The weather in Berlin was fine for most of spring."),
    Remark(2, "ben", "Right. So then we will use this one for the list."),
    Remark(3, "cai", "The next step is to finish the draft of the list."),
    Remark(4, "ana", "Okay then we will use this one as well."),
]


def test_the_nearest_come_first_and_stand_in_their_remarks() -> None:
    found = similar(SAID, ())

    assert [(one.kind, one.sources, one.tier) for one in found] == [
        (SuggestionKind.ACTION, (3,), Tier.SIMILAR),
        (SuggestionKind.RESOLUTION, (4,), Tier.SIMILAR),
    ]
    assert all(one.span and SAID[one.sources[0] - 1].text[slice(*one.span)] == one.text for one in found)


def test_a_topic_has_two_at_most() -> None:
    assert [one.sources for one in similar(SAID, [(1, 2), (3, 4)])] == [(3,), (4,), (2,)]
    assert [one.sources for one in similar(SAID, [(1, 4)], most=1)] == [(3,)]


def test_what_is_asked_or_like_nothing_is_not_suggested() -> None:
    assert similar([Remark(1, "ana", "Shall we then use this one?"), SAID[0]], ()) == []
    assert similar([], ()) == []
