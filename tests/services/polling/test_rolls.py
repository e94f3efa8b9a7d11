"""A roll as somebody pastes it: people alone, or each with a place."""

from __future__ import annotations

import pytest

from bot.domain.polls.polls import RollEntry
from bot.services.polling.rolls import BadRoll, read
from tests.support.polling import a_roll

ANN, BOB = "123456789012345678", "223456789012345678"


def test_a_list_is_read_with_and_without_a_line_of_names() -> None:
    assert read("ann,Law,Acme,EU\n<@123456789012345678>, Research", "terminal") == (
        read("category,voter,organisation,region\nLaw,terminal:ann,Acme,EU\nResearch,123456789012345678,,", "discord")
    )


def test_a_list_with_mistakes_is_refused_with_every_line() -> None:
    with pytest.raises(BadRoll) as refused:
        read("ann,Law\nann,Law\nbob,a,b,c,d\n,Law", "terminal")

    assert str(refused.value).splitlines() == [
        "3 problems in the list, nothing was taken:",
        "  roll:2: voter: ann stands in the list twice",
        "  roll:3: expected at most voter, category, organisation, region; quote a name that has a comma",
        "  roll:4: voter: expected a mention, a Discord id or surface:name, found “”",
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"<@{ANN}> <@{BOB}>",
        f"<@{ANN}>, <@!{BOB}>",
        f"{ANN},{BOB},",
        f"<@{ANN}>\n{BOB}",
        f"discord:{ANN}, discord:{BOB}",
        f"<@{ANN}> | <@{BOB}> <@{ANN}>",
        f"voter\n<@{ANN}> <@{BOB}>",
    ],
)
def test_people_alone_are_a_roll_however_they_are_parted(text: str) -> None:
    assert read(text, "discord") == (RollEntry(f"discord:{ANN}"), RollEntry(f"discord:{BOB}"))


def test_names_of_the_terminal_are_parted_by_blanks_and_lines_since_a_comma_begins_a_place() -> None:
    assert read("ann bob\ncyd", "terminal") == tuple(a_roll("ann", "bob", "cyd"))
    assert read("ann, bob", "terminal") == (RollEntry("terminal:ann", "bob"),)


def test_people_together_before_a_place_all_have_it() -> None:
    assert read(f"<@{ANN}> <@{BOB}>, Law, Acme", "discord") == (
        RollEntry(f"discord:{ANN}", "Law", "Acme"),
        RollEntry(f"discord:{BOB}", "Law", "Acme"),
    )


@pytest.mark.parametrize("text", [f"<@{ANN}>\n<@{ANN}>, Law", f"<@{ANN}>, Law\n<@{ANN}> <@{ANN}>"])
def test_who_is_named_alone_and_with_a_place_stands_there_once_with_the_place(text: str) -> None:
    assert read(text, "discord") == (RollEntry(f"discord:{ANN}", "Law"),)


@pytest.mark.parametrize(
    ("text", "surface", "problem"),
    [
        (f"<@{ANN}>, Law | <@{ANN}>, Research", "discord", f"roll:2: voter: <@{ANN}> stands in the list twice"),
        ("Ann Smith", "discord", "expected a mention, a Discord id or surface:name, found “Ann”"),
        ("ann bob, Law", "terminal", "expected a mention, a Discord id or surface:name, found “ann bob”"),
        ("<@&123456789012345678>", "terminal", "roles are known on Discord alone, in their server; list people"),
        (", Law", "terminal", "expected a mention, a Discord id or surface:name, found “”"),
        (f"<@{ANN}>, Law, {'x' * 201}", "discord", "roll:1: organisation: expected at most 200 letters"),
    ],
)
def test_what_is_no_list_is_refused(text: str, surface: str, problem: str) -> None:
    with pytest.raises(BadRoll) as refused:
        read(text, surface)

    assert problem in str(refused.value)
