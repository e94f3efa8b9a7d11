"""Why something is as it is, as people read it: from a requirement or a verdict back, from a decision forward."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Via
from bot.domain.refusals import Unknown
from bot.services.libraries import Snapshot
from bot.services.polling.drafting import DraftTyped
from tests.support.adopting import a_draft_text
from tests.support.apps import Clock
from tests.support.decisions import MIA, a_decision, two_persons, typed
from tests.support.golden import Golden
from tests.support.ledger import opened
from tests.support.polling import FACILITATOR, a_roll, an_open_poll, person, said
from tests.support.saying import say

ANN = person("ann")
STUDY = Cell("training-code", Freedom.STUDY)
VOTERS = {"ann": "Law", "bob": "Law", "cyd": "Law", "dan": "Labs", "eve": "Labs", "fox": "Labs"}
REASONS = {
    "ann": "One *cannot* study @everyone's system without it.",
    "dan": "It costs too much.",
    "bob": "As Ann says.",
}


async def a_poll_with_reasons(app: App, clock: Clock, *, told: bool = True) -> str:
    """A poll that is over: Law for it, Labs mostly against."""
    asked = DraftTyped(
        components="training-code, datasets", freedoms="use, study", names=NamesPolicy.NAMED, reasons_published=told
    )
    roll = [entry for name, category in VOTERS.items() for entry in a_roll(name, category=category)]
    number = await an_open_poll(app, typed=asked, roll=roll)
    for name, category in VOTERS.items():
        choice = Choice.YES if category == "Law" or name == "fox" else Choice.NO
        await app.ballots.cast(number, person(name), [said(STUDY, choice, REASONS.get(name, ""))], Via.EXPLICIT)
    await app.poll_results.object(number, "training-code: study", "It is not ours to ask.", "Ask less.", person("dan"))
    clock.move(timedelta(days=8))
    await app.poll_results.finish(number)
    return number


async def test_why_reads_as_it_did(light_app: App, clock: Clock, golden: Golden) -> None:
    poll = await a_poll_with_reasons(light_app, clock)
    heard = [await say(light_app, ANN, '/why "training code"')]
    await light_app.definition_proposals.propose(poll, FACILITATOR)
    heard.append(
        await say(
            light_app,
            MIA,
            '/decision log "Training code is required" "Must it be?" "Yes, to study." "Nobody can follow it." '
            f'basis:"{poll} training-code/study; https://discord.com/channels/1/2/3" adopts:"osaid 1.1" '
            'dissent:"It asks too much." disposition:overruled answer:"Two thirds want it." '
            'affects:"osaid 1.1/training-code"',
        )
    )
    clock.move(timedelta(days=1))
    heard += [
        await say(light_app, ANN, '/why "training code" freedom:study'),
        await say(light_app, ANN, "/why osaid-1.0/datasets"),
        await say(light_app, ANN, "/why Pythia"),
        await say(light_app, ANN, '/why "Llama 2"'),
        await say(light_app, ANN, "/why osaid-1.1"),
        await say(light_app, ANN, "/why osaid-1.0"),
        await say(light_app, ANN, "/why D-2026-0001"),
        await say(light_app, MIA, '/decision log "Later" "Q?" "A." "B." basis:D-2026-0001'),
        await say(light_app, ANN, "/why D-2026-0002"),
        await say(light_app, ANN, "/why D-2026-0001"),
        await say(light_app, ANN, "/why nonsense"),
    ]

    golden("decisions/why.md", "".join(heard))


async def test_a_decision_that_turned_verdicts_says_whose(light_app: App, clock: Clock) -> None:
    number = await a_decision(light_app, adopts="osaid 0.0.9")
    clock.move(timedelta(days=1))

    forward = " ".join((await say(light_app, ANN, f"/why {number}")).split())
    turned = (await light_app.definitions.diff("osaid 1.0", "osaid 0.0.9")).turns
    back = " ".join((await say(light_app, ANN, f"/why {turned[0].before.system.id}")).split())

    assert f"By today's facts {len(turned)} systems' verdicts are others: {turned[0].before.system.name}" in forward
    assert "rows differ from osaid 1.0, which was in force before." in forward
    assert f"{number} turned it: by osaid 1.0, which was in force before, it would be" in back


async def test_reasons_that_a_charter_does_not_publish_are_told_to_nobody(light_app: App, clock: Clock) -> None:
    await a_poll_with_reasons(light_app, clock, told=False)

    heard = await say(light_app, MIA, '/why "training code"')

    assert "Its charter does not publish reasons." in heard
    assert "costs too much" not in heard


async def test_votes_are_not_told_before_a_poll_is_over(light_app: App) -> None:
    number = await an_open_poll(light_app)
    answer = [said(STUDY, Choice.YES, "A secret for now.")]
    await light_app.ballots.cast(number, ANN, answer, Via.EXPLICIT)

    heard = await say(light_app, MIA, '/why "training code"')

    assert "Votes in" not in heard
    assert "A secret for now" not in heard


@pytest.mark.parametrize(
    ("about", "said_"),
    [
        ("P-2026-0001", "P-2026-0001 is a poll: /poll result shows"),
        ("T-2026-0001", "T-2026-0001 is a town hall"),
        ("E-2026-0001", "E-2026-0001 is an endorsement"),
        ("osaid 1.1", "osaid 1.1 is a draft that no decision has adopted"),
        ("osaid 9", "No definition is called “osaid 9”"),
        ("osaid 1.0/nonsense", "osaid 1.0 has no row “nonsense”"),
        ("x" * 3000, f"No system called “{'x' * 100}” is recorded"),
    ],
)
async def test_where_nothing_is_known_it_is_said_what_there_is(light_app: App, about: str, said_: str) -> None:
    for title in ("Definition 1.0", "Definition, another 1.1"):
        await a_draft_text(light_app, **{"Definition 1.0": title})

    with pytest.raises(Unknown, match=re.escape(said_)):
        await light_app.reasons.why(about, ANN)


async def test_a_draft_decision_is_told_to_moderators_alone(light_app: App, clock: Clock) -> None:
    await a_draft_text(light_app)
    await two_persons(light_app).log(typed(adopts="osaid 1.1", affects="osaid 1.0/training-code"), MIA)

    assert "There is no decision “D-2026-0001”" in await say(light_app, ANN, "/why D-2026-0001")
    assert "No decision logged here rests on votes about it" in await say(light_app, MIA, '/why "training code"')
    shown = await say(light_app, MIA, "/why D-2026-0001")
    assert "What it would change" in shown
    assert "nothing differs from osaid 1.0." in shown
    assert "By today's facts no system's verdict is another." in shown


async def test_a_draft_is_compared_before_anybody_adopts_it(light_app: App) -> None:
    await a_draft_text(light_app)

    heard = await say(light_app, ANN, "/definition diff osaid-1.0 osaid-1.1")

    assert "No recorded system changes its verdict." in heard


async def test_where_it_stands_in_the_log_is_told(
    filled_sqlite_database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    app = await opened(filled_sqlite_database, tmp_path / "record", clock, known)
    poll = await a_poll_with_reasons(app, clock)
    await app.decisions.log(typed(basis=f"{poll} training-code/study"), MIA)
    await app.ledger.keep()

    heard = " ".join((await say(app, ANN, '/why "training code"')).split())

    first, *_middle, last = [one.sequence for one in await app.ledger.places(poll)]
    assert f"{poll} at {first}–{last}" in heard
    assert "“osaibot record prove D-2026-0001” writes a proof" in heard or "“osaibot record prove P-" in heard
    await app.close()
