"""A whole forum played for one person, who writes an unmistakable word wherever somebody can write."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.decisions.happenings import Disposition, Part
from bot.domain.meetings.discussions import Mark, Naming
from bot.domain.meetings.reviews import Settlement
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import RollEntry, Via
from bot.domain.polls.reminders import RemindHow
from bot.domain.proposals import Availability
from bot.services.deciding.involving import InvolvedTyped
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.services.halls.finding import Venue
from bot.services.halls.halls import HallTyped
from bot.services.minuting import Asking
from bot.services.polling.drafting import DraftTyped
from bot.services.profiles import StakeTyped
from bot.services.proposing import FactTyped, Source
from bot.store.tables import metadata
from tests.support.adopting import a_text
from tests.support.apps import Clock
from tests.support.curation import BEN, accept
from tests.support.decisions import a_decision
from tests.support.endorsing import MIA, claimed, verified
from tests.support.halls import HERE, heard
from tests.support.minuting import asking, signed_and_published
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, a_roll, an_open_poll, said

ZENOBIA = Actor("discord:424242424242424242", "Zenobia Quastlehorn", frozenset(Role))
WORD = "quastle"
"""Stands in all that she writes, in her names and in the name of her institute."""

TELLING = (WORD, "zenobia", ZENOBIA.id.removeprefix("discord:"))
"""By any of these she could be told."""

_DAY = timedelta(days=1)
SMALL = DraftTyped(
    components="training-code, datasets", freedoms="use, study", contact="the forum's desk", names=NamesPolicy.NAMED
)


def word(place: str) -> str:
    """What she writes in a place."""
    return f"Quastle{place} says so, and nobody else does."


async def a_life(app: App, clock: Clock) -> dict[str, str]:
    """Play it; gives the numbers of what there is in the end."""
    found: dict[str, str] = {}
    await _claims(app)
    found["closed poll"], found["open poll"] = await _votes(app, clock)
    found["town hall"] = await _talks(app, clock)
    found["other town hall"] = await _is_named(app, clock)
    found["decision"] = await _dissents(app)
    found["endorsement"] = await _endorses(app)
    await _curates(app)
    await app.reminders.choose(RemindHow.DIRECT, ZENOBIA)
    return found


async def _claims(app: App) -> None:
    for organisation in ("Quastle Institute", "Quastle Foundation"):
        typed = StakeTyped("regulator", "europe", organisation, "funder: Quastle Capital", word("evidence"))
        view = await app.profiles.claim(typed, ZENOBIA, None)
        assert view is not None
        assert view.waiting is not None
        await app.profiles.confirm(str(view.waiting.id), MIA)


async def _votes(app: App, clock: Clock) -> tuple[str, str]:
    """One poll that is over, and one that goes on; and one that she leads."""
    roll = [RollEntry(ZENOBIA.id, "regulator", "Quastle Foundation", "europe"), *a_roll("ann/regulator", "bob/subject")]
    numbers: list[str] = []
    await app.naming.choose("Zenobia Quastlename", ZENOBIA)
    for _poll in range(2):
        number = await an_open_poll(app, typed=SMALL, roll=roll, channel="discord:7")
        await app.ballots.cast(number, ZENOBIA, [said(CODE, Choice.YES, word("before"))], Via.EXPLICIT)
        answers = [said(CODE, Choice.NO, word("reason")), said(DATA, Choice.DISCUSS, word("reason"))]
        await app.ballots.cast(number, ZENOBIA, answers, Via.EXPLICIT)
        await app.ballots.declare_conflict(number, ZENOBIA, word("conflict"))
        await app.poll_results.object(number, "datasets: study", word("objection"), word("change"), ZENOBIA)
        if not numbers:
            clock.move(8 * _DAY)
            await app.poll_keeping.keep()
            await app.poll_results.finish_due()
        numbers.append(number)
    return numbers[0], numbers[1]


async def _talks(app: App, clock: Clock) -> str:
    """A town hall in which she speaks by name, and one in which others name her."""
    hall = (await app.halls.open(HallTyped("Data"), HERE, FACILITATOR)).hall.number
    talk = (
        ("fay", "#topic Training data"),
        ("", f"{word('remark')} Data information lets people study a system without the data sets themselves."),
        ("bob", "Without the data sets nobody can check what was left out of the training of the system at all."),
        ("", f"#quote {word('quotation')}"),
        ("fay", "#agreed Data information is required."),
        ("", "#action Zenobia Quastlehorn to write the Quastlefaq by 1 December 2026"),
        ("cyd", "I think that the licences of the data sets should be listed as well, one by one, with their owners."),
    )
    for place, (author, text) in enumerate(talk, 1):
        one = heard(text, clock(), author or "x", place)
        await app.capture.hear(one if author else replace(one, author=ZENOBIA.id, name=ZENOBIA.name))
    await app.hall_consent.choose(Naming.BY_NAME, HERE, ZENOBIA)
    await app.hall_reactions.react(one.message, "👍", ZENOBIA.id)
    await app.hall_roles.set_scribes("<@424242424242424242>", HERE, FACILITATOR)
    await app.hall_agenda.add(word("agenda"), HERE, ZENOBIA)
    await app.hall_marks.declare(Mark.AGREED, word("mark"), HERE, ZENOBIA)
    await app.halls.close(HERE, FACILITATOR)
    await app.minutes.draft(asking())
    view = await app.minutes_reviews.review(asking())
    cited = view.document.cited_by(ZENOBIA.id)
    await app.minutes_reviews.object(asking(ZENOBIA), next(one for one in cited if one[0] not in "tk"), word("objects"))
    await app.minutes_reviews.settle(asking(MODERATORS[0]), 1, Settlement.STANDS, "It stands in the log.")
    await signed_and_published(app, clock)
    return hall


async def _is_named(app: App, clock: Clock) -> str:
    """A town hall in which she says nothing, and takes something on all the same."""
    there = Venue("discord:78", "discord:1")
    hall = (await app.halls.open(HallTyped("Next steps"), there, FACILITATOR)).hall.number
    talk = (
        ("fay", "#topic Next steps"),
        ("bob", "The questions that people ask again and again should be answered in one place, in plain words."),
        ("fay", "#action write the answers by 1 December 2026"),
    )
    for place, (author, text) in enumerate(talk, 1):
        await app.capture.hear(replace(heard(text, clock(), author, 50 + place), channel=there.channel))
    await app.hall_consent.choose(Naming.BY_NAME, there, ZENOBIA)
    await app.halls.close(there, FACILITATOR)
    asked, moderator = Asking(FACILITATOR, there), Asking(MODERATORS[0], there)
    await app.minutes.draft(asked)
    await app.minutes_edits.assign(asked, "a1", f"<@{ZENOBIA.id.removeprefix('discord:')}>")
    await app.minutes_reviews.review(asked)
    await app.minutes_reviews.sign(moderator)
    clock.move(2 * _DAY)
    await app.minutes_reviews.publish(moderator)
    return hall


async def _dissents(app: App) -> str:
    typed = DissentTyped(word("dissent"), Disposition.OVERRULED, "It was heard.", ZENOBIA.name)
    number = await a_decision(app, dissent=typed)
    await app.decision_additions.dissent(number, replace(typed, text=word("later"), by=ZENOBIA.id), MIA)
    involved = InvolvedTyped(Part.RECUSED, "Zenobia", ZENOBIA.id, "chair", word("recused"))
    await app.decision_people.involve(number, [involved], MIA)
    await app.adopting.propose("osaid-3.1.yaml", a_text("3.1"), ZENOBIA)
    await app.decisions.moderate(
        ModerationTyped("A warning", "Rule 3", "It was shouted.", ZENOBIA.name, word("detail")), MODERATORS[1]
    )
    await a_decision(app, ZENOBIA)
    return number


async def _endorses(app: App) -> str:
    endorsement = await verified(
        app, ZENOBIA, name="Dr Zenobia Quastlehorn", statement=word("statement"), evidence=word("proof")
    )
    await claimed(app, ZENOBIA, version="osaid 0.0.9", name="Zenobia", statement=word("waits"))
    await verified(app, ZENOBIA, organisation="SUSE", statement="We stand behind it.", evidence=word("mandate"))
    return endorsement.number


async def _curates(app: App) -> None:
    page = Source("https://example.org/page", word("shown"), "2026-11-20")
    fact = FactTyped("training_code", Availability.OPEN, "MIT", None, None)
    accepted = await app.proposing.fact("llama-2", fact, page, ZENOBIA, None)
    assert accepted is not None
    await accept(app, str(accepted.id), BEN)
    disputed = await app.proposing.fact("olmo-2", replace(fact, availability=Availability.GATED), page, ZENOBIA, None)
    assert disputed is not None
    await app.reviews.dispute(str(disputed.id), "It is open.", BEN)
    await app.proposing.words("llama-2", word("wrong"), page, ZENOBIA, None)
    await app.answers.ask(f"Is Grönk 7 open source AI, as {WORD} says?", None)


async def found_in_tables(app: App) -> list[str]:
    """Where the database still says something of her: the same as a dump of it."""
    found = []
    async with app.store.connection() as connection:
        for table in metadata.sorted_tables:
            for row in (await connection.execute(select(table))).all():
                said = str(tuple(row)).casefold()
                found += [f"{table.name}: {one} in {said[:2000]}" for one in TELLING if one in said]
    return found


def found_on_disk(file: Path) -> list[str]:
    """What the files of a SQLite database hold, free pages and log too."""
    return [
        f"{one} in {path.name}"
        for path in file.parent.glob(f"{file.name}*")
        for one in TELLING
        if one.encode() in path.read_bytes().lower()
    ]
