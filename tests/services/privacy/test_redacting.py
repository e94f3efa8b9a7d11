"""One text is taken out by two moderators: it is gone everywhere, the rest stands, and everybody can read why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Via
from bot.domain.privacy.redactions import NotRedacted, RedactionReason
from bot.domain.refusals import Forbidden, Unknown
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from bot.services.polling.drafting import DraftTyped
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision
from tests.support.endorsing import verified
from tests.support.halls import TALK
from tests.support.ledger import contents, published
from tests.support.minuting import asking
from tests.support.minuting import published as minutes_published
from tests.support.polling import CODE, DATA, an_open_poll, person, said

LIBEL = RedactionReason.LIBEL
SLANDER = "Bob takes bribes."


@pytest.fixture
def database(filled_sqlite_database: str) -> str:
    """Where the log is kept; one engine is enough here."""
    return filled_sqlite_database


async def redacted(app: App, subject: str, part: str) -> str:
    """Take a text out, by two moderators; gives the number."""
    view = await app.redactions.propose(subject, part, LIBEL, "See the mail.", MIA)
    await app.redactions.confirm(view.redaction.number, MAX)
    return view.redaction.number


async def everywhere(app: App, folder: Path, clock: Clock) -> str:
    """All that is published, once it is."""
    for _time in range(2):
        clock.move(timedelta(minutes=2))
        await app.ledger.keep()
    return contents(folder)


async def test_a_dissent_loses_its_words_and_not_what_was_answered(logged: App, folder: Path, clock: Clock) -> None:
    number = await a_decision(logged, dissent=DissentTyped(SLANDER, why="It was looked into."))
    assert SLANDER in await everywhere(logged, folder, clock)

    view = await logged.redactions.propose(number, "Dissent 1", LIBEL, None, MIA)
    assert (view.text, view.redaction.part) == (SLANDER, "dissent 1")
    await logged.redactions.confirm(view.redaction.number, MAX)

    dissent = (await logged.decision_pages.show(number, MIA)).dissents[0]
    assert (dissent.text, dissent.why) == ("", "It was looked into.")
    assert SLANDER not in await everywhere(logged, folder, clock)
    assert "redaction" in {leaf.kind for leaf in published(folder)}
    (done,) = await logged.redactions.done(number)
    assert (done.reason, done.asked_by, done.confirmed_by, done.note) == (LIBEL, MIA.id, MAX.id, "")


async def test_a_reason_goes_and_the_ballot_stays(logged: App, folder: Path, clock: Clock) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    await logged.ballots.cast(
        number, person("ann"), [said(CODE, Choice.NO, SLANDER), said(DATA, Choice.YES, "It is so.")], Via.EXPLICIT
    )
    async with logged.store.read() as records:
        voter = await records.voters.find(number, "terminal:ann")
    assert voter is not None
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()
    assert SLANDER in await everywhere(logged, folder, clock)
    before = await logged.poll_results.result(number)

    await redacted(logged, number, f"{voter.handle} training-code/use")

    after = await logged.poll_results.result(number)
    assert after.digest == before.digest
    assert sorted(one.reason for one in after.cells) == ["It is so.", "[removed]"]
    shown = await everywhere(logged, folder, clock)
    assert SLANDER not in shown
    assert "It is so." in shown
    published(folder)


async def test_a_name_beside_a_ballot_goes_when_another_is_chosen(logged: App, folder: Path, clock: Clock) -> None:
    typed = DraftTyped(components="training-code", freedoms="use", names=NamesPolicy.NAMED)
    number = await an_open_poll(logged, "ann", "bob", typed=typed)
    await logged.naming.choose("Ann Example", person("ann"))
    await logged.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()
    await logged.ledger.keep()
    assert "Ann Example" in contents(folder)

    await logged.naming.choose("Ann Other", person("ann"))
    clock.move(timedelta(minutes=2))
    await logged.ledger.keep()

    assert "Ann Example" not in contents(folder)
    assert [leaf.text("reason") for leaf in published(folder) if leaf.kind == "redaction"] == ["renamed"]
    assert verify(Folder(folder)).breach is None


async def test_a_statement_goes_and_the_endorsement_counts(logged: App, folder: Path, clock: Clock) -> None:
    endorsement = await verified(logged, "ann", name="Ann", statement=SLANDER)
    assert SLANDER in await everywhere(logged, folder, clock)

    await redacted(logged, endorsement.number, "statement")

    async with logged.store.read() as records:
        after = await records.endorsements.find(endorsement.number)
    assert after is not None
    assert (after.counts, after.named, after.statement) == (True, "Ann", "")
    assert SLANDER not in await everywhere(logged, folder, clock)
    published(folder)


async def test_a_sentence_of_minutes_goes_out_of_every_version(logged: App, folder: Path, clock: Clock) -> None:
    view = await minutes_published(logged, clock, *TALK)
    part = view.document.resolutions[0]
    assert part.text in await everywhere(logged, folder, clock)

    await redacted(logged, view.hall.number, part.id)

    after = await logged.minutes.show(asking())
    assert after.document.find(part.id) is None
    assert part.text not in str(after.document)
    assert after.document.action_items != ()
    assert after.version.number == view.version.number + 1
    async with logged.store.read() as records:
        kept = [await records.minutes.document(view.hall.number, one.number) for one in after.versions]
    assert all(part.text not in document for document in kept)
    assert part.text not in await everywhere(logged, folder, clock)
    published(folder)


async def test_a_remark_goes_with_all_that_rests_on_it(light_app: App, clock: Clock) -> None:
    view = await minutes_published(light_app, clock, *TALK)

    await redacted(light_app, view.hall.number, "r2")

    after = await light_app.minutes.show(asking())
    assert "without the data sets themselves" not in str(after.document)
    assert after.document.find(view.document.resolutions[0].id) is not None


async def test_whom_an_action_concerns_goes(light_app: App) -> None:
    typed = ModerationTyped("A warning", "Rule 3", "It was shouted.", "Bob", SLANDER)
    number = (await light_app.decisions.moderate(typed, MIA)).decision.number

    await redacted(light_app, number, "target")
    await redacted(light_app, number, "detail")

    async with light_app.store.read() as records:
        assert await records.decision_disclosures.of(number, public=False) == {}


async def test_it_takes_two_moderators(light_app: App) -> None:
    number = await a_decision(light_app, dissent=DissentTyped(SLANDER))
    with pytest.raises(Forbidden, match="two moderators"):
        await light_app.redactions.propose(number, "dissent 1", LIBEL, None, person("ann"))
    id_ = (await light_app.redactions.propose(number, "dissent 1", LIBEL, None, MIA)).redaction.number

    with pytest.raises(NotRedacted, match="another moderator has to confirm it"):
        await light_app.redactions.confirm(id_, MIA)
    with pytest.raises(NotRedacted, match=f"{id_} asks for that already"):
        await light_app.redactions.propose(number, "dissent 1", LIBEL, None, MAX)
    assert [one.text for one in await light_app.redactions.waiting(MAX)] == [SLANDER]
    assert await light_app.redactions.done() == ()


async def test_what_is_refused_stays_and_can_be_asked_for_anew(light_app: App) -> None:
    number = await a_decision(light_app, dissent=DissentTyped(SLANDER))
    id_ = (await light_app.redactions.propose(number, "dissent 1", LIBEL, None, MIA)).redaction.number

    await light_app.redactions.refuse(id_, MAX)

    assert (await light_app.decision_pages.show(number, MIA)).dissents[0].text == SLANDER
    with pytest.raises(NotRedacted, match="was refused"):
        await light_app.redactions.confirm(id_, MAX)
    await redacted(light_app, number, "dissent 1")
    with pytest.raises(Unknown, match="There is no text"):
        await light_app.redactions.propose(number, "dissent 1", LIBEL, None, MIA)


@pytest.mark.parametrize(
    ("subject", "part", "said_"),
    [
        ("D-2026-0099", "dissent 1", "no text “dissent 1” in D-2026-0099. Of a decision"),
        ("P-2026-0099", "cafe datasets/use", "no text “cafe datasets/use” in P-2026-0099. Of a poll"),
        ("E-2026-0099", "statement", "no text “statement” in E-2026-0099. Of an endorsement"),
        ("T-2026-0099", "s3", "no text “s3” in T-2026-0099. Of minutes"),
        ("llama-2", "x", "“llama-2” is no decision, poll, endorsement or town hall"),
    ],
)
async def test_what_is_not_there_is_refused_with_what_can_be_named(
    light_app: App, subject: str, part: str, said_: str
) -> None:
    with pytest.raises(Unknown, match=said_):
        await light_app.redactions.propose(subject, part, LIBEL, None, MIA)
