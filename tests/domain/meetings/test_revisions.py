"""What is different between two versions of minutes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from bot.domain.meetings.discussions import Discussion
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.revisions import Change, Did, differences
from bot.services.minutes.documenting import document
from bot.services.minutes.edited_markdown import edited
from bot.services.minutes.minutes_markdown import markdown
from tests.domain.strategies import PROPERTY
from tests.support.discussing import a_document, discussions

S3 = "- **Chi (Regulator):** Regulators need to see the training data. [r4] {s3 extract}\n"
SAID = "Regulators need to see the training data."


def changes(old: str, new: str, found: MinutesDocument | None = None) -> tuple[Change, ...]:
    """What is told of an edit of the Markdown."""
    before = found or a_document()
    return differences(before, edited(markdown(before).replace(old, new), before))


def test_what_was_reworded_added_deleted_and_moved_is_told_by_its_id() -> None:
    parts = a_document().parts
    there = "### The name of the checklist {t2}\n"
    moved = markdown(a_document()).replace(S3, "").replace(there, there + S3)

    assert changes(SAID + " [r4] {s3", "They must see it. [r4] {s3") == (
        Change("s3", Did.REWORDED, SAID, "They must see it."),
    )
    assert changes(S3, "") == (Change("s3", Did.DELETED, SAID),)
    assert changes(S3, S3 + "- One. [r4]\n") == (Change(f"s{parts + 1}", Did.ADDED, after="One."),)
    assert changes("[r4] {s3", "[r4] [r5] {s3") == (Change("s3", Did.OTHER_SOURCES, SAID, SAID),)
    assert differences(a_document(), edited(moved, a_document())) == (Change("s3", Did.MOVED, SAID, SAID),)


def test_an_item_that_changed_in_anything_is_told() -> None:
    before = a_document()
    (item,) = before.action_items

    after = replace(before, action_items=(replace(item, closed=before.meeting.ended),))

    assert differences(before, after) == (Change("a1", Did.CHANGED, item.text, item.text),)


@settings(PROPERTY, max_examples=25)
@given(discussions())
def test_between_a_version_and_itself_there_is_no_difference(discussion: Discussion) -> None:
    assert differences(document(discussion), document(discussion)) == ()
