"""Where people stand, as they marked it."""

from __future__ import annotations

import pytest

from bot.domain.meetings.document_parts import Stand
from bot.domain.meetings.positions import by_category, marked, voices
from tests.support.discussing import ANA, BEN, CHI, a_remark


@pytest.mark.parametrize(
    ("text", "stand"),
    [
        ("+1", Stand.FOR),
        ("+1, with pleasure", Stand.FOR),
        ("#vote +1", Stand.FOR),
        ("-1", Stand.AGAINST),
        ("\u22121 too early", Stand.AGAINST),
        ("0", Stand.ABSTAINS),
        ("+0", Stand.ABSTAINS),
        ("I object", Stand.AGAINST),
        ("Sorry, but I strongly object to the second sentence.", Stand.AGAINST),
        ("I can live with it", Stand.ACCEPTS),
        ("Well, I could live with that.", Stand.ACCEPTS),
    ],
)
def test_what_people_mark_is_their_stand(text: str, stand: Stand) -> None:
    assert marked(text) is stand


@pytest.mark.parametrize(
    "text",
    [
        "1) the agenda",
        "+1000 people signed",
        "-1.5 degrees",
        "0 people came",
        "0:12 in the recording",
        "1",
        "I do not object",
        "I don't object",
        "Should I object?",
        "Would anybody object?",
        "I object?",
        "Nobody can live with it",
        "I cannot live with it",
        "> I object",
        "> -1",
        "This is a terrible idea and nobody should want it.",
        "",
    ],
)
def test_what_people_did_not_mark_is_no_stand(text: str) -> None:
    assert marked(text) is None


def test_whoever_marks_again_has_changed_their_mind() -> None:
    said = [a_remark(1, ANA.person, "-1"), a_remark(2, BEN.person, "Why?"), a_remark(3, ANA.person, "+1 then")]

    found = voices(said, {one.number: one.author for one in said})

    assert [(one.person, one.stand, one.sources) for one in found] == [
        (ANA.person, Stand.FOR, ("r3",)),
        (BEN.person, Stand.SPOKE, ("r2",)),
    ]


def test_a_reaction_counts_on_a_proposal_only() -> None:
    said = [
        a_remark(1, ANA.person, "Good morning", reactions={"👍": (BEN.person,)}),
        a_remark(2, ANA.person, "PROPOSED: publish it", reactions={"👎🏽": (CHI.person,), "🎉": (BEN.person,)}),
    ]

    found = voices(said, {1: ANA.person, 2: ANA.person})

    assert [(one.person, one.stand) for one in found] == [(ANA.person, Stand.SPOKE), (CHI.person, Stand.AGAINST)]


def test_a_remark_that_nobody_is_known_to_have_made_is_nobodys_stand() -> None:
    assert voices([a_remark(1, "", "+1")], {1: ""}) == ()


def test_categories_stand_in_the_order_of_the_forum_and_who_declared_none_come_last() -> None:
    said = [a_remark(1, "discord:9", "Hi"), a_remark(2, CHI.person, "Hi"), a_remark(3, ANA.person, "Hi")]
    found = voices(said, {one.number: one.author for one in said})

    grouped = by_category(found, {ANA.person: "System creator", CHI.person: "Regulator"}, ["Regulator"])

    assert list(grouped) == ["Regulator", "System creator", ""]
