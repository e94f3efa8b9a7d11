"""What holds of any log."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.marks import visible
from tests.domain.strategies import PROPERTY
from tests.support.meetings import Said, lines, log, minuted, read

PARTS = (
    "Topic: ", "Subtopic: ", "RESOLVED: ", "ACTION: ", "ISSUE: ", "present+ ", "regrets- ", "scribe: ", "scribe+",
    "chair: ", "s/a/b/", "s/b/a/g", "i/a/Topic: b/", "... ", "```", "[[", "]]", "<ana> ", "#startmeeting",
    "#endmeeting", "#topic ", "#agreed ", "#action ", "#undo", "#motion ", "#vote +1", "#close", "#chair ben",
    "#here ", "!topic ", "^action ", "0) a", "1) b", "next: 1", "-> https://example.org/ x", "ben: ", "a b", "b",
    "\u0661) x", "\u200f", "\x02", "**", "Zakim, q+", "agendum 1 -- a", "-->", "00:01.000 --> 00:02.000", "10:00:00 ",
    "[10:00] ", "scribeOptions: -implicit", "=",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=4).map("".join)
NICKS = st.sampled_from(("ana", "ben", "Zakim", "RRSAgent", "ana_"))


@PROPERTY
@given(st.lists(TEXTS, max_size=30).map("\n".join))
def test_any_text_can_be_read(text: str) -> None:
    found = minuted(text)

    assert all(one.text for one in found.remarks)


@PROPERTY
@given(st.lists(st.tuples(NICKS, TEXTS.map(lambda text: text.replace("\n", " ").replace("\r", " "))), max_size=30))
def test_every_part_names_lines_that_exist_and_hold_its_words(said: list[Said]) -> None:
    text = log(said)
    _layout, reading = read(text)
    typed = {one.number: visible(one.text) for one in reading.remarks}
    count = len(lines(text))

    found = minuted(text)

    parts = [(one.title, one.sources) for one in found.topics]
    parts += [(one.text, one.sources) for one in (*found.resolutions, *found.actions, *found.issues, *found.rejected)]
    for words, sources in parts:
        assert sources
        assert set(sources) <= set(range(1, count + 1))
        held = " ".join(typed.get(line, "") for line in sources)
        if not re.search(r"s/|i/", held):
            # A correction may join what stood apart.
            assert set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", held))
    for topic in found.topics:
        assert 1 <= topic.first_line <= topic.last_line <= count


@PROPERTY
@given(st.lists(st.tuples(NICKS, TEXTS), max_size=20))
def test_the_same_log_gives_the_same_minutes(said: list[Said]) -> None:
    assert minuted(log(said)) == minuted(log(said))
