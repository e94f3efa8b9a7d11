"""Words that settle something, or take something on."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier
from tests.support.meetings import Said
from tests.support.suggesting import suggested

# A Wednesday.
ON = date(2024, 5, 8)


def cued(said: list[Said], kind: SuggestionKind, **known_besides: object) -> list[Suggestion]:
    return [one for one in suggested(said, kind, **known_besides) if one.tier is Tier.CUED]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("So we agreed that a list is enough.", "we agreed"),
        ("We've decided to drop the second row", "We've decided"),
        ("let's go with the shorter wording", "let's go with"),
        ("OK, we'll go with option two for now.", "we'll go with"),
        ("Hearing no objections, the shorter wording stands.", "Hearing no objections"),
        ("There is consensus on the shorter wording.", "There is consensus"),
        ("It's settled: the list has dates.", "It's settled"),
        ("The motion carries with three votes.", "The motion carries"),
    ],
)
def test_words_that_settle_something_are_shown(text: str, words: str) -> None:
    (found,) = cued([("ana", f"Well. {text}")], SuggestionKind.RESOLUTION)

    assert (found.text, found.why, found.sources) == (text, (words,), (1,))
    assert found.span
    assert f"Well. {text}"[slice(*found.span)] == words


@pytest.mark.parametrize(
    "text",
    [
        "Have we agreed that a list is enough?",
        "If we agreed that a list is enough, we could go on.",
        "We have not agreed that a list is enough.",
        "That is what we decided about the list.",
        "I do not think we have agreed on a list.",
        "I don't think that by then we agreed on a list.",
        "Last time we agreed that a list is enough.",
        "Should we go with the shorter wording?",
        "> we agreed that a list is enough",
        'He wrote "we agreed that a list is enough" somewhere.',
        "`we agreed that a list is enough` is in the file",
        "There is no consensus on the shorter wording.",
        "The agreement of the two groups is old.",
        "No objections.",
    ],
)
def test_what_settles_nothing_is_not_suggested(text: str) -> None:
    assert not cued([("ana", text)], SuggestionKind.RESOLUTION)


def test_no_objections_settles_what_was_proposed_before() -> None:
    said: list[Said] = [
        ("ana", "I propose that we keep the list. Fine?"),
        ("ben", "ok"),
        ("ana", "No objections, good."),
    ]

    (found,) = cued(said, SuggestionKind.RESOLUTION)

    assert (found.text, found.sources, found.why) == (
        "I propose that we keep the list.",
        (1, 3),
        ("No objections",),
    )


def test_who_says_that_they_will_do_it_takes_it_on() -> None:
    (found,) = cued([("ana", "Good. I'll send the list by Friday.")], SuggestionKind.ACTION, on=ON)

    assert (found.text, found.why, found.owners) == ("I'll send the list by Friday.", ("I'll send",), ("ana",))
    assert (found.due_words, found.due) == ("by Friday", date(2024, 5, 10))


def test_an_action_item_with_a_due_is_surer() -> None:
    said: list[Said] = [("ana", "I will write to the group."), ("ben", "I will share the notes by tomorrow.")]

    assert [one.owner for one in cued(said, SuggestionKind.ACTION)] == ["ben", "ana"]


def test_somebody_who_is_known_can_be_named() -> None:
    said: list[Said] = [("ben", "hello"), ("ana", "Ben will draft the list."), ("ana", "Zoe will draft the list.")]

    (found,) = cued(said, SuggestionKind.ACTION)

    assert (found.text, found.owners, found.why) == ("Ben will draft the list.", ("ben",), ("Ben will draft",))


@pytest.mark.parametrize(
    "said",
    [
        [("ana", "ben, can you write the list?"), ("cai", "good"), ("ben", "sure, I can")],
        [("ana", "Can ben write the list?"), ("ben", "will do")],
        [("ana", "Can you write the list?"), ("ben", "Sure.")],
        [("ana", "Could you please write the list?"), ("ben", "Yes, I can.")],
    ],
)
def test_who_was_asked_and_said_yes_takes_it_on(said: list[Said]) -> None:
    (found,) = cued(said, SuggestionKind.ACTION)

    assert found.owners == ("ben",)
    assert found.sources == (1, len(said))
    assert found.why[1].casefold() in said[-1][1].casefold()


@pytest.mark.parametrize(
    "said",
    [
        [("ana", "ben, can you write the list?"), ("cai", "sure")],
        [("ana", "Can you write the list?"), ("ben", "no"), ("cai", "sure")],
        [("ana", "Can you write the list?"), ("ana", "sure")],
        [("ana", "Can you write the list?"), ("ben", "surely not")],
        [("ana", "Can somebody write the list?"), ("ben", "hm"), ("cai", "sure")],
        [("ana", "I could send it if somebody wants")],
        [("ana", "I'll be there")],
        [("ana", "I can send it")],
        [("ana", "I will ask another question of the group")],
        [("ana", "I will finish with this for now")],
        [("ana", "I will take this moment to thank all")],
        [("ana", "I don't think I'll write to the group")],
        [("ana", "Would you please elaborate on the second list?"), ("ben", "Sure.")],
        [("ana", "Can you see the list of dates?"), ("ben", "yes, I can")],
        [("ana", "Should I send the list to all?")],
        [("ana", "i like what i will see")],
    ],
)
def test_nobody_takes_on_what_they_did_not_say_yes_to(said: list[Said]) -> None:
    assert not cued(said, SuggestionKind.ACTION)
