"""Each mark in each layout, and where a mark is none."""

from __future__ import annotations

import pytest

from tests.support.meetings import WRITTEN, Said, log, minuted, read, said

MARKED: list[Said] = [
    ("ana", "Meeting: Town hall"),
    ("ana", "Chair: Ana"),
    ("ana", "Scribe: ben"),
    ("ana", "Present: Ana, Ben, Cai"),
    ("cai", "present- Cai"),
    ("ana", "Regrets: Dia"),
    ("ana", "Topic: Data information"),
    ("ben", "we talk about data"),
    ("ana", "Subtopic: Lists of sources"),
    ("ben", "RESOLVED: lists are enough"),
    ("cai", "ACTION: Cai to write it down"),
    ("ana", "ISSUE: who keeps the list"),
    ("ana", "Topic: Any other business"),
    ("ben", "nothing else"),
]


def names(people: tuple[object, ...]) -> list[str]:
    return [one.name for one in people]  # type: ignore[attr-defined]


def texts(items: tuple[object, ...]) -> list[str]:
    return [one.text for one in items]  # type: ignore[attr-defined]


@pytest.mark.parametrize("layout", sorted(WRITTEN))
def test_every_mark_counts_in_every_layout(layout: str) -> None:
    text = log(MARKED, layout)

    found = minuted(text)

    assert read(text)[0].name == layout
    assert read(text)[1].unread == 0
    assert found.title == "Town hall"
    assert (names(found.chairs), names(found.present), names(found.regrets)) == (["Ana"], ["Ana", "Ben"], ["Dia"])
    assert names(found.scribes) == ["ben"]
    assert [(one.title, one.level) for one in found.topics] == [
        ("Data information", 1),
        ("Lists of sources", 2),
        ("Any other business", 1),
    ]
    assert texts(found.resolutions) == ["lists are enough"]
    assert texts(found.actions) == ["Cai to write it down"]
    assert texts(found.issues) == ["who keeps the list"]


@pytest.mark.parametrize(
    "line",
    [
        "ACTION: Bo to write",
        "   ACTION: Bo to write",
        "action :Bo to write",
        "Action Bo to write",
        "**ACTION:** Bo to write",
        "*ACTION: Bo to write*",
        "__Action__: Bo to write",
        "\x02ACTION:\x02 Bo to write",
        "\x0304ACTION:\x03 Bo to write",
        "\u200fACTION: Bo to write",
        "ACTION\uff1a Bo to write",
        "#action Bo to write",
        "  #ACTION Bo to write",
        "**#action** Bo to write",
        "^action Bo to write",
    ],
)
def test_an_action_counts_however_it_is_dressed(line: str) -> None:
    found = said(line)

    assert texts(found.actions) == ["Bo to write"]


@pytest.mark.parametrize(
    "line",
    [
        "> ACTION: Bo to write",
        '"ACTION: Bo to write"',
        "`ACTION: Bo to write`",
        "he said ACTION: Bo to write",
        "transaction: Bo to write",
        "reACTION: Bo to write",
        "action-20: Bo to write",
        "actions speak louder",
        "#actions Bo to write",
        "see #action Bo to write",
        "#actionBo to write",
        "mail#action Bo to write",
    ],
)
def test_what_only_speaks_of_actions_is_none(line: str) -> None:
    found = said(line)

    assert not found.actions


@pytest.mark.parametrize(("opened", "closed"), [("```", "```"), ("```text", "```"), ("[[", "]]")])
@pytest.mark.parametrize("mark", ["ACTION: Bo to write", "#action Bo to write", "Topic: x", "RESOLVED: x", "^agreed x"])
def test_no_mark_counts_in_a_block_of_code(opened: str, closed: str, mark: str) -> None:
    found = said(opened, mark, closed, "RESOLVED: after it")

    assert (found.actions, found.topics) == ((), ())
    assert texts(found.resolutions) == ["after it"]


LED: list[Said] = [
    ("ana", "#startmeeting Town hall"),
    ("ana", "#chair ana"),
    ("ben", "#here Ben Roe"),
    ("ana", "#topic Data information"),
    ("ben", "we talk about data"),
    ("ana", "#agreed lists are enough"),
    ("ana", "#rejected lists are too much"),
    ("ben", "#action ben to write it down"),
    ("ana", "#action undone"),
    ("ana", "#undo"),
    ("ben", "#info dates come later"),
    ("ben", "#help with the table"),
    ("ana", "#motion weights are free"),
    ("ben", "#vote +1"),
    ("ana", "#close"),
    ("ana", "#endmeeting"),
]
TAGGED: list[Said] = [
    ("ana", "!startmeeting Town hall"),
    ("ana", "!topic Data information"),
    ("ben", "we talk about data"),
    ("ben", "^agreed lists are enough"),
    ("ana", "^rejected lists are too much"),
    ("ben", "^action ben to write it down"),
    ("ben", "^info dates come later"),
    ("ben", "^halp with the table"),
    ("ana", "!endmeeting"),
]


@pytest.mark.parametrize("layout", sorted(WRITTEN))
def test_every_command_counts_in_every_layout(layout: str) -> None:
    found = minuted(log(LED, layout))

    assert found.title == "Town hall"
    assert (names(found.chairs), names(found.present)) == (["ana"], ["Ben Roe"])
    assert [one.title for one in found.topics] == ["Data information"]
    assert texts(found.resolutions) == ["lists are enough", "weights are free"]
    assert texts(found.rejected) == ["lists are too much"]
    assert texts(found.actions) == ["ben to write it down"]
    assert [one.type.value for one in found.events][-7:] == [
        "undo", "info", "help", "motion", "vote", "accepted", "end_meeting",
    ]  # fmt: skip


@pytest.mark.parametrize("layout", sorted(WRITTEN))
def test_every_tag_counts_in_every_layout(layout: str) -> None:
    found = minuted(log(TAGGED, layout))

    assert found.title == "Town hall"
    assert [one.title for one in found.topics] == ["Data information"]
    assert texts(found.resolutions) == ["lists are enough"]
    assert texts(found.rejected) == ["lists are too much"]
    assert texts(found.actions) == ["ben to write it down"]
    assert {one.type.value for one in found.events} >= {"info", "help"}


# How a line of each kind is written, and what the minutes then hold of it.
KINDS = {
    "topics": ["Topic: {}", "#topic {}", "!topic {}"],
    "resolutions": ["RESOLVED: {}", "Resolution: {}", "#agreed {}", "#accepted {}", "^agreed {}"],
    "rejected": ["#rejected {}", "#failed {}", "^rejected {}"],
    "actions": ["ACTION: {}", "#action {}", "^action {}"],
    "issues": ["ISSUE: {}"],
}
WRITTEN_KINDS = [(kind, form) for kind, forms in KINDS.items() for form in forms]


def held(kind: str, line: str) -> list[str]:
    found = getattr(said(line), kind)
    return [one.title if kind == "topics" else one.text for one in found]


@pytest.mark.parametrize(("kind", "form"), WRITTEN_KINDS)
@pytest.mark.parametrize("dress", ["{}", "   {}", "\t{}", "**{}**", "*{}*", "__{}__", "\u200f{}", "\x02{}\x02"])
def test_each_mark_counts_however_it_is_dressed(kind: str, form: str, dress: str) -> None:
    assert held(kind, dress.format(form.format("lists are enough"))) == ["lists are enough"]


@pytest.mark.parametrize(("kind", "form"), WRITTEN_KINDS)
@pytest.mark.parametrize("around", ["> {}", '"{}"', "`{}`", "he wrote {}", "x{}", "un{}"])
def test_no_mark_counts_quoted_or_inside_words(kind: str, form: str, around: str) -> None:
    assert held(kind, around.format(form.format("lists are enough"))) == []


@pytest.mark.parametrize(("kind", "form"), WRITTEN_KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "\u05de\u05d9\u05d3\u05e2 \u05e2\u05dc \u05e0\u05ea\u05d5\u05e0\u05d9\u05dd",
        "\u0661\u0662 \u0633\u062c\u0644\u0627\u062a",
        "\uff13 lists by \u0968\u0966\u0968\u096a",
        "\u540d\u7c3f\u3067\u5341\u5206",
    ],
)
def test_each_mark_keeps_any_script_and_its_digits(kind: str, form: str, text: str) -> None:
    assert held(kind, form.format(text)) == [text]


def test_a_block_is_its_owners_and_others_may_write_between() -> None:
    found = minuted(log([("ana", "```"), ("ben", "RESOLVED: outside"), ("ana", "RESOLVED: inside"), ("ana", "```")]))

    assert texts(found.resolutions) == ["outside"]


def test_right_to_left_text_is_kept_as_it_is() -> None:
    found = said("Topic: \u05de\u05d9\u05d3\u05e2 \u05e2\u05dc \u05e0\u05ea\u05d5\u05e0\u05d9\u05dd")

    assert found.topics[0].title == "\u05de\u05d9\u05d3\u05e2 \u05e2\u05dc \u05e0\u05ea\u05d5\u05e0\u05d9\u05dd"


def test_a_name_is_taken_back_and_a_list_begun_again() -> None:
    found = said("present+ Ana, Ben", "present- ana", "regrets+", "regrets: Cai", "chair+ Dia", "chair- Dia")

    assert names(found.present) == ["Ben"]
    assert names(found.regrets) == ["Cai"]
    assert not found.chairs


def test_a_sign_alone_means_who_types() -> None:
    found = minuted(log([("ana", "present+"), ("ben", "chair+"), ("cai", "regrets+"), ("ana", "scribe+")]))

    assert (names(found.present), names(found.chairs)) == (["ana"], ["ben"])
    assert (names(found.regrets), names(found.scribes)) == (["cai"], ["ana"])


def test_a_scribe_may_have_a_real_name() -> None:
    found = said("scribe: ana = Ana Lovric, ben/Ben Roe")

    assert names(found.scribes) == ["Ana Lovric", "Ben Roe"]


def test_who_typed_most_is_taken_for_the_scribe_and_it_says_so() -> None:
    found = minuted(
        log([("ana", "hi"), ("ben", "one"), ("ben", "two"), ("Zakim", "a"), ("Zakim", "b"), ("Zakim", "c")])
    )

    assert names(found.scribes) == ["ben"]
    assert found.scribes_basis == "guessed"


def test_the_scribe_has_people_speak_and_lines_go_on_with_dots() -> None:
    found = minuted(
        log(
            [
                ("ana", "scribe: ana"),
                ("ana", "Ben: the data"),
                ("ana", "... should be listed"),
                ("cai", "+1"),
                ("ana", "<ana> me too"),
            ]
        )
    )

    assert [(one.speaker, one.text) for one in found.remarks] == [
        ("Ben", "the data"),
        ("Ben", "should be listed"),
        ("cai", "+1"),
        ("ana", "me too"),
    ]


def test_what_goes_on_with_a_resolution_belongs_to_it() -> None:
    found = minuted(log([("ana", "RESOLVED: we adopt it"), ("ben", "yes"), ("ana", "... from May on")]))

    assert [(one.text, one.sources) for one in found.resolutions] == [("we adopt it … from May on", (1, 3))]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ACTION: read -> https://example.org/ the draft", "read the draft"),
        ('ACTION: read -> https://example.org/ "the draft" soon', "read the draft soon"),
        ("ACTION: read -> the draft https://example.org/", "read the draft"),
        ("ACTION: the draft -> https://example.org/", "the draft"),
        ("ACTION: read https://example.org/", "read https://example.org/"),
    ],
)
def test_a_link_shows_its_text(typed: str, shown: str) -> None:
    found = said(typed)

    assert texts(found.actions) == [shown]


def test_the_queue_and_the_bots_are_not_minuted() -> None:
    found = minuted(
        log(
            [
                ("ana", "scribe: ana"),
                ("ben", "q+ to ask"),
                ("ana", "ack ben"),
                ("Zakim", "ben, you wanted to ask"),
                ("ana", "zakim, next item"),
                ("RRSAgent", "ACTION: ben to do it [1]"),
                ("Zakim", 'agendum 1. "Licences" taken up [from ana]'),
                ("Zakim", "As of this point the attendees have been Ana, Ben"),
            ]
        )
    )

    assert not found.remarks
    assert not found.actions
    assert [one.title for one in found.topics] == ["Licences"]
    assert names(found.present) == ["Ana", "Ben"]


def test_switches_in_the_log_hold_for_all_of_it() -> None:
    found = said("-----", "Data", "we talk", "scribeOptions: -dashTopics")

    assert [(one.title, one.first_line) for one in found.topics] == [("Data", 1)]


def test_a_topic_reaches_to_the_next_of_its_level() -> None:
    found = said("Topic: A", "x", "Subtopic: B", "y", "Topic: C", "z")

    assert [(one.first_line, one.last_line) for one in found.topics] == [(1, 4), (3, 4), (5, 6)]


def test_a_relay_is_nobody_and_those_behind_it_speak() -> None:
    found = minuted(
        log([("Slack", "[ana] RESOLVED: yes"), ("Slack", "[ben] hm"), ("i2pr", "[Slack/cai] hi"), ("i2pr", "<dia> ho")])
    )

    assert [one.speaker for one in found.remarks] == ["ana", "ben", "cai", "dia"]
    assert texts(found.resolutions) == ["yes"]


def test_a_log_without_a_date_has_that_of_the_log_keepers_address() -> None:
    kept = ("RRSAgent", "logging to https://www.w3.org/2024/05/10-osaid-irc")

    assert minuted(log([kept, ("ana", "hi")])).date == "10 May 2024"
    assert minuted(log([kept, ("ana", "Date: 11 May 2024")])).date == "11 May 2024"
