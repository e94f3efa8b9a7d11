"""Sections of minutes in chat: pages that fit, menus that name all that stands on a page, and buttons to the next."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.domain.meetings.document_items import ActionItem, Ground
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, TitledBy
from bot.domain.meetings.halls import TownHall
from bot.domain.meetings.reviews import MinutesStatus, MinutesVersion
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Unknown
from bot.services.minuting import MinutesPage, MinutesView
from bot.surfaces.replies import minute_sections, minutes
from bot.surfaces.reply import Button, Reply
from tests.support.documents import BEGAN, BO, a_document

HALL = TownHall("T-2024-0001", "Town hall", "discord:1", BO, BEGAN)


def a_page(topics: int, sentences: int, status: MinutesStatus = MinutesStatus.IN_REVIEW, said: str = "") -> MinutesPage:
    """A page for a moderator, of minutes with so many topics, and so many sentences in the first of them."""
    document = a_document()
    number = iter(range(100, 2000))
    told = tuple(
        CitedSentence(f"s{next(number)}", said or "It must be open. " * 20, ("r2",), Kind.EXTRACT, BO)
        for _sentence in range(sentences)
    )
    made = tuple(
        DocumentTopic(f"t{next(number)}", f"Topic *{place}*", TitledBy.CHAIR, 1, ("r1", "r6"))
        for place in range(topics)
    )
    made = (replace(made[0], sentences=told), *made[1:])
    actions = tuple(
        ActionItem(f"a{next(number)}", "write the list", "", None, "", Ground.DECLARED, BO, ("r5",))
        for _action in range(sentences)
    )
    document = replace(document, topics=made, action_items=actions, parts=2000)
    version = MinutesVersion(HALL.number, 1, "0123456789abcdef" * 4, BEGAN, status=status)
    cited = tuple(one.id for one in told)
    return MinutesPage(MinutesView(HALL, version, document), document, writes=True, cited=cited, signs=True)


def every_page(page: MinutesPage, name: str) -> list[Reply]:
    replies = [minute_sections.section(page, name)]
    while button := button_of(replies[-1], "Next page"):
        assert button.arguments["section"] == name
        replies.append(minute_sections.section(page, name, int(button.arguments["page"])))
    return replies


def button_of(reply: Reply, label: str) -> Button | None:
    return next((one for one in reply.buttons if one.label == label), None)


@pytest.mark.parametrize("section", ["actions", "t500"])
def test_four_hundred_sentences_are_read_and_reached_page_by_page(section: str) -> None:
    page = a_page(60, 400)
    topic = page.document.topics[0].id

    replies = every_page(page, topic if section == "t500" else section)

    text = "\n".join(one.text for one in replies)
    named = [one.id for one in (page.document.topics[0].sentences if section == "t500" else page.document.action_items)]
    assert re.findall(r"^- `(\w+)`", text, re.MULTILINE) == named
    for reply in replies:
        shown = re.findall(r"^- `(\w+)`", reply.text, re.MULTILINE)
        assert len(reply.text) <= 4000
        assert len(reply.menus) <= 4
        for menu in reply.menus:
            assert 1 <= len(menu.options) <= 25
            assert all(0 < len(option.label) <= 100 for option in menu.options)
        assert {option.value for option in reply.menus[1].options} == set(shown)


def test_sixty_topics_are_all_reached_by_a_list_of_them() -> None:
    page = a_page(60, 1)

    menu = minutes.page(page).menus[0]
    replies = every_page(page, "topics")

    assert len(menu.options) == 25
    assert [option.value for option in menu.options if option.value == "topics"] == ["topics"]
    assert [option.value for one in replies for option in one.menus[0].options] == [
        topic.id for topic in page.document.topics
    ]
    assert [one.title.rpartition(" · ")[2] for one in replies] == [
        "All topics (1/3)", "All topics (2/3)", "All topics (3/3)",
    ]  # fmt: skip


def test_minutes_in_short_stay_short() -> None:
    page = a_page(1, 60)
    document = page.document
    resolution = replace(document.resolutions[0], text="x" * 3000, sources=tuple(f"r{n % 6 + 1}" for n in range(100)))
    many = tuple(replace(resolution, id=f"d{number}") for number in range(1900, 1960))
    people = tuple(replace(document.people[0], id=f"discord:{n}", name=f"Somebody {n}") for n in range(100, 500))
    document = replace(document, resolutions=many, people=people)
    page = replace(page, document=document, view=replace(page.view, document=document))

    short = minutes.page(page)
    told = every_page(page, "people")

    assert "and 55 more" in short.text
    assert "+90" in short.text
    assert len(short.text) < 4000
    assert all(len(one.text) < 4000 for one in told)
    assert "Somebody 499" in told[-1].text


def test_what_people_wrote_is_text() -> None:
    page = a_page(1, 1, said="<@1> **bold** [link](https://example.org) @everyone `x`")

    reply = minute_sections.section(page, page.document.topics[0].id)

    assert r"\<\@1\> \*\*bold\*\* \[link\]\(https\://example.org\) \@everyone \`x\`" in reply.text
    assert r"Topic \*0\*" in reply.title


def test_a_section_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Unknown, match=r"no section “<@1>”\. Sections are t101, and resolutions, actions, questions"):
        minute_sections.section(a_page(1, 1), "<@1>")


def test_a_page_beyond_the_last_is_the_last() -> None:
    page = a_page(60, 1)

    assert minute_sections.section(page, "topics", 99) == minute_sections.section(page, "topics", 3)


def test_sections_of_a_version_that_is_over_are_of_that_version() -> None:
    page = a_page(60, 60, MinutesStatus.SUPERSEDED)

    reply = minute_sections.section(page, "actions")

    assert [dict(menu.arguments) for menu in reply.menus if menu.argument == "section"] == [
        {"hall": "T-2024-0001", "version": "1"}
    ]
    button = button_of(reply, "Next page")
    assert button is not None
    assert button.arguments["version"] == "1"


@pytest.mark.parametrize(
    ("status", "labels"),
    [
        (MinutesStatus.IN_REVIEW, ["Sign off"]),
        (MinutesStatus.SIGNED_OFF, ["Publish"]),
        (MinutesStatus.PUBLISHED, ["Correct", "Retract"]),
    ],
)
def test_who_does_not_answer_for_minutes_gets_no_button_to(status: MinutesStatus, labels: list[str]) -> None:
    page = a_page(1, 1, status)

    moderators = [one.label for one in minutes.page(page).buttons]
    scribes = [one.label for one in minutes.page(replace(page, signs=False)).buttons]

    assert [one for one in moderators if one not in scribes] == labels


def test_the_button_to_sign_holds_what_was_read() -> None:
    button = button_of(minutes.page(a_page(1, 1)), "Sign off")

    assert button is not None
    assert button.arguments["digest"] == "0123456789abcdef"
