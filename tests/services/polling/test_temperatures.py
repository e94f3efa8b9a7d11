"""A poll that asks how far people are for or against something: cast, refused, counted, proposed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.definitions import Freedom
from bot.domain.polls import charter_forms
from bot.domain.polls.ballots import Cell, Choice, Said
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.poll_charters import Meanings, NamesPolicy, Outsiders, PollCharter, StepMeanings
from bot.domain.polls.polls import Via
from bot.domain.polls.rulebooks import UnfitRule
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.templates import Template
from bot.domain.refusals import Refusal
from bot.services.polling.ballot_texts import BadBallotText
from bot.services.polling.drafting import DraftTyped
from tests.support.apps import Clock
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, an_open_poll, person, said

TEMPERATURE = BallotScale.TEMPERATURE
TYPED = DraftTyped(components="training-code, datasets", freedoms="use, study", scale=TEMPERATURE)
ANN, BOB, CYD = person("ann"), person("bob"), person("cyd")
LATER = timedelta(days=8)


async def choices(app: App, number: str, actor: Actor = ANN) -> Mapping[Cell, Choice | None]:
    return {cell: one.choice for cell, one in (await app.ballots.own(number, actor)).cells.items()}


async def cast(app: App, number: str, **by_name: str) -> None:
    """A letter of text for each voter, of the data to study."""
    for name, choice in by_name.items():
        await app.ballots.cast_text(number, person(name), f"datasets: study={choice}")


# -- The charter -----------------------------------------------------------------------------------------------------


async def test_the_template_asks_how_far_people_are_for_it(light_app: App) -> None:
    charter = (await light_app.polls.draft(DraftTyped(template=Template.TEMPERATURE), FACILITATOR)).poll.charter

    assert (charter.scale, charter.meanings, len(charter.cells)) == (TEMPERATURE, StepMeanings(), 68)
    assert charter.question.startswith("How far are you for or against requiring these components to use, study")


async def test_a_scale_goes_with_any_template_and_its_charter_comes_back_the_same(light_app: App) -> None:
    charter = (await light_app.polls.draft(replace(TYPED, template=Template.QUICK), FACILITATOR)).poll.charter

    again = charter_forms.read(PollCharter, charter.canonical)

    assert again == charter
    assert again.digest == charter.digest
    assert list(json.loads(charter.canonical)["meanings"]) == [
        "abstain", "against", "blank", "in_favour", "neutral", "strongly_against", "strongly_for",
    ]  # fmt: skip


async def test_a_poll_of_yes_and_no_is_written_as_before(light_app: App) -> None:
    charter = (await light_app.polls.draft(replace(TYPED, scale=None), FACILITATOR)).poll.charter

    assert charter.meanings == Meanings()
    assert json.loads(charter.canonical)["scale"] == "required"
    assert list(json.loads(charter.canonical)["meanings"]) == ["abstain", "blank", "discuss", "no", "yes"]


async def test_bands_of_the_mean_are_refused_with_the_rules_that_go(light_app: App) -> None:
    with pytest.raises(UnfitRule, match="Count it by simple, super, absolute"):
        await light_app.polls.draft(replace(TYPED, rule="mean_band"), FACILITATOR)

    assert await light_app.polls.all() == ()


async def test_a_second_round_has_the_scale_of_the_first_and_begins_with_its_answers(
    light_app: App, clock: Clock
) -> None:
    first = await an_open_poll(light_app, typed=TYPED)
    await cast(light_app, first, ann="strongly_against")
    clock.move(LATER)
    second = (await light_app.polls.round2(first, "3 days", FACILITATOR)).poll.number
    token = (await light_app.polls.preview(second)).token
    for moderator in MODERATORS:
        await light_app.polls.confirm_roll(second, token, moderator)
    await light_app.polls.open(second, FACILITATOR)

    await light_app.ballots.take_over(second, ANN)

    assert await choices(light_app, second) == {DATA: Choice.STRONGLY_AGAINST}


# -- Ballots -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", TEMPERATURE.choices)
async def test_every_choice_is_kept_as_it_was_made(app: App, choice: Choice) -> None:
    number = await an_open_poll(app, typed=TYPED)

    await app.ballots.cast(number, ANN, [said(DATA, choice, "why")], Via.EXPLICIT)

    assert await choices(app, number) == {DATA: choice}
    async with app.store.read() as records:
        assert [one.choice for one in await records.poll_cells.of(number)] == [choice]


@pytest.mark.parametrize("scale", BallotScale)
async def test_what_is_on_another_scale_is_refused_with_what_can_be_said(light_app: App, scale: BallotScale) -> None:
    number = await an_open_poll(light_app, typed=replace(TYPED, scale=scale))
    strange = next(choice for choice in Choice if choice not in scale.choices)

    with pytest.raises(Refusal, match=f"{scale.choices[-2].value} or abstain, and not “{strange.value}”"):
        await light_app.ballots.cast(number, ANN, [said(CODE, scale.ticked), said(DATA, strange)], Via.EXPLICIT)
    with pytest.raises(BadBallotText, match="there is no choice"):
        await light_app.ballots.cast_text(number, ANN, f"datasets: study={strange.value}")

    assert await choices(light_app, number) == {}


@pytest.mark.parametrize(
    ("written", "choice"),
    [
        ("++", Choice.STRONGLY_FOR),
        ("+", Choice.FOR),
        ("0", Choice.NEUTRAL),
        ("-", Choice.AGAINST),
        ("--", Choice.STRONGLY_AGAINST),
        ("\N{MINUS SIGN}", Choice.AGAINST),
        ("\N{EM DASH}", Choice.STRONGLY_AGAINST),
        ("strongly-for", Choice.STRONGLY_FOR),
        ("Strongly_Against", Choice.STRONGLY_AGAINST),
        ("abstain", Choice.ABSTAIN),
    ],
)
async def test_a_step_can_be_written_for_short(light_app: App, written: str, choice: Choice) -> None:
    number = await an_open_poll(light_app, typed=TYPED)

    await light_app.ballots.cast_text(number, ANN, f"datasets: study={written}")

    assert await choices(light_app, number) == {DATA: choice}


async def test_a_ballot_of_yes_and_no_knows_no_signs(light_app: App) -> None:
    number = await an_open_poll(light_app)

    with pytest.raises(BadBallotText, match="there is no choice “\\+” here; there are yes, no, discuss, abstain"):
        await light_app.ballots.cast_text(number, ANN, "datasets: study=+")


async def test_ticks_say_the_step_of_their_list_and_leave_the_other_steps_alone(light_app: App) -> None:
    number = await an_open_poll(light_app, typed=TYPED)
    code = Cell("training-code", Freedom.STUDY)

    await light_app.papers.tick(number, ANN, Freedom.STUDY, "datasets, training-code", step=Choice.AGAINST)
    await light_app.papers.tick(number, ANN, Freedom.STUDY, "datasets")
    moved = await choices(light_app, number)
    paper = await light_app.papers.tick(number, ANN, Freedom.STUDY, "none", step=Choice.AGAINST)

    assert moved == {DATA: Choice.FOR, code: Choice.AGAINST}
    assert await choices(light_app, number) == {DATA: Choice.FOR}
    assert paper.step is Choice.AGAINST


async def test_a_poll_of_yes_and_no_has_no_steps_to_tick(light_app: App) -> None:
    number = await an_open_poll(light_app)

    with pytest.raises(Refusal, match="has no steps"):
        await light_app.papers.quick(number, ANN, step=Choice.FOR)
    with pytest.raises(Refusal, match="has no steps"):
        await light_app.papers.tick(number, ANN, Freedom.STUDY, "datasets", step=Choice.FOR)


async def test_the_rest_can_be_filled_in_as_neutral_and_never_as_against(light_app: App) -> None:
    number = await an_open_poll(light_app, typed=TYPED)
    await cast(light_app, number, ann="--")

    await light_app.ballots.rest_not_required(number, ANN)

    cells = (await light_app.ballots.own(number, ANN)).cells
    assert cells[DATA].choice is Choice.STRONGLY_AGAINST
    assert {(one.choice, one.via) for cell, one in cells.items() if cell != DATA} == {(Choice.NEUTRAL, Via.FILL)}


@pytest.mark.parametrize("scale", BallotScale)
async def test_a_form_offers_what_the_scale_has(light_app: App, scale: BallotScale) -> None:
    number = await an_open_poll(light_app, typed=replace(TYPED, scale=scale))

    offered = await light_app.papers.sayable(number)

    assert {said_.choice for said_ in offered} == {*scale.choices, None}
    assert offered[-2:] == (Said.ABSTAIN, Said.NONE)


# -- The result --------------------------------------------------------------------------------------------------------


async def test_a_result_has_sides_and_steps_and_a_recount_gives_the_same(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, "ann", "bob", "cyd", "dee", typed=TYPED)
    await cast(app, number, ann="++", bob="+", cyd="0", dee="--")
    await app.poll_results.object(number, "datasets: study", "What is a data set?", "Say which.", ANN)
    clock.move(LATER)

    found = await app.poll_results.result(number)
    recount = await app.poll_results.recount(number, "to be sure", MODERATORS[0])

    [cell] = [one for one in found.found.cells if one.cell == DATA]
    assert cell.outcome is Outcome.REQUIRED
    assert cell.tally.counts.steps == (1, 1, 1, 0, 1)
    assert cell.measures.median == (Choice.FOR, Choice.NEUTRAL)
    assert cell.sensitivity is not None
    assert "mean_band" not in cell.sensitivity.verdicts
    assert recount.before == recount.after == found.digest
    assert [one.cell for one in found.objections] == [DATA]


async def test_whether_somebody_is_strongly_for_it_is_part_of_the_tally_that_is_kept(
    light_app: App, clock: Clock
) -> None:
    numbers = [await an_open_poll(light_app, typed=TYPED) for _poll in range(2)]
    for number, step in zip(numbers, ("+", "++"), strict=True):
        await cast(light_app, number, ann=step)
    clock.move(LATER)

    digests = [(await light_app.poll_results.result(number)).digest for number in numbers]

    assert digests[0] != digests[1]


async def test_a_temperature_becomes_the_draft_of_a_definition_by_the_rule_of_its_charter(
    light_app: App, clock: Clock
) -> None:
    number = await an_open_poll(light_app, typed=TYPED)
    await cast(light_app, number, ann="++", bob="+", cyd="-")
    clock.move(LATER)

    found = await light_app.definition_proposals.propose(number, FACILITATOR)

    rows = {row.clause: row.freedoms for row in found.impact.after.requirements}
    assert rows[f"{number}: study 2 of 3"] == (Freedom.STUDY,)


async def test_outsiders_are_counted_on_the_same_scale(light_app: App, clock: Clock) -> None:
    typed = replace(TYPED, outsiders=Outsiders.ADVISORY, names=NamesPolicy.NAMED)
    number = await an_open_poll(light_app, typed=typed)
    await cast(light_app, number, zoe="--")
    clock.move(LATER)

    found = await light_app.poll_results.result(number)

    assert found.advisory is not None
    [cell] = [one for one in found.advisory.tally.cells if one.cell == DATA]
    assert cell.counts.steps == (0, 0, 0, 0, 1)
    assert found.found.tally.turnout.voted == 0
