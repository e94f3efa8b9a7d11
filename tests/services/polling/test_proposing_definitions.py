"""From the result of a poll to the file of a draft: what the file holds, what is kept, and what stays as it was."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.definitions import data_root, read_files
from bot.domain.definitions import DefinitionStatus, Freedom, Obligation
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.drafted_rows import NotDraftable
from bot.domain.polls.polls import EventKind, Via
from bot.domain.refusals import Refusal, Unknown
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.finding import NotNow
from bot.services.polling.proposing_definitions import DefinitionProposal
from tests.support.apps import Clock, settings
from tests.support.polling import FACILITATOR, MODERATORS, a_draft, an_open_poll, person, said

LATER = timedelta(days=8)
SMALL = DraftTyped(components="training-code, model-card, datasets", freedoms="use, study")
CHOICES = {"y": Choice.YES, "n": Choice.NO, "d": Choice.DISCUSS}

# One letter a voter: Ann, Bob, Cyd.
VOTES = {
    ("training-code", Freedom.STUDY): "yyy",
    ("model-card", Freedom.USE): "yyn",
    ("model-card", Freedom.STUDY): "ynn",
    ("datasets", Freedom.USE): "nnn",
    ("datasets", Freedom.STUDY): "nnd",
}


async def a_closed_poll(
    app: App, clock: Clock, votes: dict[tuple[str, Freedom], str] = VOTES, typed: DraftTyped = SMALL
) -> str:
    """A poll that is over, with these votes."""
    number = await an_open_poll(app, typed=typed)
    for place, name in enumerate(("ann", "bob", "cyd")):
        answers = [said(Cell(*cell), CHOICES[letters[place]]) for cell, letters in votes.items()]
        if answers:
            await app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    clock.move(LATER)
    return number


async def proposed(app: App, number: str, **wished: str) -> DefinitionProposal:
    return await app.definition_proposals.propose(number, FACILITATOR, **wished)


def beside_the_shipped(tmp_path: Path, found: DefinitionProposal) -> Path:
    """The shipped data files and the draft's, in one folder."""
    folder = tmp_path / "definitions"
    shutil.copytree(data_root(), folder)
    (folder / found.file).write_bytes(found.content)
    return folder


# -- The file ------------------------------------------------------------------------------------------------------


async def test_the_file_is_a_draft_with_the_next_number_that_is_read_beside_the_shipped_ones(
    light_app: App, clock: Clock, tmp_path: Path
) -> None:
    found = await proposed(light_app, await a_closed_poll(light_app, clock))

    read = read_files(beside_the_shipped(tmp_path, found)).reference

    assert found.file == "osaid-1.1.yaml"
    assert read.definition("osaid 1.1") == found.impact.after
    assert read.definition("osaid 1.1").status is DefinitionStatus.DRAFT
    assert read.newest_stable().label == "osaid 1.0"


async def test_every_version_can_be_followed(light_app: App, clock: Clock, tmp_path: Path) -> None:
    number = await a_closed_poll(light_app, clock)
    folder = beside_the_shipped(tmp_path, await proposed(light_app, number))

    for before in await light_app.definitions.all():
        found = await proposed(light_app, number, predecessor=before.label)
        (folder / found.file).write_bytes(found.content)
        assert found.impact.before == before

    drafts = {"osaid 0.0.10", "osaid 1.0-RC2", "osaid 1.1", "mof 1.1", "g7 2027"}
    assert read_files(folder).reference.definitions.keys() == drafts | {
        version.label for version in await light_app.definitions.all()
    }


async def test_rows_point_at_the_cells_that_they_rest_on(light_app: App, clock: Clock) -> None:
    found = await proposed(light_app, await a_closed_poll(light_app, clock))

    rows = {row.id: (row.obligation, row.freedoms, row.clause) for row in found.impact.after.requirements[:3]}
    assert rows == {
        "model-card": (Obligation.REQUIRED, (Freedom.USE,), "P-2026-0001: use 2 of 3"),
        "training-code": (Obligation.REQUIRED, (Freedom.STUDY,), "P-2026-0001: study 3 of 3"),
        "training-data": (Obligation.OPTIONAL, (Freedom.USE, Freedom.STUDY), "P-2026-0001: use 0 of 3, study 0 of 2"),
    }
    assert found.impact.after.changes[:2] == (
        "Adds the row “Model card”, required to use (P-2026-0001: use 2 of 3).",
        "“Code: training, validation and testing” stays required to study; it was to use, study, modify and share "
        "(P-2026-0001: study 3 of 3).",
    )


async def test_it_follows_the_version_that_is_named_under_the_number_that_is_named(
    light_app: App, clock: Clock
) -> None:
    number = await a_closed_poll(light_app, clock)

    following = await proposed(light_app, number, predecessor="osaid-0.0.9")
    numbered = await proposed(light_app, number, version=" 2.0-RC1 ")
    labelled = await proposed(light_app, number, version="osaid 3.0")

    assert (following.impact.before.label, following.file) == ("osaid 0.0.9", "osaid-0.0.10.yaml")
    assert (numbered.impact.before.label, numbered.file) == ("osaid 1.0", "osaid-2.0-RC1.yaml")
    assert labelled.file == "osaid-3.0.yaml"


async def test_a_number_that_the_draft_of_another_poll_bears_is_passed_over(light_app: App, clock: Clock) -> None:
    first, second = [await a_closed_poll(light_app, clock) for _round in range(2)]

    files = [(await proposed(light_app, number)).file for number in (first, second, first, second)]

    assert files == ["osaid-1.1.yaml", "osaid-1.2.yaml", "osaid-1.1.yaml", "osaid-1.2.yaml"]
    assert (await proposed(light_app, second, version="1.1")).file == "osaid-1.1.yaml"
    assert (await proposed(light_app, second, predecessor="mof 1.0")).file == "mof-1.1.yaml"


async def test_its_source_is_the_public_record_where_there_is_one(
    filled_sqlite_database: str, clock: Clock
) -> None:  # fmt: skip
    app = await App.open(
        replace(settings(filled_sqlite_database), record_url="https://record.example.org"), clock
    )  # fmt: skip

    [source] = (await proposed(app, await a_closed_poll(app, clock))).impact.after.sources

    await app.close()
    assert (source.title, source.url) == ("Result of poll P-2026-0001", "https://record.example.org")


# -- What counts as required ---------------------------------------------------------------------------------------

BANDS = replace(SMALL, rule="mean_band", freedoms="use")
BANDED = {("training-code", Freedom.USE): "yyy", ("model-card", Freedom.USE): "yyn", ("datasets", Freedom.USE): "nnd"}


async def test_under_the_bands_of_the_mean_more_can_be_adopted(light_app: App, clock: Clock) -> None:
    number = await a_closed_poll(light_app, clock, BANDED, BANDS)

    plain = await proposed(light_app, number)
    more = await proposed(light_app, number, adopts="Required, likely_required; maybe required")

    assert _required(plain) == {"training-code"}
    assert _required(more) == {"training-code", "model-card"}
    assert more.content.decode().startswith(
        "# A draft made of the result of poll P-2026-0001, for people to decide. What came out as required, likely "
        "required and maybe required is required.\nid: osaid\n"
    )


def _required(found: DefinitionProposal) -> set[str]:
    """What a draft requires because of the poll."""
    rows = found.impact.after.requirements
    return {row.id for row in rows if row.obligation is Obligation.REQUIRED and row.clause.startswith("P-")}


@pytest.mark.parametrize(
    ("typed", "adopts", "why"),
    [
        (BANDS, "not required", "By “not required” no component can be required; adopts takes required, likely "
                                "required and maybe required."),
        (BANDS, "likely", "By “likely” no component can be required"),
        (BANDS, "maybe required", "who adopts maybe required adopts required and likely required as well."),
        (BANDS, "likely required", "who adopts likely required adopts required as well."),
        (SMALL, "required, likely required", "is counted by super, which has no bands between required and not "
                                             "required; leave adopts out."),
    ],
)  # fmt: skip
async def test_outcomes_that_cannot_be_adopted_are_refused_with_what_can(
    light_app: App, clock: Clock, typed: DraftTyped, adopts: str, why: str
) -> None:
    votes = BANDED if typed is BANDS else VOTES
    number = await a_closed_poll(light_app, clock, votes, typed)

    with pytest.raises(NotDraftable) as refused:
        await proposed(light_app, number, adopts=adopts)

    assert why in str(refused.value)


# -- What is kept, and what stays ----------------------------------------------------------------------------------


async def test_proposing_changes_no_answer_and_no_version(app: App, database: str, clock: Clock) -> None:
    number = await a_closed_poll(app, clock)
    question = "is Pythia open source AI?"
    before = (await app.answers.ask(question), await app.definitions.all(), await app.definitions.show())

    found = await proposed(app, number)

    assert found.impact.turns
    assert (await app.answers.ask(question), await app.definitions.all(), await app.definitions.show()) == before
    restarted = await App.open(settings(database), clock)
    after = (await restarted.answers.ask(question), await restarted.definitions.all())
    await restarted.close()
    assert after == before[:2]


async def test_the_poll_keeps_what_was_proposed_of_which_version_and_by_whom(app: App, clock: Clock) -> None:
    number = await a_closed_poll(app, clock)

    found = await proposed(app, number)

    [event] = (await app.poll_results.result(number)).proposals
    assert event == found.event
    assert (event.kind, event.by, event.at) == (EventKind.DEFINITION_PROPOSED, FACILITATOR.id, clock.now)
    assert event.body == {
        "definition": "osaid 1.1",
        "predecessor": "osaid 1.0",
        "adopts": ["required"],
        "file": "osaid-1.1.yaml",
        "digest": hashlib.sha256(found.content).hexdigest(),
    }


async def test_the_same_draft_is_the_same_file_and_is_kept_once_whoever_asks(
    app: App, database: str, clock: Clock
) -> None:
    number = await a_closed_poll(app, clock)
    other = await App.open(settings(database), clock)

    both = await asyncio.gather(proposed(app, number), proposed(other, number))

    await other.close()
    clock.move(LATER)
    later = await app.definition_proposals.propose(number, MODERATORS[0])
    assert {one.content for one in (*both, later)} == {later.content}
    assert sorted(one.again for one in both) == [False, True]
    assert (later.again, later.event.by) == (True, FACILITATOR.id)
    assert len((await app.poll_results.result(number)).proposals) == 1


async def test_a_request_that_is_delivered_twice_is_kept_once(app: App, clock: Clock) -> None:
    number = await a_closed_poll(app, clock)

    for _delivery in range(2):
        await app.definition_proposals.propose(number, FACILITATOR, delivery="discord:1")

    assert len((await app.poll_results.result(number)).proposals) == 1


async def test_another_draft_of_the_same_poll_is_kept_beside_the_first(light_app: App, clock: Clock) -> None:
    number = await a_closed_poll(light_app, clock)

    await proposed(light_app, number)
    await proposed(light_app, number, version="2.0")

    events = (await light_app.poll_results.result(number)).proposals
    assert [event.body["definition"] for event in events] == ["osaid 1.1", "osaid 2.0"]


async def test_the_close_is_noted_before_a_draft_is_made(light_app: App, clock: Clock) -> None:
    number = await a_closed_poll(light_app, clock)

    found = await proposed(light_app, number)

    assert found.poll.finished_at == clock.now


# -- Refusals ------------------------------------------------------------------------------------------------------


async def test_only_a_poll_that_is_over_and_not_void_becomes_a_draft(light_app: App, clock: Clock) -> None:
    drafted = await a_draft(light_app)
    opened = await an_open_poll(light_app)
    with pytest.raises(NotNow, match="is a draft"):
        await proposed(light_app, drafted)
    with pytest.raises(NotNow, match=f"Poll {opened} is open until"):
        await proposed(light_app, opened)
    voided = await a_closed_poll(light_app, clock)
    await light_app.polls.void(voided, "the question was wrong", MODERATORS[0])
    with pytest.raises(NotNow, match="is void"):
        await proposed(light_app, voided)
    with pytest.raises(Unknown, match="There is no poll “99”"):
        await proposed(light_app, "99")


@pytest.mark.parametrize(
    ("wished", "why"),
    [
        ({"predecessor": "osaid 7"}, "No definition is called “osaid 7”. There are: osaid 0.0.2"),
        ({"version": "1.0"}, "There is a version osaid 1.0 already, and a published version is never changed"),
        ({"version": "osaid 1.0-rc1"}, "There is a version osaid 1.0-RC1 already"),
        ({"version": "../1"}, "A version is written like 0.0.10 or 1.1-RC1, not “../1”."),
    ],
)
async def test_versions_that_cannot_be_are_refused_and_nothing_is_kept(
    light_app: App, clock: Clock, wished: dict[str, str], why: str
) -> None:
    number = await a_closed_poll(light_app, clock)

    with pytest.raises(Refusal) as refused:
        await proposed(light_app, number, **wished)

    assert why in str(refused.value)
    assert (await light_app.poll_results.result(number)).proposals == ()


@pytest.mark.parametrize(
    "votes",
    [{}, {("training-code", Freedom.USE): "ddd"}, {("training-code", Freedom.USE): "ynd"}],
    ids=["no votes", "only discuss", "as many yes as no"],
)
async def test_a_poll_that_decided_nothing_becomes_no_draft(
    light_app: App, clock: Clock, votes: dict[tuple[str, Freedom], str]
) -> None:
    number = await a_closed_poll(light_app, clock, votes)

    with pytest.raises(NotDraftable, match=r"decided nothing that a definition could say.*/poll round2 drafts"):
        await proposed(light_app, number)

    assert not (await light_app.poll_results.result(number)).decides


async def test_where_only_bands_between_came_out_it_is_said_how_to_adopt_them(light_app: App, clock: Clock) -> None:
    typed = replace(BANDS, components="training-code, model-card")
    votes = {("training-code", Freedom.USE): "yyy", ("model-card", Freedom.USE): "yyy"}
    number = await a_closed_poll(light_app, clock, votes, typed)

    with pytest.raises(NotDraftable, match="You can adopt more, with adopts: required, likely required, maybe req"):
        await proposed(light_app, number)

    adopted = await proposed(light_app, number, adopts="required, likely required, maybe required")
    assert _required(adopted) == {"training-code", "model-card"}
