"""Declared action items: who and when."""

from __future__ import annotations

from datetime import date

from bot.domain.meetings.action_items import action_items
from bot.domain.meetings.minutes import Item
from bot.domain.meetings.owners import Known, Names
from tests.support.meetings import said


def test_an_action_item_says_who_and_when_in_its_own_words() -> None:
    made = said("ACTION: ana to write the FAQ - due 2024-05-24", "#action <@42> to ask by next meeting", "^action rest")
    names = Names([Known("ana", ("ana",)), Known("discord:42", ("Cai",))])

    found = action_items(made.actions, names, date(2024, 5, 8), date(2024, 5, 22))

    assert [(one.text, one.owner, one.due, one.due_words, one.sources) for one in found] == [
        ("ana to write the FAQ - due 2024-05-24", "ana", date(2024, 5, 24), "due 2024-05-24", (1,)),
        ("<@42> to ask by next meeting", "discord:42", date(2024, 5, 22), "by next meeting", (2,)),
        ("rest", "", None, "", (3,)),
    ]


def test_several_can_take_one_on() -> None:
    (found,) = action_items([Item("ana, ben: write", "cai", (1,))], Names([Known("a", ("ana",)), Known("b", ("ben",))]))

    assert (found.owners, found.owner) == (("a", "b"), "a")
