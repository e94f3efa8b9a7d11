"""The digest of a town hall, or of a week."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.domain.meetings.discussions import Discussion
from bot.domain.meetings.publicity import view
from bot.services.minutes.digests import Published, digest
from bot.services.minutes.documenting import document
from tests.domain.strategies import PROPERTY, SOAKING
from tests.support.discussing import ANA, BEN, PEOPLE, THE_TOWN_HALL, a_document, choices, discussions
from tests.support.golden import Golden

CHOICES = {one.person: one.naming for one in PEOPLE}
PAGE = "https://example.org/minutes/2024-05-10-town-hall/"


def seen() -> Published:
    said = (*THE_TOWN_HALL, (BEN, "ISSUE: who asks the board?"))
    return Published(view(a_document(*said), CHOICES), PAGE)


def test_of_one_town_hall_each_topic_has_a_heading_that_leads_to_it(golden: Golden) -> None:
    golden("minutes/digest.md", digest([seen()], "Open Source AI Definition – update of 13 May 2024"))


def test_of_a_week_each_town_hall_has_a_heading() -> None:
    second = a_document((ANA, "#agreed we go on"), id="2024-05-12-town-hall", title="Another *one*")

    text = digest([seen(), Published(view(second, CHOICES))], "Weekly update")

    assert f"## [Town hall of May]({PAGE})" in text
    assert "## Another \\*one\\*" in text
    assert text.count("## Next steps") == 1


def test_what_is_done_is_no_next_step() -> None:
    one = seen()
    done = replace(one.document.action_items[0], closed=one.document.meeting.ended)

    text = digest([replace(one, document=replace(one.document, action_items=(done,)))], "Update")

    assert "three names" not in text


def test_without_a_page_a_remark_without_a_link_is_named_only() -> None:
    text = digest([replace(seen(), link="")], "Update")

    assert " r4\n" in text
    assert "[r2](https://discord.com/channels/1/2/2)" in text


@settings(PROPERTY, max_examples=2000 if SOAKING else 25)
@given(discussions())
def test_a_digest_of_any_town_hall_names_only_who_wants_it(discussion: Discussion) -> None:
    made = view(document(discussion), choices(discussion))

    text = digest([Published(made, PAGE)], "Update")

    assert text.startswith("# Update\n\n- [Town hall of May](")
    assert "<b>" not in text
    assert "](x)" not in text.replace("\\](x)", "")
