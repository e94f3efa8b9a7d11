"""Minutes as Markdown, and read back when a moderator edited them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.meetings.discussions import Discussion, Mark
from bot.domain.meetings.document_items import Ground, SuggestedPart
from bot.domain.meetings.document_parts import ReviewEvent
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.publicity import view
from bot.domain.meetings.summaries import Kind
from bot.services.minutes.documenting import Forum, Inferred, document
from bot.services.minutes.edited_markdown import edited
from bot.services.minutes.minutes_json import BadMinutes
from bot.services.minutes.minutes_markdown import markdown
from tests.domain.strategies import PROPERTY, SOAKING
from tests.support.discussing import (
    ANA,
    BEGUN,
    BEN,
    CATEGORIES,
    CHI,
    PEOPLE,
    THE_TOWN_HALL,
    a_discussion,
    a_document,
    a_mark,
    choices,
    discussions,
)
from tests.support.golden import Golden

FEWER = settings(PROPERTY, max_examples=5000 if SOAKING else 40)
QUOTED = a_mark(Mark.QUOTE, "not every data set can be published", 3)


def minutes() -> MinutesDocument:
    """The short town hall, with a quotation."""
    return a_document(*THE_TOWN_HALL, declared=(QUOTED,))


def with_line(found: MinutesDocument, begins: str, becomes: str | None) -> str:
    """The Markdown with another line in the place of the first that begins so; None takes it out."""
    lines = markdown(found).split("\n")
    place = next(place for place, line in enumerate(lines) if line.startswith(begins))
    lines[place : place + 1] = [] if becomes is None else becomes.split("\n")
    return "\n".join(lines)


def number_of(text: str, begins: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(begins))


def problems(text: str, found: MinutesDocument | None = None) -> list[tuple[int, str]]:
    with pytest.raises(BadMinutes) as refused:
        edited(text, found or minutes())
    return [(one.line, one.expected) for one in refused.value.problems]


S2 = "- **Ana Ruiz (System creator):** We should publish"
S3 = "- **Chi (Regulator):** Regulators need"


# -- Written -----------------------------------------------------------------------------------------------------------


def test_the_minutes_for_reviewers(golden: Golden) -> None:
    waiting = SuggestedPart("", "resolution", "let's *go* with that", ("r2",), because="let's go with")
    found = document(
        a_discussion(*THE_TOWN_HALL, declared=(QUOTED,)),
        forum=Forum(CATEGORIES),
        inferred=Inferred(suggestions=(waiting,)),
    )
    found = replace(found, review=(ReviewEvent(ANA.person, BEGUN, "reworded", "s2", "a", "b", "too long"),))

    golden("minutes/document.md", markdown(found))


def test_the_minutes_for_the_public(golden: Golden) -> None:
    golden("minutes/public.md", markdown(view(minutes(), {one.person: one.naming for one in PEOPLE})))


def test_without_the_remarks_a_citation_leads_to_the_message_if_there_is_a_link() -> None:
    text = markdown(view(minutes(), {ANA.person: ANA.naming}), remarks=False)

    assert "[r2]: <https://discord.com/channels/1/2/2>" in text
    assert "[r4]:" not in text
    assert "## Remarks" not in text


def test_minutes_that_are_not_in_english_say_so() -> None:
    german = "Wir haben das schon gestern besprochen und es ist nicht nötig, dass wir es noch einmal tun."

    assert "language de" in markdown(a_document((ANA, german)))
    assert "Not recognised as English" in markdown(a_document((ANA, german)))
    assert "Not recognised as English" not in markdown(minutes())


def test_a_link_that_would_not_stay_one_is_left_out() -> None:
    found = minutes()
    remarks = tuple(replace(one, link="javascript:alert(1)") for one in found.remarks)

    assert "javascript" not in markdown(replace(found, remarks=remarks))


# -- Read back ---------------------------------------------------------------------------------------------------------


@FEWER
@given(discussions(), st.booleans())
def test_what_nobody_edited_is_read_back_as_it_was(discussion: Discussion, remarks: bool) -> None:
    made = document(discussion, forum=Forum(CATEGORIES))

    for found in (made, view(made, choices(discussion))):
        text = markdown(found, remarks=remarks)

        assert edited(text, found) == found
        assert markdown(edited(text, found), remarks=remarks) == text


@FEWER
@given(discussions(), st.text("\\`*_[]<>|~{}&#+-=1.)⟨U+0A ⟩ab “”", min_size=1, max_size=30))
def test_whatever_a_moderator_writes_is_read_again_as_it_was(discussion: Discussion, words: str) -> None:
    found = document(discussion)
    told = [one for one in found.topics[0].sentences if one.sources] if found.topics else []
    if not told or not words.strip():
        return
    topic = replace(
        found.topics[0], sentences=(replace(told[0], text=words, kind=Kind.MODERATOR), *found.topics[0].sentences[1:])
    )
    after = replace(found, topics=(topic, *found.topics[1:]))

    assert edited(markdown(after), after) == after


def test_line_ends_of_windows_and_a_mark_at_the_head_change_nothing() -> None:
    text = "\ufeff" + markdown(minutes()).replace("\n", "  \r\n")

    assert edited(text, minutes()) == minutes()


def test_a_sentence_in_other_words_is_the_moderators() -> None:
    text = with_line(minutes(), S2, "- **Ana Ruiz (System creator):** Data should be *open*. [r2] {s2 extract}")

    after = edited(text, minutes())

    (sentence,) = [one for one in after.sentences() if one.id == "s2"]
    assert (sentence.text, sentence.kind, sentence.sources, sentence.author) == (
        "Data should be *open*.", Kind.MODERATOR, ("r2",), ANA.person,
    )  # fmt: skip
    assert [one.id for one in after.each()] == [one.id for one in minutes().each()]


def test_a_sentence_that_rests_on_other_remarks_is_the_moderators_too() -> None:
    line = markdown(minutes()).split("\n")[number_of(markdown(minutes()), S2) - 1]

    after = edited(with_line(minutes(), S2, line.replace("[r2]", "[r2] [r3]")), minutes())

    assert [(one.sources, one.kind) for one in after.sentences() if one.id == "s2"] == [(("r2", "r3"), Kind.MODERATOR)]


def test_a_sentence_that_was_taken_out_is_gone_and_the_coverage_is_counted_again() -> None:
    found = a_document((ANA, THE_TOWN_HALL[1][1]), (BEN, THE_TOWN_HALL[2][1]))
    text = "\n".join(line for line in markdown(found).split("\n") if not line.startswith("- **Ben"))

    after = edited(text, found)

    assert after.coverage.persons_not_represented == (BEN.person,)
    assert after.coverage.remarks_cited == 1


def test_a_sentence_may_move_to_another_topic_and_keeps_its_id() -> None:
    text = markdown(minutes())
    line = text.split("\n")[number_of(text, S2) - 1]
    moved = with_line(minutes(), S2, None).replace(
        "### The name of the checklist {t2}\n", f"### The name of the checklist {{t2}}\n{line}\n"
    )

    after = edited(moved, minutes())

    assert "s2" not in {one.id for one in after.topics[0].sentences}
    assert after.topics[1].sentences[0].id == "s2"
    assert after.topics[1].sentences[0].kind is Kind.EXTRACT


def test_a_sentence_may_be_added_and_gets_an_id_that_no_part_had() -> None:
    text = with_line(
        minutes(),
        S3,
        "- Two views were heard. [r2] [r4]\n"
        "- **Chi (Regulator):** Regulators need to see the training data. [r4] {s3 extract}",
    )

    after = edited(text, minutes())

    (added,) = [one for one in after.topics[0].sentences if one.id not in {old.id for old in minutes().sentences()}]
    assert (added.id, added.text, added.sources, added.kind) == (
        f"s{minutes().parts + 1}", "Two views were heard.", ("r2", "r4"), Kind.MODERATOR,
    )  # fmt: skip
    assert after.parts == minutes().parts + 1
    assert edited(markdown(after), after) == after


def test_an_id_of_a_sentence_that_was_deleted_is_not_given_again() -> None:
    once = edited(with_line(minutes(), S3, "- One. [r4]"), minutes())
    new = next(one.id for one in once.sentences() if one.text == "One.")

    twice = edited(with_line(once, "- One.", "- Two. [r4]"), once)

    assert new not in {one.id for one in twice.sentences()}


def test_the_words_of_a_resolution_can_be_edited_but_not_its_outcome() -> None:
    line = "- **agreed; declared by Ana Ruiz:** Ask for a description. [r11] {d1 extract}"

    after = edited(with_line(minutes(), "- **agreed", line), minutes())

    assert (after.resolutions[0].text, after.resolutions[0].wording) == ("Ask for a description.", Kind.MODERATOR)
    changed = with_line(minutes(), "- **agreed", line.replace("agreed", "rejected"))
    assert problems(changed) == [
        (
            number_of(changed, "- **rejected"),
            "only the words and the sources of d1 can be edited; around them stood: "
            "agreed; declared by Ana Ruiz … extract",
        )
    ]


def test_a_question_may_be_added_under_the_name_of_who_edits() -> None:
    text = markdown(minutes()).replace("## Open questions\n\nNone.", "## Open questions\n\nNone.\n- Who pays? [r15]")

    (question,) = edited(text, minutes(), by=CHI.person).open_questions

    assert (question.text, question.by, question.basis) == ("Who pays?", CHI.person, Ground.ACCEPTED)


def test_a_quotation_may_be_shorter_or_new_but_only_what_was_said() -> None:
    shorter = "- **Ben (System creator):** “data set can be published” [r3] {v1}\n- “I can live with it” [r9]"

    first, second = edited(with_line(minutes(), "- **Ben (System creator):** “", shorter), minutes()).quotations

    assert (first.id, first.text, first.span) == ("v1", "data set can be published", (70, 95))
    assert (second.text, second.author, second.sources) == ("I can live with it", CHI.person, ("r9",))


SNIPPETS = (
    "- One. [r2]", "- One.", "- ⟨U+0020⟩ [r2]", "- “” [r2]", "- “ ” [r3]", "- “+1” [r8]", "-", "- ", "* x", "#",
    "## Topics", "text", "- **a:** b [r1] {d1 extract}", "- x [r2] {s1 frame}", "- x [r3] {v1}", "None.", "- x [r0]",
    "- x [r2] {s999999999 extract}", "- [r1] [r2]", "[r2]: #r2", "### New {t9}", "- **\\:** x [r1] {s2}", "\t- x [r2]",
    "- \x00 [r2]", "- \ud7ff [r2]",
)  # fmt: skip


def tried(lines: list[str]) -> MinutesDocument | None:
    """The minutes that were read; None where they were refused, and said at which lines."""
    try:
        return edited("\n".join(lines), minutes())
    except BadMinutes as refused:
        told = [one.line for one in refused.problems]
    assert told
    assert set(told) <= set(range(1, len(lines) + 1))
    return None


@FEWER
@given(
    st.lists(
        st.tuples(st.sampled_from("add delete twice swap".split()), st.integers(0, 200), st.sampled_from(SNIPPETS)),
        max_size=5,
    )
)
def test_whatever_becomes_of_the_file_it_is_refused_or_every_sentence_rests_on_remarks(
    edits: list[tuple[str, int, str]],
) -> None:
    lines = markdown(minutes(), remarks=False).split("\n")
    for what, place, snippet in edits:
        at = place % len(lines)
        if what == "add":
            lines.insert(at, snippet)
        elif what == "delete":
            lines[at : at + 1] = [""]
        elif what == "twice":
            lines.insert(at, lines[at])
        else:
            lines[at], lines[at - 1] = lines[at - 1], lines[at]

    after = tried(lines)

    if after is None:
        return
    remarks = {one.id for one in after.remarks}
    for one in after.sentences():
        assert one.kind is Kind.FRAME or (one.sources and set(one.sources) <= remarks and one.text.strip())
    assert edited(markdown(after), after) == after
    assert (after.remarks, after.people, after.overview.frame) == (
        minutes().remarks, minutes().people, minutes().overview.frame,
    )  # fmt: skip


# -- Refused -----------------------------------------------------------------------------------------------------------

REFUSED = (
    (S2, "- **Ana Ruiz (System creator):** Data. {s2 extract}", "this sentence has no sources"),
    (S2, "- Data should be open.", "this sentence has no sources"),
    (S2, "- Data should be open. [r99]", "r99 is no remark of this town hall"),
    (S2, "- **Ana Ruiz (System creator):** [r2] {s2 extract}", "this sentence"),
    (S2, "- **Ben (System creator):** Data. [r2] {s2 extract}", "only the words and the sources of s2"),
    (S2, "- **Ana Ruiz (System creator):** Data. [r2] {s2 moderator}", "only the words and the sources of s2"),
    (S2, "- **Ben:** Data. [r2]", "leave out the name"),
    (S2, "- Data. [r2] {s99 extract}", "there is no sentence s99"),
    (S2, "- Data. [r2] {t1}", "there is no sentence t1"),
    (S2, "- Data. [r2] {s1 frame}", "s1 cannot be edited"),
    (S2, "-", "this is no sentence"),
    (S2, "Data should be open. [r2]", "this line cannot be edited"),
    (S2, "## Notes", "there is no such section"),
    ("* Silent", "* Silent: nobody", "this line cannot be edited; here stood: * Silent: Subject"),
    ("* Silent", None, "a line is missing that must stay: * Silent: Subject"),
    ("## People", None, "a line is missing that must stay: ## People"),
    ("* 16 remarks", "* 99 remarks by 5 people; from 2024-05-10 16:00 to 17:00 UTC.", "this line cannot be edited"),
    ("- **Ben (System creator):** “", "- **Ben (System creator):** “every set can go” [r3] {v1}", "letter by letter"),
    ("- **Ben (System creator):** “", "- **Ben (System creator):** not every [r3] {v1}", "between “ and ”"),
    ("- **Ben (System creator):** “", "- “not every” [r3] [r4]", "its one remark"),
    ("- **agreed", "- We agree. [r11]", "nothing can be added here"),
    ("* Spoke", "* Spoke: Ana Ruiz", "this line cannot be edited"),
    ("* <a id=\"r4\"></a>", "* <a id=\"r4\"></a>r4, Chi, 16:04: I never said so.", "this line cannot be edited"),
    ("[r4]: ", "[r4]: <https://example.org/>", "this line cannot be edited"),
)  # fmt: skip


@pytest.mark.parametrize(("begins", "becomes", "why"), REFUSED)
def test_what_is_no_minute_is_refused_with_its_line(begins: str, becomes: str | None, why: str) -> None:
    line = number_of(markdown(minutes()), begins)

    found = problems(with_line(minutes(), begins, becomes))

    assert any(why in text for _line, text in found)
    # What is missing is told at the next line that must stay.
    assert {number for number, _text in found} <= {line, line + 1} or becomes is None


def test_what_belongs_into_one_section_does_not_go_into_another() -> None:
    line = "- **info by Ana Ruiz:** The board meets on Tuesday [r16] {n1 extract}"
    text = with_line(minutes(), line, None).replace("## Resolutions\n", f"## Resolutions\n{line}\n")

    assert problems(text) == [(number_of(text, line), "n1 belongs into another section")]


def test_a_sentence_that_stands_twice_is_refused() -> None:
    line = "- **Chi (Regulator):** Regulators need to see the training data. [r4] {s3 extract}"

    assert [text for _line, text in problems(with_line(minutes(), S3, f"{line}\n{line}"))] == ["s3 stands twice"]


def test_a_sentence_of_another_category_does_not_stand_under_a_position() -> None:
    text = markdown(minutes())
    start = next(line for line in text.split("\n") if line.startswith("* Position: **Regulator**"))

    found = problems(text.replace(start, f"{start}\n- The makers want it. [r2]", 1))

    assert [why for _line, why in found] == ["this sentence rests on remarks of another category than the position"]


def test_all_problems_are_told_at_once() -> None:
    text = with_line(minutes(), S2, "- Data.")
    text = text.replace("## People", "## Folks").replace("[r11] {d1", "[r999] {d1")

    found = problems(text)

    assert [line for line, _text in found] == sorted(line for line, _text in found)
    assert len(found) == 3


def test_a_file_that_is_something_else_is_refused_in_few_words() -> None:
    assert len(problems("Hello\n" * 5000)) == 100
    assert problems("x" * 17_000_000) == [(0, "the file is too large for minutes")]


def test_a_very_long_line_is_no_sentence() -> None:
    assert any("no sentence" in text for _line, text in problems(with_line(minutes(), S2, "- " + "[r1] " * 10_000)))
