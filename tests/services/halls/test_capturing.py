"""What a town hall keeps: each message once, as it stood at the end, and nothing that is off the record."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.meetings.captured import digest_of
from bot.domain.meetings.discussions import Discussion, Gone, KeptRemark, Mark
from bot.domain.refusals import Forbidden, Refusal
from bot.services.halls.hearing import AnswerKind
from tests.support.apps import Clock
from tests.support.halls import HERE, an_open_hall, heard
from tests.support.polling import FACILITATOR, MODERATORS, person

MINUTE = timedelta(minutes=1)


async def kept(app: App, number: str) -> Discussion:
    """All that a town hall keeps."""
    return await app.halls.discussion(number)


async def texts(app: App, number: str) -> list[str]:
    """What was said, in order."""
    return [one.text for one in (await kept(app, number)).remarks]


async def only(app: App, number: str) -> KeptRemark:
    """The one remark there is."""
    (remark,) = (await kept(app, number)).remarks
    return remark


async def test_a_message_that_comes_twice_is_kept_once(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    message = heard("Training code is needed.", clock() + MINUTE)

    hearings = await asyncio.gather(*(app.capture.hear(message) for _time in range(3)))

    assert sorted(one.kept for one in hearings) == [False, False, True]
    remark = await only(app, number)
    assert (remark.number, remark.author, remark.text) == (1, "terminal:ann", "Training code is needed.")
    assert remark.digest == remark.first_digest == digest_of("Training code is needed.")
    assert remark.link.startswith("https://discord.com/channels/")


async def test_messages_stand_in_the_order_in_which_they_were_sent_not_heard(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)

    for minute, text in ((3, "third"), (1, "first"), (2, "second")):
        await app.capture.hear(heard(text, clock() + minute * MINUTE))

    assert await texts(app, number) == ["first", "second", "third"]


async def test_what_was_said_before_the_opening_in_a_pause_or_after_the_end_is_not_kept(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    before = clock() - MINUTE
    clock.move(MINUTE)
    await app.halls.pause(HERE, FACILITATOR)
    paused = clock()
    clock.move(MINUTE)
    await app.halls.resume(HERE, FACILITATOR)
    resumed = clock()
    clock.move(MINUTE)
    await app.halls.close(HERE, FACILITATOR)

    for text, at in (("before", before), ("in the pause", paused), ("in it", resumed), ("after", clock())):
        await app.capture.hear(heard(text, at))

    assert await texts(app, number) == ["in it"]


async def test_an_edit_before_the_end_replaces_the_text_and_keeps_both_digests(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    at = clock() + MINUTE
    await app.capture.hear(heard("We need the waits.", at))

    await app.capture.edit(heard("We need the weights.", at, edited_at=at + MINUTE))
    # An older edit that comes late changes nothing.
    await app.capture.edit(heard("We need the wats.", at, edited_at=at + MINUTE / 2))

    remark = await only(app, number)
    assert remark.text == "We need the weights."
    assert remark.digest == digest_of("We need the weights.")
    assert remark.first_digest == digest_of("We need the waits.")
    assert remark.edited_since is None


async def test_an_edit_after_the_end_is_only_noted(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    at = clock() + MINUTE
    await app.capture.hear(heard("Data information is enough.", at))
    clock.move(2 * MINUTE)
    await app.halls.close(HERE, FACILITATOR)

    await app.capture.edit(heard("It is not enough.", at, edited_at=clock() + MINUTE))

    remark = await only(app, number)
    assert (remark.text, remark.edited_since) == ("Data information is enough.", clock() + MINUTE)
    assert remark.digest == digest_of("Data information is enough.")


async def test_a_deletion_takes_the_text_at_any_time_and_leaves_the_gap(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    first, second = heard("one", clock() + MINUTE), heard("two", clock() + 2 * MINUTE)
    for message in (first, second):
        await app.capture.hear(message)
    await app.hall_reactions.react(first.message, "👍", "terminal:bob")
    clock.move(3 * MINUTE)
    await app.halls.close(HERE, FACILITATOR)

    assert await app.capture.delete([first.message, "discord:99"]) == 1

    gap, other = (await kept(app, number)).remarks
    assert (gap.number, gap.text, gap.gone, gap.reactions) == (1, "", Gone.DELETED, {})
    assert gap.digest == digest_of("one")
    assert (other.number, other.text) == (2, "two")
    assert await app.capture.delete([first.message]) == 0


@pytest.mark.parametrize("text", ["off the record: I work there", "[off] I work there", "Off the record, they lie"])
async def test_a_message_that_begins_so_is_never_stored(app: App, clock: Clock, text: str) -> None:
    number = await an_open_hall(app)

    found = await app.capture.hear(heard(text, clock() + MINUTE))

    remark = await only(app, number)
    assert (remark.text, remark.gone, remark.digest) == ("", Gone.OFF_THE_RECORD, digest_of(text))
    assert found.answer is not None
    assert found.answer.kind is AnswerKind.OFF


async def test_a_reply_of_these_words_takes_off_what_it_replies_to_by_its_author(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    message = heard("My employer will not say so.", clock() + MINUTE)
    await app.capture.hear(message)

    late = clock() + 2 * MINUTE
    other = await app.capture.hear(heard("off the record", late, "bob", 2, reply_to=message.message))
    assert await texts(app, number) == ["My employer will not say so."]
    await app.capture.hear(heard("[off]", late, "ann", 3, reply_to=message.message))

    assert other.answer is not None
    assert other.answer.kind is AnswerKind.NO
    assert (await only(app, number)).gone is Gone.OFF_THE_RECORD


async def test_a_span_off_the_record_holds_whatever_order_messages_come_in(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    at = [clock() + minute * MINUTE for minute in range(1, 6)]
    await app.capture.hear(heard("kept", at[0]))
    await app.capture.hear(heard("known before the mark", at[2]))
    await app.capture.hear(heard("#off", at[1], "fay"))
    await app.capture.hear(heard("#on", at[3], "fay"))
    await app.capture.hear(heard("after the mark", at[2], number=2))
    await app.capture.hear(heard("kept too", at[4]))

    remarks = (await kept(app, number)).remarks
    assert [one.text for one in remarks] == ["kept", "", "", "kept too"]
    assert [one.gone for one in remarks[1:3]] == [Gone.OFF_THE_RECORD] * 2


async def test_only_those_who_lead_take_all_of_it_off_the_record(app: App, clock: Clock) -> None:
    await an_open_hall(app)

    found = await app.capture.hear(heard("#off", clock() + MINUTE))
    with pytest.raises(Forbidden, match="Only those who lead"):
        await app.capture.switch(off=True, venue=HERE, actor=person("ann"))
    hearing = await app.capture.hear(heard("#off", clock() + MINUTE, "mia", 2, moderates=True))

    assert found.answer is not None
    assert "Only those who lead" in found.answer.text
    assert hearing.answer is not None
    assert hearing.answer.kind is AnswerKind.OFF


async def test_a_remark_is_taken_off_by_its_author_or_those_who_lead(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    one, two = heard("one", clock() + MINUTE), heard("two", clock() + 2 * MINUTE)
    for message in (one, two):
        await app.capture.hear(message)

    with pytest.raises(Forbidden, match="Somebody else wrote that"):
        await app.capture.take_off(one.message, HERE, person("bob"))
    await app.capture.take_off(one.message, HERE, person("ann"))
    await app.capture.take_off(two.message, HERE, MODERATORS[0])

    assert await texts(app, number) == ["", ""]


@pytest.mark.parametrize(
    ("text", "author", "kind"),
    [
        ("#agreed The data card is required", "fay", AnswerKind.NOTED),
        ("#agreed The data card is required", "ann", AnswerKind.NO),
        ("RESOLVED: the data card is required", "ann", AnswerKind.NO),
        ("^agreed the data card", "ann", AnswerKind.NO),
        ("#action bob writes it down", "ann", AnswerKind.NOTED),
        ("ACTION: bob to write it down", "ann", AnswerKind.NOTED),
        ("^info see the paper", "ann", AnswerKind.NOTED),
        ("#agreed", "fay", AnswerKind.NO),
        ("**#topic** Data", "fay", AnswerKind.NOTED),
        ("present+", "ann", AnswerKind.NOTED),
        ("#endmeeting", "fay", AnswerKind.NO),
        ("#startmeeting Data", "fay", AnswerKind.NO),
        ("#save", "fay", AnswerKind.NO),
    ],
)
async def test_a_mark_is_answered_by_the_right_to_it(
    app: App, clock: Clock, text: str, author: str, kind: AnswerKind
) -> None:
    number = await an_open_hall(app)

    found = await app.capture.hear(heard(text, clock() + MINUTE, author))

    assert found.answer is not None
    assert found.answer.kind is kind
    assert bool(found.answer.text) is (kind is AnswerKind.NO)
    remark = await only(app, number)
    assert remark.text == text
    assert remark.mark_void is (kind is AnswerKind.NO and author == "ann")


@pytest.mark.parametrize(
    "text", ["I wonder", "> #agreed no", "```\n#agreed no\n```", "a#agreed no", "Meeting: today at five", "#hashtag"]
)
async def test_what_is_no_mark_is_not_answered(app: App, clock: Clock, text: str) -> None:
    await an_open_hall(app)

    found = await app.capture.hear(heard(text, clock() + MINUTE))

    assert (found.kept, found.answer) == (True, None)


async def test_a_scribe_may_mark_what_facilitators_may(app: App, clock: Clock) -> None:
    await an_open_hall(app)
    await app.hall_roles.set_scribes("discord:100000000000000042", HERE, FACILITATOR)

    scribe = replace(heard("#topic Data", clock() + MINUTE), author="discord:100000000000000042")
    found = await app.capture.hear(scribe)

    assert found.answer is not None
    assert found.answer.kind is AnswerKind.NOTED


async def test_roles_are_given_by_marks_that_mention_people(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    one, two = "<@100000000000000042>", "<@100000000000000043>"

    for count, (text, author) in enumerate(
        (
            (f"#chair {one} {two}", "fay"),
            (f"#unchair {two}", "fay"),
            (f"scribe+ {two}", "fay"),
            (f"scribe+ {one}", "fay"),
            (f"scribe- {one}", "fay"),
            (f"#chair {two}", "ann"),
        )
    ):
        await app.capture.hear(heard(text, clock() + MINUTE, author, count))

    found = await kept(app, number)
    assert found.facilitators == ("terminal:fay", "discord:100000000000000042")
    assert found.scribes == ("discord:100000000000000043",)


async def test_undo_takes_back_the_last_mark_that_nobody_typed(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    await app.capture.hear(heard("#topic Data", clock() + MINUTE, "fay"))
    clock.move(2 * MINUTE)
    await app.hall_marks.declare(Mark.AGREED, "Data cards it is", HERE, FACILITATOR)

    await app.capture.hear(heard("#undo", clock() + MINUTE, "fay"))

    found = await kept(app, number)
    assert [one.struck for one in found.declared] == [True]
    assert [one.mark_void for one in found.remarks] == [False, True, True]


async def test_reactions_come_and_go_while_the_town_hall_is_going_on(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    message = heard("PROPOSED: keep it", clock() + MINUTE)
    await app.capture.hear(message)

    for who in ("bob", "cyd", "bob"):
        await app.hall_reactions.react(message.message, "👍", f"terminal:{who}")
    await app.hall_reactions.react(message.message, "👎", "terminal:dee")
    await app.hall_reactions.unreact(message.message, "👎", "terminal:dee")
    clock.move(2 * MINUTE)
    await app.halls.close(HERE, FACILITATOR)
    await app.hall_reactions.unreact(message.message, "👍", "terminal:bob")

    assert (await only(app, number)).reactions == {"👍": ("terminal:bob", "terminal:cyd")}


async def test_a_reaction_of_those_who_lead_marks_a_remark_and_goes_back_with_it(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    message = heard("The data card is enough.", clock() + MINUTE)
    await app.capture.hear(message)
    reactions = app.hall_reactions

    by_member = await reactions.react(message.message, "✅", "terminal:ann")
    by_facilitator = await reactions.react(message.message, "✅\ufe0f", "terminal:fay")
    by_moderator = await reactions.react(message.message, "❌", "terminal:mia", moderates=True)
    again = await reactions.react(message.message, "✅", "terminal:fay")
    await reactions.unreact(message.message, "❌", "terminal:mia")

    assert (by_member, by_facilitator, by_moderator, again) == (False, True, True, False)
    assert [(one.mark, one.text, one.by, one.struck) for one in (await kept(app, number)).declared] == [
        (Mark.AGREED, "The data card is enough.", "terminal:fay", False),
        (Mark.REJECTED, "The data card is enough.", "terminal:mia", True),
    ]


async def test_what_was_missed_is_made_good_and_counted(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    known, edited, gone = (heard(text, clock() + MINUTE, number=n) for n, text in enumerate(("known", "edit", "gone")))
    for message in (known, edited, gone):
        await app.capture.hear(message)
    await app.capture.say("by a form", HERE, person("bob"), "discord:1")
    changed = heard("edited", clock() + MINUTE, number=1, edited_at=clock() + 2 * MINUTE)
    missed = heard("#action missed", clock() + 3 * MINUTE)

    there = {known.message, changed.message, missed.message}

    lost = await app.back_fill.lost(number, there, 0, missed.place)
    found = await app.back_fill.reconcile(number, [known, changed, missed], deleted=lost)
    again = await app.back_fill.reconcile(number, [known, changed, missed])

    assert lost == (gone.message,)
    assert (found.missed, found.changed, found.deleted) == (1, 1, 1)
    assert [message for message, _answer in found.answers] == [missed.message]
    assert again.nothing
    assert sorted(await texts(app, number)) == ["", "#action missed", "by a form", "edited", "known"]


async def test_after_the_last_look_nothing_is_taken_in_any_more(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)
    clock.move(5 * MINUTE)
    await app.halls.close(HERE, FACILITATOR)
    in_time = heard("in time", clock() - MINUTE)

    assert [one.number for one in await app.back_fill.incomplete()] == [number]
    await app.back_fill.reconcile(number, [in_time], final=True)
    await app.capture.hear(heard("too late to be known", clock() - 2 * MINUTE))

    assert await texts(app, number) == ["in time"]
    assert await app.back_fill.incomplete() == ()


async def test_say_is_kept_once_a_delivery_and_in_order(app: App, clock: Clock) -> None:
    number = await an_open_hall(app)

    for _time in range(2):
        await app.capture.say("By form", HERE, person("ann"), "terminal:delivery")
    await app.capture.say("Then", HERE, person("bob"))
    await app.capture.say("Last", HERE, person("ann"))

    assert await texts(app, number) == ["By form", "Then", "Last"]


async def test_nothing_is_said_in_a_pause_or_without_a_town_hall(app: App) -> None:
    with pytest.raises(Refusal, match="No town hall is going on here"):
        await app.capture.say("Hello", HERE, person("ann"))
    await an_open_hall(app)
    await app.halls.pause(HERE, FACILITATOR)

    with pytest.raises(Refusal, match="paused"):
        await app.capture.say("Hello", HERE, person("ann"))
