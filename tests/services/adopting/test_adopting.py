"""A draft is in force by a decision, and by nothing else; what was before is in force again once that is over."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.definitions import BadFiles, data_root
from bot.domain.decisions.happenings import DecisionEventKind
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.written import Unfit
from bot.services.adopting import NotAdoptable
from bot.services.libraries import Snapshot
from tests.services.polling.test_proposing_definitions import a_closed_poll, proposed
from tests.support import ledger
from tests.support.adopting import a_draft_text, a_text, adopted
from tests.support.apps import Clock, settings
from tests.support.decisions import MAX, MIA, a_decision, two_persons, typed
from tests.support.polling import FACILITATOR, person

DAY = timedelta(days=1)
QUESTION = "Is Pythia open source AI?"


async def in_force(app: App) -> tuple[str, str | None]:
    """The version in force, and the decision by which it is."""
    snapshot = await app.library.current()
    assert snapshot.in_force.label == snapshot.holding.definition
    return snapshot.in_force.label, snapshot.holding.decision


# -- From a draft to the version in force ---------------------------------------------------------------------------


async def test_a_draft_of_a_poll_is_in_force_once_a_decision_adopts_it(app: App, clock: Clock) -> None:
    draft = await proposed(app, await a_closed_poll(app, clock))
    assert await in_force(app) == ("osaid 1.0", None)

    found = await app.decisions.log(typed(adopts="osaid 1.1"), MIA)

    assert await in_force(app) == ("osaid 1.1", "D-2026-0001")
    assert found.decision.text.adopts is not None
    assert found.decision.text.adopts.digest == draft.digest
    (event,) = [one for one in found.events if one.kind is DecisionEventKind.ADOPTED]
    assert event.body == {"definition": "osaid 1.1", "digest": draft.digest, "in_force_from": None}
    answer = await app.answers.ask(QUESTION)
    assert answer.definition == draft.impact.after
    assert answer.held is not None
    assert (answer.held.decision, answer.held.since) == ("D-2026-0001", clock.now)


async def test_every_process_answers_by_it(app: App, database: str, clock: Clock) -> None:
    other = await App.open(settings(database), clock)
    await other.library.current()

    number = await adopted(app)

    assert await in_force(other) == ("osaid 1.1", number)
    assert (await other.endorsement_pages.readiness()).edition.label == "osaid 1.1"
    await other.close()


async def test_a_draft_decision_changes_nothing_until_it_is_confirmed(app: App) -> None:
    await a_draft_text(app)
    service = two_persons(app)
    number = (await service.log(typed(adopts="osaid 1.1"), MIA)).decision.number
    assert await in_force(app) == ("osaid 1.0", None)

    await service.confirm(number, MAX)

    assert await in_force(app) == ("osaid 1.1", number)


async def test_a_day_ahead_is_waited_for(app: App, clock: Clock) -> None:
    number = await adopted(app, in_force_from="2026-12-01")
    assert await in_force(app) == ("osaid 1.0", None)

    clock.move(8 * DAY)
    assert await in_force(app) == ("osaid 1.0", None)
    clock.move(DAY)
    assert await in_force(app) == ("osaid 1.1", number)


async def test_questions_about_a_day_are_judged_by_what_was_in_force_then(app: App, clock: Clock) -> None:
    clock.move(3 * DAY)
    number = await adopted(app)
    clock.move(5 * DAY)
    second = await adopted(app, "1.2")
    clock.move(5 * DAY)

    held = {day: (await app.answers.ask(QUESTION, as_of=day)).held for day in ("2026-11-23", "2026-11-26", "2026-12")}

    assert [one and (one.definition, one.decision) for one in held.values()] == [
        ("osaid 1.0", None),
        ("osaid 1.1", number),
        ("osaid 1.2", second),
    ]


# -- When a decision is over -----------------------------------------------------------------------------------------


async def test_what_was_before_is_in_force_again_once_the_decision_is_withdrawn(app: App, clock: Clock) -> None:
    first = await adopted(app)
    clock.move(DAY)
    second = await adopted(app, "1.2")
    clock.move(DAY)

    shown = await app.decisions.withdraw(second, "It was a misreading.", MIA)

    assert await in_force(app) == ("osaid 1.1", first)
    assert [(one.since, one.until) for one in shown.in_force] == [(clock.now - DAY, clock.now)]
    await app.decisions.withdraw(first, "So was this.", MIA)
    assert await in_force(app) == ("osaid 1.0", None)


async def test_a_decision_that_supersedes_ends_what_the_other_had_adopted(app: App, clock: Clock) -> None:
    first = await adopted(app)
    clock.move(DAY)

    await app.decisions.log(typed(title="Neither"), MIA, instead_of=first)

    assert await in_force(app) == ("osaid 1.0", None)


async def test_a_decision_that_supersedes_for_a_later_day_leaves_the_other_until_then(app: App, clock: Clock) -> None:
    first = await adopted(app)
    await a_draft_text(app, "1.2")
    clock.move(DAY)

    second = typed(adopts="osaid 1.2", in_force_from="2026-12-24")
    number = (await app.decisions.log(second, MIA, instead_of=first)).decision.number

    assert await in_force(app) == ("osaid 1.1", first)
    snapshot = await app.library.current()
    assert snapshot.time_at(date(2026, 12, 24)).decision == number


async def test_a_withdrawal_that_waits_for_a_second_moderator_changes_nothing(app: App) -> None:
    await a_draft_text(app)
    service = two_persons(app)
    number = (await service.log(typed(adopts="osaid 1.1"), MIA)).decision.number
    await service.confirm(number, MAX)

    await service.withdraw(number, "A misreading.", MIA)

    assert await in_force(app) == ("osaid 1.1", number)


# -- Which text ------------------------------------------------------------------------------------------------------


async def test_several_texts_of_one_label_are_told_apart_by_their_digest(app: App) -> None:
    one, other = await a_draft_text(app), await a_draft_text(app, summary="summary")
    other = await a_draft_text(app, **{"Open Source AI Definition 1.0": "Open Source AI Definition 1.1"})
    assert one != other

    with pytest.raises(NotAdoptable, match=f"several texts of osaid 1.1.*osaid 1.1 {one[:12]}"):
        await app.decisions.log(typed(adopts="osaid 1.1"), MIA)
    found = await app.decisions.log(typed(adopts=f"osaid 1.1 {other[:12]}"), MIA)

    assert found.decision.text.adopts is not None
    assert found.decision.text.adopts.digest == other


async def test_each_of_several_texts_is_shown_by_its_digest(light_app: App) -> None:
    first = await a_draft_text(light_app)
    second = await a_draft_text(light_app, **{"Definition 1.0": "Definition, another"})

    for digest in (first, second):
        found = await light_app.definitions.view(f"osaid 1.1 {digest[:12]}")
        assert found.draft is not None
        assert found.draft.digest == digest
    with pytest.raises(Unknown):
        await light_app.definitions.view("osaid 1.1 abcdef")


async def test_a_label_has_one_text_for_good(app: App) -> None:
    first = await adopted(app)
    await app.decisions.withdraw(first, "A misreading.", MIA)

    with pytest.raises(NotAdoptable, match=r"osaid 1\.1 is there already, with another text"):
        await a_draft_text(app, **{"Open Source AI Definition 1.0": "Open Source AI Definition 1.1"})


async def test_of_two_texts_that_wait_the_second_is_refused(app: App) -> None:
    one = await a_draft_text(app)
    other = await a_draft_text(app, **{"Open Source AI Definition 1.0": "Open Source AI Definition 1.1"})
    service = two_persons(app)
    numbers = [
        (await service.log(typed(adopts=f"osaid 1.1 {digest[:12]}"), MIA)).decision.number for digest in (one, other)
    ]
    await service.confirm(numbers[0], MAX)

    with pytest.raises(NotAdoptable, match=r"osaid 1\.1 is what D-2026-0001 adopted, with another text"):
        await service.confirm(numbers[1], MAX)

    assert await in_force(app) == ("osaid 1.1", numbers[0])
    assert (await app.decision_pages.show(numbers[1], MIA)).decision.accepted_at is None


async def test_what_is_in_force_by_a_decision_is_not_adopted_again(app: App) -> None:
    number = await adopted(app)

    with pytest.raises(NotAdoptable, match=f"osaid 1.1 is in force by {number} already"):
        await a_decision(app, adopts="osaid 1.1")

    second = (await app.decisions.log(typed(adopts="osaid 1.1"), MIA, instead_of=number)).decision.number
    assert await in_force(app) == ("osaid 1.1", second)


async def test_a_published_version_is_adopted_as_it_is(light_app: App) -> None:
    number = await a_decision(light_app, adopts="osaid 1.0-RC1")

    assert await in_force(light_app) == ("osaid 1.0-RC1", number)


@pytest.mark.parametrize(
    ("typed_", "message"),
    [
        ("osaid 7", r"No draft and no version is called “osaid 7”\. Drafts are: none\."),
        ("osaid 0.0.5", r"osaid 0\.0\.5 requires nothing"),
    ],
)
async def test_what_cannot_be_in_force_is_not_adopted(light_app: App, typed_: str, message: str) -> None:
    with pytest.raises((Unknown, NotAdoptable), match=message):
        await a_decision(light_app, adopts=typed_)


@pytest.mark.parametrize("day", ["2026-11-21", "soon"])
async def test_nothing_is_in_force_before_it_is_decided(light_app: App, day: str) -> None:
    with pytest.raises(Unfit, match="no day from today on"):
        await adopted(light_app, in_force_from=day)


async def test_a_day_without_a_version_is_refused(light_app: App) -> None:
    with pytest.raises(Unfit, match="Say what is in force from that day"):
        await a_decision(light_app, in_force_from="2026-12-01")


async def test_members_adopt_nothing(light_app: App) -> None:
    await a_draft_text(light_app)

    with pytest.raises(Forbidden):
        await a_decision(light_app, person("ann"), adopts="osaid 1.1")


async def test_the_text_of_a_version_that_is_there_is_no_draft_of_it(light_app: App) -> None:
    with pytest.raises(NotAdoptable, match=r"osaid 1\.0 is there already, with another text"):
        await light_app.adopting.propose("osaid-1.0.yaml", a_text("1.0"), FACILITATOR)


async def test_a_draft_with_a_name_that_nobody_could_type_is_refused(light_app: App) -> None:
    with pytest.raises(NotAdoptable, match="at most 60 letters"):
        await light_app.adopting.propose("long.yaml", a_text("1." + "1" * 80), FACILITATOR)


async def test_a_draft_that_cannot_be_read_is_refused_with_its_line(light_app: App) -> None:
    with pytest.raises(BadFiles, match=r"osaid-1\.1\.yaml:\d+: "):
        await light_app.adopting.propose("osaid-1.1.yaml", a_text().replace(b"obligation: required", b"x: 1"), MIA)


# -- Files on disk ---------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped data files, in a folder of the test's own."""
    return Path(shutil.copytree(data_root(), tmp_path / "definitions"))


async def opened(database: str, clock: Clock, folder: Path) -> App:
    return await App.open(settings(database), clock, folder)


async def test_a_draft_that_stands_in_a_file_is_adopted_and_stays_when_the_file_goes(
    filled_sqlite_database: str, clock: Clock, folder: Path
) -> None:
    (folder / "osaid-1.1.yaml").write_bytes(a_text())
    app = await opened(filled_sqlite_database, clock, folder)
    number = await a_decision(app, adopts="osaid 1.1")
    await app.close()
    (folder / "osaid-1.1.yaml").unlink()

    app = await opened(filled_sqlite_database, clock, folder)

    assert await in_force(app) == ("osaid 1.1", number)
    await app.close()


async def test_a_file_that_is_not_what_was_adopted_stops_the_start(
    filled_sqlite_database: str, clock: Clock, folder: Path
) -> None:
    app = await opened(filled_sqlite_database, clock, folder)
    await adopted(app)
    await app.close()
    (folder / "osaid-1.1.yaml").write_bytes(a_text() + b"# a word more\n")

    with pytest.raises(BadFiles, match=r"osaid-1\.1\.yaml: expected the text that decision D-2026-0001 adopted"):
        await opened(filled_sqlite_database, clock, folder)


async def test_a_decision_and_a_file_that_differ_are_refused(
    filled_sqlite_database: str, clock: Clock, folder: Path
) -> None:
    app = await opened(filled_sqlite_database, clock, folder)
    await a_draft_text(app)
    service = two_persons(app)
    number = (await service.log(typed(adopts="osaid 1.1"), MIA)).decision.number
    (folder / "osaid-1.1.yaml").write_bytes(a_text() + b"# a word more\n")

    with pytest.raises(NotAdoptable, match=r"The file osaid-1\.1\.yaml on disk is not the text to be adopted"):
        await service.confirm(number, MAX)
    with pytest.raises(NotAdoptable, match=r"The file osaid-1\.1\.yaml on disk is not the text to be adopted"):
        await service.log(typed(adopts="osaid 1.1"), MIA)

    assert await in_force(app) == ("osaid 1.0", None)
    await app.close()


# -- The log ---------------------------------------------------------------------------------------------------------


async def test_what_a_decision_adopts_is_told_in_the_log(
    filled_sqlite_database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    app = await ledger.opened(filled_sqlite_database, tmp_path / "record", clock, known)
    digest = await a_draft_text(app)
    number = await a_decision(app, adopts="osaid 1.1", in_force_from="2026-12-24", affects="osaid 1.1/parameters")
    await app.ledger.keep()

    accepted = next(leaf for leaf in ledger.published(tmp_path / "record") if leaf.id == number)

    decision = (await app.decision_pages.public(number)).decision
    assert accepted.members["document"] == f"sha256:{decision.text.digest}"
    assert digest in ledger.contents(tmp_path / "record")
    await app.close()
