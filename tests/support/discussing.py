"""Town halls as they are kept, built for a test in a few words; and random ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.domain.meetings.discussions import (
    AgendaItem,
    Declared,
    Discussion,
    Gone,
    KeptRemark,
    Mark,
    Naming,
    Participant,
)
from bot.domain.meetings.documents import MinutesDocument
from bot.services.minutes.documenting import Forum, document
from tests.summarisers.remarks import SPOKEN

BEGUN = datetime(2024, 5, 10, 16, 0, tzinfo=UTC)
CATEGORIES = ("System creator", "Regulator", "End user", "Subject")

ANA = Participant("discord:1", "Ana Ruiz", "System creator", Naming.BY_NAME)
BEN = Participant("discord:2", "Ben", "System creator", Naming.BY_CATEGORY)
CHI = Participant("discord:3", "Chi", "Regulator", Naming.BY_CATEGORY)
DOV = Participant("discord:4", "Dov", "End user", Naming.NOT_AT_ALL)
EVE = Participant("discord:5", "Eve", "System creator", Naming.BY_CATEGORY)
PEOPLE = (ANA, BEN, CHI, DOV, EVE)


def a_remark(number: int, author: str, text: str, **others: Any) -> KeptRemark:
    """A remark, said a minute after the one before."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    at = BEGUN + timedelta(minutes=number)
    link = f"https://discord.com/channels/1/2/{number}"
    given: dict[str, Any] = {"at": at, "link": link} | others
    if given.get("gone"):
        text = ""
    return KeptRemark(number, author, text, digest, digest, **given)


def a_discussion(*said: tuple[Participant, str] | KeptRemark, **others: Any) -> Discussion:
    """A town hall of an hour; people are those five unless others are named."""
    remarks = [
        one if isinstance(one, KeptRemark) else a_remark(number, one[0].person, one[1])
        for number, one in enumerate(said, 1)
    ]
    given: dict[str, Any] = {
        "id": "2024-05-10-town-hall",
        "title": "Town hall of May",
        "place": "discord thread",
        "source_kind": "discord",
        "started": BEGUN,
        "ended": BEGUN + timedelta(hours=1),
        "participants": PEOPLE,
        "facilitators": (ANA.person,),
    }
    return Discussion(remarks=tuple(remarks), **(given | others))


def a_mark(mark: Mark, text: str, *sources: int, by: Participant = ANA, number: int = 1, **others: Any) -> Declared:
    """A mark that was set by a button, an hour after the beginning unless said otherwise."""
    return Declared(number, mark, text, by.person, others.pop("at", BEGUN + timedelta(hours=1)), sources, **others)


THE_TOWN_HALL = (
    (ANA, "#topic Training data"),
    (ANA, "We should publish the training data with the weights, because nobody can study a system without them."),
    (BEN, "I think that Ana Ruiz is right about the training data, but not every data set can be published at all."),
    (CHI, "Regulators need to see the training data. Publishing it to everybody is another question altogether."),
    (DOV, "My company will never publish its training data, and I want that to be known by everybody here."),
    (EVE, "Could we ask for the training data only where the law allows it to be shared with others?"),
    (ANA, "PROPOSED: ask for a description of the training data in enough detail"),
    (BEN, "+1"),
    (CHI, "I can live with it"),
    (DOV, "-1 this is far too much to ask of a company"),
    (ANA, "RESOLVED: ask for a description of the training data in enough detail"),
    (ANA, "#topic The name of the checklist"),
    (EVE, "The checklist should have a name that people remember when they look at a system for the first time."),
    (CHI, "ACTION: Ben to write three names for the checklist by Friday"),
    (BEN, "Is anybody going to ask the board about the name of the checklist?"),
    (ANA, "#info The board meets on Tuesday"),
)
"""A short town hall in which everything happens once."""


def a_document(*said: tuple[Participant, str] | KeptRemark, **others: Any) -> MinutesDocument:
    """The minutes of a town hall; of the short one above if nothing is said."""
    return document(a_discussion(*(said or THE_TOWN_HALL), **others), forum=Forum(CATEGORIES))


# -- Random ones -----------------------------------------------------------------------------------------------------

MARKED = (
    "#topic Training data", "#topic Ben’s list", "Subtopic: the name", "RESOLVED: publish it", "#agreed Ben does it",
    "#rejected no", "ACTION: Ben to write to Ana Ruiz", "ISSUE: who pays?", "#help with it", "#info it rains",
    "#link https://example.org/a_b?c=*d*", "+1", "-1", "0", "I object", "I can live with it", "PROPOSED: vote",
    "present+", "present+ Chi, Fay", "regrets+ Dov", "scribe+", "Chi: the regulators will want to see all of it today.",
    "s/training/test/", "1) data", "2) name", "next: 2", "#motion publish", "#vote +1", "#close", "... and so on",
    "I agree with Ana Ruiz that <@3> and Dov should look at the *training* data before [somebody](x) else does.",
    "Ben, Eve and Dov said so_and_so in `code` & <b>bold</b> | table {s1} [r1] ⟨U+0041⟩ \\ # > 1. -",
    "# heading\n- list\n> quote that goes on for a while, and then for a while more\n1. one\n```\ncode\n```\ntext",
    "\u202eright to left words that go on for a while\u200b and some that nobody sees \x07 at all",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(MARKED),
    st.sampled_from(SPOKEN),
    st.lists(st.sampled_from((*MARKED, *SPOKEN)), min_size=2, max_size=3).map(" ".join),
    st.text(max_size=60),
)
_AUTHORS = (*(one.person for one in PEOPLE), "", "discord:99")


@st.composite
def discussions(draw: st.DrawFn) -> Discussion:
    """Up to sixteen remarks of anybody, some gone; marks that were set; any choices of the people."""
    said = draw(st.lists(st.tuples(st.sampled_from(_AUTHORS), TEXTS, st.integers(0, 9)), max_size=16))
    remarks = [
        a_remark(number, author, text, gone=draw(st.sampled_from(Gone)) if chance == 0 else None)
        for number, (author, text, chance) in enumerate(said, 1)
    ]
    numbers = st.lists(st.integers(1, max(len(remarks), 1)), max_size=2, unique=True).map(tuple)
    marks = [
        Declared(number, mark, text, author, BEGUN, sources if remarks else (), struck)
        for number, (mark, text, author, sources, struck) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.sampled_from(Mark), TEXTS, st.sampled_from(_AUTHORS), numbers, st.booleans()),
                    max_size=4,
                )
            ),
            1,
        )
    ]
    if remarks:
        # A quotation of words that somebody said.
        one = draw(st.sampled_from(remarks))
        start = draw(st.integers(0, len(one.text)))
        end = draw(st.integers(start, len(one.text)))
        marks.append(a_mark(Mark.QUOTE, one.text[start:end], one.number, number=99))
    agenda = (AgendaItem("data", ANA.person), AgendaItem("name", ANA.person)) if draw(st.booleans()) else ()
    people = tuple(replace(one, naming=draw(st.sampled_from(Naming))) for one in PEOPLE)
    kind = draw(st.sampled_from(("discord", "irc-plain")))
    return a_discussion(*remarks, declared=tuple(marks), agenda=agenda, participants=people, source_kind=kind)


def choices(discussion: Discussion) -> dict[str, Naming]:
    """How each participant wants to appear."""
    return {one.person: one.naming for one in discussion.participants}
