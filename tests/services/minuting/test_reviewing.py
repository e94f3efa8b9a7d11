"""Minutes of a town hall from the draft to the public, and what may come after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import App
from bot.domain.meetings.discussions import Gone, Naming
from bot.domain.meetings.document_items import Answered, Ground, State
from bot.domain.meetings.documents import MinutesDocument, Status
from bot.domain.meetings.halls import Objections
from bot.domain.meetings.reviews import MinutesEventKind, MinutesStatus, NotYet, Settlement
from bot.domain.meetings.summaries import Kind
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.services.halls.finding import NotGoingOn
from bot.services.halls.halls import HallTyped
from tests.support.apps import Clock
from tests.support.halls import HERE, TALK, a_closed_hall, an_open_hall, heard
from tests.support.minuting import asking, published, reviewed
from tests.support.polling import FACILITATOR, MODERATORS, person

MIA, MAX = MODERATORS
DAY = timedelta(days=1)


def said_by(document: MinutesDocument, name: str) -> str:
    """The id of a sentence that rests on what somebody said."""
    return next(one.id for one in document.sentences() if one.author == f"terminal:{name}")


async def test_a_draft_holds_what_was_declared_and_what_was_said(app: App) -> None:
    number = await a_closed_hall(app)

    view = await app.minutes.draft(asking())

    document = view.document
    assert (document.id, document.version, document.status) == (number, 1, Status.DRAFT)
    assert [topic.title for topic in document.topics] == ["Training data"]
    assert [one.text for one in document.resolutions] == ["Data information is required."]
    assert document.action_items[0].text.startswith("bob to write the FAQ")
    assert said_by(document, "ann")


async def test_minutes_are_made_of_a_town_hall_that_is_over(app: App) -> None:
    await an_open_hall(app)
    await app.capture.hear(heard("Hello", app.clock()))

    with pytest.raises(NotGoingOn, match=r"is open.* Its minutes are made once it is closed"):
        await app.minutes.draft(asking())


async def test_nothing_is_drafted_of_nothing(app: App) -> None:
    await an_open_hall(app)
    await app.halls.close(HERE, FACILITATOR)

    with pytest.raises(Refusal, match="Nothing that was said in town hall T-2026-0001 is kept"):
        await app.minutes.draft(asking())


async def test_members_do_not_write_the_minutes(app: App) -> None:
    await a_closed_hall(app)

    with pytest.raises(Forbidden, match="written by those who led the town hall"):
        await app.minutes.draft(asking(person("ann")))


async def test_a_draft_can_be_made_again_until_somebody_edits_it(app: App) -> None:
    await a_closed_hall(app)
    first = await app.minutes.draft(asking())
    again = await app.minutes.draft(asking())
    await app.minutes_edits.strike(asking(), said_by(again.document, "ann"))

    assert again.document == first.document
    with pytest.raises(Refusal, match="a draft that was edited; made again, the edits would be lost"):
        await app.minutes.draft(asking())


async def test_a_change_is_kept_with_who_and_why_and_what_stood_there(app: App) -> None:
    await a_closed_hall(app)
    part = said_by((await app.minutes.draft(asking())).document, "ann")

    view = await app.minutes_edits.reword(asking(), part, "Ann wants data information.", "shorter")

    _view, events = await app.minutes.history(asking())
    event = events[-1]
    assert (event.kind, event.by, event.part, event.why) == (MinutesEventKind.EDITED, FACILITATOR.id, part, "shorter")
    assert event.body["before"].startswith("Data information lets")
    assert event.body["after"] == "Ann wants data information."
    sentence = next(one for one in view.document.sentences() if one.id == part)
    assert sentence.kind is Kind.MODERATOR


async def test_the_same_delivery_changes_once(app: App) -> None:
    await a_closed_hall(app)
    await app.minutes.draft(asking())

    one = await app.minutes_edits.add(asking(delivery="discord:9"), "t1", "Said.", ["r2"])
    again = await app.minutes_edits.add(asking(delivery="discord:9"), "t1", "Said.", ["r2"])

    assert again.document == one.document


async def test_a_town_hall_without_minutes_says_how_to_make_them(app: App) -> None:
    await a_closed_hall(app)

    with pytest.raises(Unknown, match="has no minutes yet; /minutes draft makes them"):
        await app.minutes.show(asking())


async def test_minutes_are_reviewed_signed_and_published_and_their_action_items_stay_open(
    app: App, clock: Clock
) -> None:
    view = await published(app, clock)

    assert view.version.status is MinutesStatus.PUBLISHED
    assert (view.version.signed_by, view.version.published_at) == (MIA.id, clock())
    assert view.document.status is Status.PUBLISHED
    async with app.store.read() as records:
        items = await records.action_items.open()
    assert [(one.hall, one.text) for one in items] == [
        ("T-2026-0001", "[Participant] to write the FAQ by 1 December 2026")
    ]


async def test_what_is_signed_is_published_by_itself_once_the_time_is_over(app: App, clock: Clock) -> None:
    await reviewed(app)
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY - timedelta(seconds=1))
    early = await app.minutes_reviews.publish_due()
    clock.move(timedelta(seconds=1))

    assert early == 0
    assert await app.minutes_reviews.publish_due() == 1
    assert (await app.minutes.show(asking())).version.status is MinutesStatus.PUBLISHED
    assert await app.minutes_reviews.publish_due() == 0


async def test_who_is_cited_objects_and_that_blocks_until_it_is_settled(app: App, clock: Clock) -> None:
    view = await reviewed(app)
    await app.minutes_reviews.sign(asking(MIA))
    part = said_by(view.document, "ann")

    objected = await app.minutes_reviews.object(asking(person("ann")), part, "I said more than that.")

    assert objected.version.status is MinutesStatus.IN_REVIEW
    assert [(one.number, one.part, one.text) for one in objected.objections] == [(1, part, "I said more than that.")]
    with pytest.raises(NotYet, match=r"are open: #1\. Settle each first"):
        await app.minutes_reviews.sign(asking(MIA))
    await app.minutes_edits.reword(asking(), part, "Ann wants data information, and more.")
    await app.minutes_reviews.settle(asking(MAX), 1, Settlement.CHANGED, "It says so now.")
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)
    assert (await app.minutes_reviews.publish(asking(MIA))).version.status is MinutesStatus.PUBLISHED


async def test_where_the_charter_shows_objections_they_do_not_block(app: App, clock: Clock) -> None:
    await app.halls.open(HallTyped("Data", objections=Objections.SHOW), HERE, FACILITATOR)
    for place, (author, text) in enumerate(TALK, 1):
        await app.capture.hear(heard(text, app.clock(), author, place))
    await app.halls.close(HERE, FACILITATOR)
    view = await app.minutes.draft(asking())
    await app.minutes_reviews.review(asking())
    await app.minutes_reviews.object(asking(person("ann")), said_by(view.document, "ann"), "Not quite.")
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)

    view = await app.minutes_reviews.publish(asking(MIA))

    assert [one.settlement for one in view.objections] == [None]


async def test_nobody_objects_to_what_others_said(app: App) -> None:
    view = await reviewed(app)

    with pytest.raises(Forbidden, match=r"does not rest on what you said\. You are cited in"):
        await app.minutes_reviews.object(asking(person("ann")), said_by(view.document, "bob"), "No.")
    with pytest.raises(Forbidden, match="Nothing in the minutes of T-2026-0001 rests on what you said"):
        await app.minutes_reviews.object(asking(person("zoe")), said_by(view.document, "bob"), "No.")


async def test_an_objection_comes_in_time(app: App, clock: Clock) -> None:
    view = await reviewed(app)
    clock.move(2 * DAY)

    with pytest.raises(NotYet, match=r"The time to object .* is over"):
        await app.minutes_reviews.object(asking(person("ann")), said_by(view.document, "ann"), "Too late?")


async def test_an_objection_is_withdrawn_by_who_made_it_and_settled_by_somebody_else(app: App) -> None:
    view = await reviewed(app)
    part = said_by(view.document, "ann")
    await app.minutes_reviews.object(asking(person("ann")), part, "Hm.")

    with pytest.raises(NotYet, match="You have objected to"):
        await app.minutes_reviews.object(asking(person("ann")), part, "Hm!")
    with pytest.raises(Forbidden, match="only they withdraw it"):
        await app.minutes_reviews.settle(asking(MIA), 1, Settlement.WITHDRAWN, "")
    with pytest.raises(Forbidden, match="written by those who led"):
        await app.minutes_reviews.settle(asking(person("bob")), 1, Settlement.STANDS, "No.")
    with pytest.raises(Unknown, match="There is no objection #2"):
        await app.minutes_reviews.settle(asking(MIA), 2, Settlement.STANDS, "No.")
    settled = await app.minutes_reviews.settle(asking(person("ann")), 1, Settlement.WITHDRAWN, "")
    assert settled.objections[0].settlement is Settlement.WITHDRAWN


async def test_published_minutes_are_corrected_by_a_new_version_that_names_the_old_one(app: App, clock: Clock) -> None:
    first = await published(app, clock)
    corrected = await app.minutes.correct(asking(), "The FAQ was promised by Cyd.")
    part = first.document.action_items[0].id
    await app.minutes_edits.assign(asking(), part, "cyd", "by 1 December")
    await app.minutes_reviews.review(asking())
    await app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)

    second = await app.minutes_reviews.publish(asking(MIA))

    assert (corrected.version.number, corrected.version.replaces) == (2, 1)
    assert (second.document.version, second.document.replaces) == (2, 1)
    assert [one.status for one in second.versions] == [MinutesStatus.PUBLISHED, MinutesStatus.PUBLISHED]
    old = await app.minutes.show(asking(), 1)
    assert old.version.status is MinutesStatus.SUPERSEDED
    assert old.document.action_items == first.document.action_items
    async with app.store.read() as records:
        items = await records.action_items.open()
    assert [(one.owner, one.due) for one in items] == [("terminal:cyd", date(2026, 12, 1))]


async def test_published_minutes_are_not_edited(app: App, clock: Clock) -> None:
    view = await published(app, clock)

    with pytest.raises(NotYet, match="are published: they are not edited"):
        await app.minutes_edits.strike(asking(), said_by(view.document, "ann"))


async def test_what_is_retracted_leaves_that_it_was(app: App, clock: Clock) -> None:
    await published(app, clock)

    view = await app.minutes_reviews.retract(asking(MIA), "It quotes somebody who had not agreed.")

    assert (view.version.status, view.version.ended_why) == (
        MinutesStatus.RETRACTED,
        "It quotes somebody who had not agreed.",
    )
    assert view.document.status is Status.RETRACTED
    assert (await app.minutes.correct(asking(), "Without the quotation.")).version.replaces == 1


async def test_a_version_that_is_dropped_makes_room_for_another(app: App) -> None:
    await reviewed(app)

    await app.minutes_reviews.drop(asking(), "made of the wrong log")
    view = await app.minutes.draft(asking())

    assert (view.version.number, view.version.status) == (2, MinutesStatus.DRAFT)


async def test_an_accepted_suggestion_carries_a_name(app: App) -> None:
    await a_closed_hall(app, *TALK, ("cyd", "I'll send the list of licences to everybody by Friday."))
    view = await app.minutes.draft(asking())
    suggestion = next(one for one in view.document.suggestions if one.kind == "action")

    edited = await app.minutes_edits.answer(asking(MIA), suggestion.id, Answered.ACCEPTED)

    item = edited.document.action_items[-1]
    assert (item.basis, item.by) == (Ground.ACCEPTED, MIA.id)


@pytest.mark.parametrize(
    ("votes", "state", "tally"),
    [
        (("+1", "-1", "-1"), State.REJECTED, {"for": 1, "against": 2}),
        (("+1", "-1"), State.INCONCLUSIVE, {"for": 1, "against": 1}),
        (("+1", "+1", "0"), State.AGREED, {"for": 2, "neither": 1}),
    ],
)
async def test_what_was_voted_down_is_not_taken_over_as_agreed(
    app: App, votes: tuple[str, ...], state: State, tally: dict[str, int]
) -> None:
    people = ("bob", "cyd", "dan")
    await a_closed_hall(app, *TALK[:3], ("fay", "PROPOSED: publish all data sets"), *zip(people, votes, strict=False))
    view = await app.minutes.draft(asking())
    suggestion = next(one for one in view.document.suggestions if one.kind == "resolution")

    edited = await app.minutes_edits.answer(asking(MIA), suggestion.id, Answered.ACCEPTED)

    made = edited.document.resolutions[-1]
    assert (made.text, made.state, made.basis, made.tally) == ("publish all data sets", state, Ground.COUNTED, tally)


async def test_what_is_deleted_goes_out_of_a_draft_with_all_that_rests_on_it(app: App) -> None:
    await a_closed_hall(app)
    view = await app.minutes.draft(asking())
    part = said_by(view.document, "ann")
    message = heard(TALK[1][1], app.clock(), "ann", 2).message

    await app.capture.delete([message])
    await app.minutes_keeping.keep()

    after = await app.minutes.show(asking())
    assert after.document.find(part) is None
    assert after.document.remarks[1].gone is Gone.DELETED
    assert after.version.digest != view.version.digest


async def test_what_is_deleted_after_the_publication_makes_a_new_version_without_it(app: App, clock: Clock) -> None:
    view = await published(app, clock)
    part = said_by(view.document, "ann")
    await app.capture.delete([heard(TALK[1][1], clock.now - 2 * DAY, "ann", 2).message])

    await app.minutes_keeping.keep()

    after = await app.minutes.show(asking())
    assert (after.version.number, after.version.status) == (2, MinutesStatus.PUBLISHED)
    assert after.document.find(part) is None
    assert "Data information lets" not in "".join(remark.text for remark in after.document.remarks)
    assert (await app.minutes.show(asking(), 1)).version.status is MinutesStatus.SUPERSEDED


async def test_who_chooses_after_the_publication_to_appear_otherwise_makes_a_new_version(
    app: App, clock: Clock
) -> None:
    await published(app, clock)
    clock.move(timedelta(minutes=1))
    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("ann"))

    await app.minutes_keeping.keep()
    await app.minutes_keeping.keep()

    after = await app.minutes.show(asking())
    assert (after.version.number, after.version.status) == (2, MinutesStatus.PUBLISHED)
    assert after.version.why == "Somebody chose to appear otherwise."


async def test_open_action_items_are_carried_to_the_next_town_hall(app: App, clock: Clock) -> None:
    first = await published(app, clock)
    await a_closed_hall(app, ("ann", "We meet again, and there is nothing new to tell about the data."))

    view = await app.minutes.draft(asking(number="T-2026-0002"))

    carried = [one for one in view.document.action_items if one.carried]
    assert first.document.action_items[0].text == "bob to write the FAQ by 1 December 2026"
    assert [(one.text, one.owner, one.carried and one.carried.document) for one in carried] == [
        ("[Participant] to write the FAQ by 1 December 2026", "as:somebody", "T-2026-0001")
    ]
    assert all(one.id != "terminal:bob" for one in view.document.people)


async def test_what_somebody_took_on_who_is_not_shown_is_carried_nowhere(app: App, clock: Clock) -> None:
    await published(app, clock)
    clock.move(DAY)
    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("bob"))
    await app.minutes_keeping.keep()
    await a_closed_hall(app, ("ann", "We meet again, and there is nothing new to tell about the data."))

    view = await app.minutes.draft(asking(number="T-2026-0002"))

    assert view.document.action_items == ()
    assert await app.action_items.open() == ()


async def test_who_chose_to_be_named_is_named_where_their_action_item_is_carried(app: App, clock: Clock) -> None:
    await published(app, clock)
    clock.move(DAY)
    await app.hall_consent.choose(Naming.BY_NAME, HERE, person("bob"))
    await app.minutes_keeping.keep()
    await a_closed_hall(app, ("ann", "We meet again, and there is nothing new to tell about the data."))

    view = await app.minutes.draft(asking(number="T-2026-0002"))

    assert [(one.text, one.owner) for one in view.document.action_items] == [
        ("bob to write the FAQ by 1 December 2026", "terminal:bob")
    ]


async def test_a_signature_is_for_what_was_signed(app: App) -> None:
    view = await reviewed(app)
    signed = await app.minutes_reviews.sign(asking(MIA))

    after = await app.minutes_edits.strike(asking(MAX), said_by(view.document, "ann"))

    assert signed.version.signed_by == MIA.id
    assert (after.version.status, after.version.signed_by) == (MinutesStatus.IN_REVIEW, None)
    assert replace(after.document, status=Status.DRAFT) != replace(signed.document, status=Status.DRAFT)
