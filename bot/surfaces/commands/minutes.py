"""Minutes of town halls: drafted, changed, objected to, signed off, published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.meetings.document_items import Answered
from bot.domain.meetings.model_sentences import Step
from bot.domain.meetings.reviews import Settlement
from bot.domain.meetings.revisions import words as words_of
from bot.domain.refusals import Refusal
from bot.services.minuting import Asking
from bot.services.minuting.files import LIMIT_BYTES, text_of
from bot.surfaces import minute_models
from bot.surfaces.commands.polls import YesNo
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.townhalls import suggest_hall, venue_of
from bot.surfaces.replies import minute_reviews, minute_sections, minutes
from bot.surfaces.reply import Reply
from bot.texts import _


class Settling(StrEnum):
    """How an objection is settled by those who write the minutes."""

    CHANGED = "changed"
    STANDS = "stands"


def asking(context: Context, hall: str | None) -> Asking:
    """Who asks about which minutes."""
    return Asking(context.actor, venue_of(context), hall, context.delivery)


async def _words(context: Context, given: Mapping[str, str]) -> Mapping[str, str]:
    """What a part says now, to begin a form with."""
    page = await context.app.minutes_pages.page(asking(context, given.get("hall")))
    part = page.document.find(given.get("part", "").strip().lower())
    return {"text": words_of(part)} if part is not None else {}


@command("minutes draft", slow=True, private=True, hall=suggest_hall)
async def minutes_draft(context: Context, hall: str | None = None, model: YesNo = YesNo.NO) -> Reply:
    """Make the draft of the minutes of a town hall that is over.

    Args:
        hall: The number of the town hall; left out, the last one here.
        model: Whether the language model that is configured words the topics.
    """
    asked = asking(context, hall)

    def progress(number: int, count: int, step: Step) -> None:
        context.tell(minute_models.progress(None, number, count, step))

    await context.app.minutes.draft(asked, model=model is YesNo.YES, progress=progress)
    return minutes.page(await context.app.minutes_pages.page(asked))


@command("minutes show", private=True, hall=suggest_hall)
async def minutes_show(context: Context, hall: str | None = None, version: str | None = None) -> Reply:
    """Read the minutes of a town hall in short.

    Args:
        hall: The number of the town hall; left out, the last one here.
        version: The number of a version; left out, the last you may see.
    """
    return minutes.page(await context.app.minutes_pages.page(asking(context, hall), _number(version)))


@command("minutes section", private=True, hall=suggest_hall)
async def minutes_section(
    context: Context, section: str, hall: str | None = None, page: str | None = None, version: str | None = None
) -> Reply:
    """Read one section of minutes, each sentence with the remarks that it rests on.

    Args:
        section: A topic, such as t1; or topics, resolutions, actions, questions, quotations, notes, people.
        hall: The number of the town hall; left out, the last one here.
        page: The number of a page; left out, the first.
        version: The number of a version; left out, the last you may see.
    """
    found = await context.app.minutes_pages.page(asking(context, hall), _number(version))
    return minute_sections.section(found, section, _number(page) or 1)


@command("minutes edit", private=True, asked=("text",), brief=("why",), prefill=_words, hall=suggest_hall)
async def minutes_edit(
    context: Context, part: str, text: str, why: str | None = None, hall: str | None = None
) -> Reply:
    """Say a sentence, an item or a title of minutes in other words.

    Args:
        part: Its id, such as s3.
        text: How it should read.
        why: Why; it is kept with the change.
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.changed(await context.app.minutes_edits.reword(asking(context, hall), part, text, why), part)


@command("minutes strike", private=True, hall=suggest_hall)
async def minutes_strike(context: Context, part: str, why: str | None = None, hall: str | None = None) -> Reply:
    """Take a sentence, an item or a quotation out of minutes.

    Args:
        part: Its id, such as s3.
        why: Why; it is kept with the change.
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.changed(await context.app.minutes_edits.strike(asking(context, hall), part, why))


@command("minutes add", private=True, asked=("text",), hall=suggest_hall)
async def minutes_add(
    context: Context, text: str, sources: str, topic: str | None = None, why: str | None = None, hall: str | None = None
) -> Reply:
    """Add a sentence to minutes, with the remarks that it rests on.

    Args:
        text: The sentence.
        sources: The remarks, such as r12, r15.
        topic: The id of the topic, such as t1; left out, the overview.
        why: Why; it is kept with the change.
        hall: The number of the town hall; left out, the last one here.
    """
    named = re.split(r"[\s,;]+", sources.strip("[] "))
    return minutes.changed(await context.app.minutes_edits.add(asking(context, hall), topic, text, named, why))


@command("minutes assign", private=True, hall=suggest_hall)
async def minutes_assign(
    context: Context, part: str, owner: str, due: str | None = None, hall: str | None = None
) -> Reply:
    """Say who has an action item, and until when.

    Args:
        part: Its id, such as a1.
        owner: Who has it: a mention, or a name in the minutes; "nobody" for nobody yet.
        due: A day, such as 2026-12-01, or in words (by Friday).
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.changed(await context.app.minutes_edits.assign(asking(context, hall), part, owner, due), part)


@command("minutes suggestions", private=True, hall=suggest_hall)
async def minutes_suggestions(context: Context, hall: str | None = None) -> Reply:
    """Show what was inferred from a town hall and waits for a person's word.

    Args:
        hall: The number of the town hall; left out, the last one here.
    """
    return minute_reviews.suggestions(await context.app.minutes_pages.page(asking(context, hall)))


@command("minutes accept", private=True, hall=suggest_hall)
async def minutes_accept(context: Context, part: str, text: str | None = None, hall: str | None = None) -> Reply:
    """Take a suggestion over into the minutes, under your name.

    Args:
        part: Its id, such as g2.
        text: In other words.
        hall: The number of the town hall; left out, the last one here.
    """
    asked = asking(context, hall)
    await context.app.minutes_edits.answer(asked, part, Answered.ACCEPTED, text)
    return minute_reviews.suggestions(await context.app.minutes_pages.page(asked))


@command("minutes refuse", private=True, hall=suggest_hall)
async def minutes_refuse(context: Context, part: str, hall: str | None = None) -> Reply:
    """Refuse a suggestion: it becomes no part of the minutes.

    Args:
        part: Its id, such as g2.
        hall: The number of the town hall; left out, the last one here.
    """
    asked = asking(context, hall)
    await context.app.minutes_edits.answer(asked, part, Answered.REFUSED)
    return minute_reviews.suggestions(await context.app.minutes_pages.page(asked))


@command("minutes review", private=True, hall=suggest_hall)
async def minutes_review(context: Context, hall: str | None = None) -> Reply:
    """Show a draft of minutes to those who are cited in it, who can object from now on.

    Args:
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.stepped(await context.app.minutes_reviews.review(asking(context, hall)))


@command("minutes object", private=True, asked=("text",), hall=suggest_hall)
async def minutes_object(context: Context, part: str, text: str, hall: str | None = None) -> Reply:
    """Object to something in minutes that you are cited for, while they are in review.

    Args:
        part: Its id, such as s3.
        text: What is wrong with it.
        hall: The number of the town hall; left out, the last one here.
    """
    asked = asking(context, hall)
    await context.app.minutes_reviews.object(asked, part, text)
    return minute_reviews.objections(await context.app.minutes_pages.page(asked))


@command("minutes objections", private=True, hall=suggest_hall)
async def minutes_objections(context: Context, hall: str | None = None) -> Reply:
    """Show the objections to minutes, and what became of them.

    Args:
        hall: The number of the town hall; left out, the last one here.
    """
    return minute_reviews.objections(await context.app.minutes_pages.page(asking(context, hall)))


@command("minutes settle", private=True, asked=("answer",), hall=suggest_hall)
async def minutes_settle(
    context: Context, objection: str, how: Settling, answer: str, hall: str | None = None
) -> Reply:
    """Settle an objection to minutes: the part was changed, or stands all the same.

    Args:
        objection: Its number.
        how: Whether the part was changed, or stands.
        answer: Why, for the one who objected.
        hall: The number of the town hall; left out, the last one here.
    """
    asked = asking(context, hall)
    number = _number(objection) or 0
    await context.app.minutes_reviews.settle(asked, number, Settlement(how.value), answer)
    return minute_reviews.objections(await context.app.minutes_pages.page(asked))


@command("minutes withdraw", private=True, hall=suggest_hall)
async def minutes_withdraw(context: Context, objection: str, hall: str | None = None) -> Reply:
    """Withdraw an objection of yours to minutes.

    Args:
        objection: Its number.
        hall: The number of the town hall; left out, the last one here.
    """
    asked = asking(context, hall)
    await context.app.minutes_reviews.settle(asked, _number(objection) or 0, Settlement.WITHDRAWN, "")
    return minute_reviews.objections(await context.app.minutes_pages.page(asked))


@command("minutes sign", role=Role.MODERATOR, private=True, hall=suggest_hall)
async def minutes_sign(context: Context, hall: str | None = None, digest: str | None = None) -> Reply:
    """Sign minutes off: you answer for what they say.

    Args:
        hall: The number of the town hall; left out, the last one here.
        digest: The first letters of the digest of what you read; left out, what stands there now.
    """
    return minutes.stepped(await context.app.minutes_reviews.sign(asking(context, hall), digest))


@command("minutes publish", role=Role.MODERATOR, private=True, hall=suggest_hall)
async def minutes_publish(context: Context, hall: str | None = None) -> Reply:
    """Publish minutes that are signed off, once the time for objections is over.

    Args:
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.stepped(await context.app.minutes_reviews.publish(asking(context, hall)))


@command("minutes correct", role=Role.MODERATOR, private=True, asked=("why",), hall=suggest_hall)
async def minutes_correct(context: Context, why: str, hall: str | None = None) -> Reply:
    """Begin a new version of published minutes, which names the one that it corrects.

    Args:
        why: What is wrong in the published minutes.
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.stepped(await context.app.minutes.correct(asking(context, hall), why))


@command("minutes retract", role=Role.MODERATOR, private=True, asked=("why",), hall=suggest_hall)
async def minutes_retract(context: Context, why: str, hall: str | None = None) -> Reply:
    """Retract published minutes; that they were retracted, when, and why stays public.

    Args:
        why: Why, for everybody to read.
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.stepped(await context.app.minutes_reviews.retract(asking(context, hall), why))


@command("minutes drop", private=True, asked=("why",), hall=suggest_hall)
async def minutes_drop(context: Context, why: str, hall: str | None = None) -> Reply:
    """Give up a version of minutes that the public has not seen.

    Args:
        why: Why; it is kept.
        hall: The number of the town hall; left out, the last one here.
    """
    return minutes.stepped(await context.app.minutes_reviews.drop(asking(context, hall), why))


@command("minutes file", private=True, files=True, hall=suggest_hall)
async def minutes_file(context: Context, hall: str | None = None, version: str | None = None) -> Reply:
    """Give minutes as files: Markdown to read or edit, JSON for programs.

    Args:
        hall: The number of the town hall; left out, the last one here.
        version: The number of a version; left out, the last you may see.
    """
    return minutes.file(await context.app.minutes_pages.page(asking(context, hall), _number(version)))


@command("minutes load", private=True, slow=True, upload=True, hall=suggest_hall)
async def minutes_load(context: Context, why: str | None = None, hall: str | None = None) -> Reply:
    """Take over a Markdown file of minutes that you edited; a sentence without its remarks is refused.

    Args:
        file: The file, as /minutes file gave it, edited.
        why: Why; it is kept with every change.
        hall: The number of the town hall; left out, the last one here.
    """
    assert context.file is not None  # noqa: S101 - the command takes one
    text = text_of(context.file.name, await context.file.content(LIMIT_BYTES))
    return minutes.changed(await context.app.minutes_edits.load(asking(context, hall), text, why, context.file.name))


@command("minutes digest", private=True, files=True, hall=suggest_hall)
async def minutes_digest(context: Context, hall: str | None = None, days: str = "7") -> Reply:
    """Tell published minutes in a digest for the forum: of one town hall, or of some days.

    Args:
        hall: The number of a town hall; left out, all whose minutes were published in these days.
        days: How many days back, if no town hall is named.
    """
    span = timedelta(days=_number(days) or 7)
    return minutes.digest(await context.app.minutes_pages.digest(asking(context, hall), span))


@command("minutes history", private=True, hall=suggest_hall)
async def minutes_history(context: Context, hall: str | None = None) -> Reply:
    """Show what happened to minutes, with who did it and why.

    Args:
        hall: The number of the town hall; left out, the last one here.
    """
    return minute_reviews.history(*await context.app.minutes_pages.history(asking(context, hall)))


def _number(text: str | None) -> int | None:
    """A number that was typed, with or without the sign before it.

    Raises:
        Refusal: It is none.
    """
    if not text:
        return None
    plain = text.strip().lstrip("#v")
    if not plain.isdecimal() or not plain.isascii() or len(plain) > 6:
        raise Refusal(_("“{text}” is no number.").format(text=text[:20]))
    return int(plain)
