"""Whose an action item is: known names only."""

from __future__ import annotations

import pytest

from bot.domain.meetings.owners import Known, Names, known, owners

PEOPLE = (
    Known("discord:42", ("Ana Lovric", "ana")),
    Known("discord:43", ("ben",)),
    Known("name:Will", ("Will",)),
    Known("discord:1", ("sam",)),
    Known("discord:2", ("Sam",)),
)


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("ana to write the FAQ - due 2024-05-24", ["discord:42"]),
        ("Ana: write the FAQ", ["discord:42"]),
        ("ANA LOVRIC to write", ["discord:42"]),
        ("ana_ will write", ["discord:42"]),
        ("@ana write", ["discord:42"]),
        ("**ana**: write", ["discord:42"]),
        ("ana write the FAQ", ["discord:42"]),
        ("<@42> to write", ["discord:42"]),
        ("<@!77> to write", ["discord:77"]),
        ("ana, ben: write", ["discord:42", "discord:43"]),
        ("ana and ben to write", ["discord:42", "discord:43"]),
        ("write it (ana)", ["discord:42"]),
        ("write it - ben - due 2024-05-24", ["discord:43"]),
        ("write it, owner: Ben", ["discord:43"]),
        ("write it — <@42>", ["discord:42"]),
        ("Will to fix it", ["name:Will"]),
        ("I'll write it", ["discord:99"]),
        ("me: write it", ["discord:99"]),
    ],
)
def test_who_is_named_as_the_one_who_does_it_owns_it(text: str, owned: list[str]) -> None:
    assert list(owners(text, Names(PEOPLE), "discord:99")) == owned


@pytest.mark.parametrize(
    "text",
    [
        "write the FAQ",
        "ask ana about the FAQ",
        "send the draft to @ana",
        "will fix the list",
        "dia to write",
        "nana to write",
        "anaphora: resolve it",
        "sam to write",
        "write (with the help of ana)",
        "",
    ],
)
def test_nobody_is_guessed(text: str) -> None:
    assert owners(text, Names(PEOPLE), "discord:99") == ()


def test_i_is_nobody_where_nobody_knows_who_speaks() -> None:
    assert owners("I will write it", Names(PEOPLE)) == ()


def test_the_spelling_of_a_name_that_comes_first_stays() -> None:
    assert [one.person for one in known(["Ana", "ben", "ana", ""])] == ["Ana", "ben"]


def test_a_name_of_many_words_takes_no_longer() -> None:
    names = Names([Known("p", ("a " * 5000,))])

    assert owners("a " * 50_000, names) == ()
