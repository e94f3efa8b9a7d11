"""Town halls of a few remarks, and random ones."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from bot.domain.meetings.remarks import Remark

SPOKEN = (
    "We should publish the training data with the weights.",
    "So, um, I think that the definition should ask for the data information, you know, and for the code.",
    "Is there anything that stops us from voting on this today?",
    "The board decided to keep the four freedoms as they are in the draft.",
    "I mean, we agreed on that in the last town hall, uh, and nobody objected.",
    "Yeah.",
    "Mm-hmm. Okay, let's go on with the next point of the agenda then.",
    "> somebody else said that the licence is not enough for the weights",
    "#agreed the code is required for every system that claims the name",
    "The parameters are the hard part [unintelligible 00:07:35.22] as far as I know.",
    "See https://example.org/a,uh,b for the draft that we talked about, uh, yesterday.",
    "Wir haben das schon gestern besprochen und es ist nicht nötig, dass wir es noch einmal tun.",
    "I object to the second sentence because it leaves the data out. The first is fine with me and my group.",
    "```\nmake test and see that nothing at all is wrong with it\n```",
)
SPEAKERS = ("Ana", "Ben", "Chi", "Dov", "")


def a_town_hall(*texts: str, speaker: str = "Ana", first: int = 1) -> list[Remark]:
    """Remarks of one person, one for each text."""
    return [Remark(number, speaker, text) for number, text in enumerate(texts, first)]


texts = st.one_of(
    st.sampled_from(SPOKEN),
    st.lists(st.sampled_from(SPOKEN), min_size=2, max_size=3).map(" ".join),
    st.text(max_size=80),
)


@st.composite
def town_halls(draw: st.DrawFn) -> list[Remark]:
    """Up to thirty remarks, their numbers rising but not without gaps."""
    said = draw(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(SPEAKERS), texts), max_size=30))
    number, remarks = -1, []
    for step, speaker, text in said:
        number += step
        remarks.append(Remark(number, speaker, text))
    return remarks


def words(text: str) -> list[str]:
    """Words as a reader who knows nothing of the summariser finds them."""
    return re.findall(r"\w+", text.casefold())


def stand_in_order(few: list[str], many: list[str]) -> bool:
    """Whether the first are found in the second, in their order."""
    rest = iter(many)
    return all(any(word == other for other in rest) for word in few)
