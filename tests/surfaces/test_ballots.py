"""Voting in the terminal: the same two ways as on a phone, by numbers and by lines."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Sequence

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.console import Console, printer
from tests.support.polling import an_open_poll, person

ANN = person("ann")
CODE, DATA = (Cell(component, Freedom.STUDY) for component in ("training-code", "datasets"))


async def dialogue(app: App, actor: Actor, lines: Sequence[str], answers: Sequence[str] = ()) -> list[str]:
    """What the terminal shows for each line; forms are answered in their order."""
    typed, shown, asked = iter(answers), list[str](), list[str]()

    async def prompt(text: str) -> str:
        asked.append(text)
        return next(typed)

    stream = io.StringIO()
    console = Console(app, actor, printer(stream, 120, numbered=True), prompt)
    for line in lines:
        stream.seek(0)
        stream.truncate()
        await console.read(line)
        shown.append(" ".join([*asked, stream.getvalue()]))
        asked.clear()
    return shown


def number_of(shown: str, label: str) -> str:
    """The number beside a choice."""
    before = shown.partition(f"] {label}")[0]
    return before.rpartition("[")[2]


async def said(app: App, number: str) -> dict[Cell, Choice | None]:
    return {cell: one.choice for cell, one in (await app.ballots.own(number, ANN)).cells.items()}


async def test_a_list_is_ticked_by_its_number(light_app: App) -> None:
    number = await an_open_poll(light_app)
    (screen,) = await dialogue(light_app, ANN, [f"/ballot quick {number}"])

    lines = [f"/ballot quick {number}", number_of(screen, "Required to study it")]
    _screen, ticked = await dialogue(light_app, ANN, lines, ["training-code, datasets"])

    assert "training-code" in ticked
    assert "Study: 2 required." in ticked
    assert await said(light_app, number) == {CODE: Choice.YES, DATA: Choice.YES}


async def test_a_list_is_ticked_and_unticked_by_a_line(light_app: App) -> None:
    number = await an_open_poll(light_app)

    await dialogue(light_app, ANN, [f'/ballot tick {number} study "Training code, datasets"'])
    both = await said(light_app, number)
    await dialogue(light_app, ANN, [f"/ballot tick {number} study datasets"])
    one = await said(light_app, number)
    await dialogue(light_app, ANN, [f"/ballot tick {number} study none"])

    assert both == {CODE: Choice.YES, DATA: Choice.YES}
    assert one == {DATA: Choice.YES}
    assert await said(light_app, number) == {}


async def test_a_component_is_answered_by_a_line_and_its_reason_is_kept(light_app: App) -> None:
    number = await an_open_poll(light_app)

    await dialogue(light_app, ANN, [f'/ballot answer {number} datasets study=yes reason="We tried without."'])
    await dialogue(light_app, ANN, [f"/ballot answer {number} datasets study=yes"])
    kept = (await light_app.ballots.own(number, ANN)).cells[DATA].reason
    await dialogue(light_app, ANN, [f"/ballot answer {number} datasets study=no"])

    assert kept == "We tried without."
    assert (await light_app.ballots.own(number, ANN)).cells[DATA].reason == ""


async def test_a_name_that_is_near_is_offered(light_app: App) -> None:
    number = await an_open_poll(light_app)

    wrong, strange, silent = await dialogue(
        light_app,
        ANN,
        [
            f"/ballot tick {number} study dataset",
            f"/ballot careful {number} component:xylophone",
            f"/ballot answer {number} datasets",
        ],
    )

    assert "Did you mean datasets?" in wrong
    assert "/poll preview shows what it asks about" in strange
    assert "Say of at least one freedom whether Datasets is required." in silent


async def test_before_the_first_answer_there_is_no_receipt_and_after_it_the_same_again(light_app: App) -> None:
    number = await an_open_poll(light_app)
    receipt: Callable[[], Awaitable[list[str]]] = lambda: dialogue(light_app, ANN, [f"/ballot receipt {number}"])  # noqa: E731

    none = await receipt()
    await dialogue(light_app, ANN, [f"/ballot tick {number} study datasets"])
    first, again = await receipt(), await receipt()

    assert "You have answered nothing" in none[0]
    assert first == again
    assert "Your ballot now answers 1 of 4 cells" in first[0]


async def test_a_part_that_is_not_there_is_named(light_app: App) -> None:
    number = await an_open_poll(light_app)

    (refused,) = await dialogue(light_app, ANN, [f"/ballot quick {number} part:3"])

    assert "This ballot has 1 part; “3”" in refused


async def test_open_polls_that_wait_for_a_ballot_are_listed_the_first_to_close_first(light_app: App) -> None:
    short = DraftTyped(components="datasets", freedoms="use", closes="2 days", question="Which data?")
    await an_open_poll(light_app)
    await an_open_poll(light_app, typed=short)
    await an_open_poll(light_app, "bob")
    await dialogue(light_app, ANN, ["/ballot tick 1 study datasets"])

    (listed,) = await dialogue(light_app, ANN, ["/ballot list"])
    (nothing,) = await dialogue(light_app, person("zoe"), ["/ballot list"])

    assert listed.index("P-2026-0002") < listed.index("P-2026-0001")
    assert "P-2026-0003" not in listed
    assert "0 of 1" in listed
    assert "1 of 4" in listed
    assert "no open poll that you can vote in" in nothing
