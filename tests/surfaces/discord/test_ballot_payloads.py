"""The screens of a ballot are within every limit of the platform, whatever is asked and said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.definitions import Freedom
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Choice, Said
from bot.domain.polls.papers import parted, shuffled
from bot.domain.polls.poll_charters import PollCharter, meanings_of
from bot.domain.polls.polls import Poll, PollState, Receipt, StandingCell, Via, Voter
from bot.domain.polls.scales import STEPS, BallotScale
from bot.services.polling.own_ballots import OwnBallot
from bot.services.polling.papers import Paper
from bot.surfaces.commands import BY_NAME
from bot.surfaces.commands.registry import Suggestion
from bot.surfaces.discord.controls import form
from bot.surfaces.discord.custom_ids import Press, decode
from bot.surfaces.discord.presenting import Presented, Presenter
from bot.surfaces.pictures import Painter
from bot.surfaces.replies import ballots, papers
from bot.surfaces.reply import Reply

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
RECEIPT = Receipt("P-2026-0001", 4711, NOW, "a" * 64, 160, 40, 160)


def paper(
    count: int,
    *,
    said: Choice | None = None,
    reason: str = "",
    part: int = 0,
    at: int | None = None,
    scale: BallotScale = BallotScale.REQUIRED,
    step: Choice = Choice.YES,
) -> Paper:
    """A ballot of so many components with long names, every cell answered alike."""
    asked = tuple(
        Asked(
            f"component-with-a-long-identifier-{number:02}",
            f"Component number {number} with a *long* name " + "x" * 60,
            "x",
        )
        for number in range(count)
    )
    charter = PollCharter(
        "Which of these are needed? " * 10, "mof 1.0", asked, NOW + timedelta(days=7), scale=scale,
        meanings=meanings_of(scale),
    )  # fmt: skip
    poll = Poll("P-2026-0001", charter, "discord:1", NOW, charter.closes_at, NOW)
    cells = {
        cell: StandingCell("f" * 16, cell, said, Via.EXPLICIT, reason, 1) for cell in charter.cells if said is not None
    }
    own = OwnBallot(poll, PollState.OPEN, Voter("f" * 16, "discord:2"), cells, earlier=count)
    order = shuffled(asked, poll.number, "f" * 16)
    return Paper(own, order, part, None if at is None else order[at], RECEIPT, step)


def a_form(press: Press, shown: Paper, held: str = "no") -> dict[str, Any]:
    """The form of a component, with all that can be said in its cells."""
    sayable = [Said.NONE.value, *(choice.value for choice in shown.scale.choices)]
    offered = tuple(Suggestion(papers.SAID[said], said.value) for said in Said if said.value in sayable)
    filled = {freedom.value: held for freedom in Freedom} | {"reason": "r" * 1000}
    by_name = dict.fromkeys((freedom.value for freedom in Freedom), offered)
    heading = shown.component.name if shown.component else None
    return dict(form(press, BY_NAME["ballot answer"], filled, by_name, heading).to_dict())


async def presented(reply: Reply) -> Presented:
    return await Presenter(BY_NAME, Painter(), None).present(reply)


def units(text: str | None) -> int:
    return len((text or "").encode("utf-16-le")) // 2


def check(message: Presented) -> list[dict[str, Any]]:
    """Every limit of a message; gives its items."""
    assert message.embed is not None
    footer = message.embed.footer.text
    assert units(message.embed.title) <= 256
    assert units(message.embed.description) <= 4096
    assert units(message.embed.title) + units(message.embed.description) + units(footer) <= 6000
    rows: list[Any] = message.view.to_components() if message.view else []
    assert len(rows) <= 5
    items = [item for row in rows for item in row["components"]]
    assert all(len(row["components"]) <= (1 if row["components"][0]["type"] == 3 else 5) for row in rows)
    ids = [item["custom_id"] for item in items]
    assert len(set(ids)) == len(ids)
    for item in items:
        assert units(item["custom_id"]) <= 100
        assert units(item.get("label")) <= 80
        assert units(item.get("placeholder")) <= 150
        options = item.get("options", [])
        assert len(options) <= 25
        assert len({option["value"] for option in options}) == len(options)
        assert all(1 <= units(option["label"]) <= 100 and units(option.get("description")) <= 100 for option in options)
        if options:
            assert 0 <= item["min_values"] <= item["max_values"] <= len(options)
    return items


@pytest.mark.parametrize("said", [None, Choice.YES, Choice.DISCUSS])
@pytest.mark.parametrize("count", range(1, 41))
async def test_the_quick_way_shows_every_component_of_every_freedom(count: int, said: Choice | None) -> None:
    offered: set[tuple[str, str]] = set()
    for part in range(len(parted(range(count)))):  # type: ignore[arg-type]
        items = check(await presented(papers.quick(paper(count, said=said, part=part))))
        lists = [item for item in items if item["type"] == 3]
        assert len(lists) == 4
        for item in lists:
            press = decode(item["custom_id"], BY_NAME)
            assert press.several
            offered |= {(press.arguments["freedom"], option["value"]) for option in item["options"][:-1]}
        assert [item["label"] for item in items if item["type"] == 2][-3] == "Review and finish"

    assert len(offered) == count * 4


@pytest.mark.parametrize("count", range(1, 41))
async def test_the_careful_way_has_a_form_for_every_component(count: int) -> None:
    for place in {0, count // 2, count - 1}:
        shown = paper(count, said=Choice.NO, reason="r" * 1000, at=place)
        items = check(await presented(papers.careful(shown)))
        press = decode(next(item["custom_id"] for item in items if item.get("label") == "Answer"), BY_NAME)
        made = a_form(press, shown)

        assert units(made["title"]) <= 45
        assert units(made["custom_id"]) <= 100
        assert len(made["components"]) == 5
        for line in made["components"]:
            assert units(line["label"]) <= 45
            assert units(line.get("description")) <= 100
            options = line["component"].get("options", [])
            assert len(options) in (0, 5)
            assert line["component"]["type"] == (21 if options else 4)
            assert all(units(option["label"]) <= 100 for option in options)
            assert line["component"].get("max_length", 0) <= 4000


@pytest.mark.parametrize("said", [None, Choice.ABSTAIN])
@pytest.mark.parametrize("count", range(1, 41))
async def test_the_review_shows_the_whole_ballot(count: int, said: Choice | None) -> None:
    shown = paper(count, said=said, reason="r" * 1000)

    items = check(await presented(ballots.own(shown.own)))

    labels = [item["label"] for item in items]
    assert ("The rest is not required" in labels) == (said is None)
    assert labels[0] == ("Finish" if said else "The rest is not required")


# -- On the scale of a temperature ---------------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("count", [1, 17, 24, 25, 40])
async def test_every_step_has_lists_of_every_component_and_leads_to_all_others(count: int, step: Choice) -> None:
    offered: set[tuple[str, str]] = set()
    for part in range(len(parted(range(count)))):  # type: ignore[arg-type]
        shown = paper(count, said=Choice.STRONGLY_AGAINST, part=part, scale=BallotScale.TEMPERATURE, step=step)
        items = check(await presented(papers.quick(shown)))
        lists = [item for item in items if item["type"] == 3]
        assert len(lists) == 4
        for item in lists:
            press = decode(item["custom_id"], BY_NAME)
            assert (press.several, press.arguments["step"]) == (True, step.value)
            offered |= {(press.arguments["freedom"], option["value"]) for option in item["options"][:-1]}
            ticked = [option for option in item["options"] if option.get("default")]
            assert bool(ticked) == (step is Choice.STRONGLY_AGAINST)
        pressed = [decode(item["custom_id"], BY_NAME) for item in items if item["type"] == 2]
        place = STEPS.index(step)
        assert [press.arguments["step"] for press in pressed[:2]] == [STEPS[place - 1], STEPS[(place + 1) % 5]]
        assert "ballot show" in [press.command for press in pressed]

    assert len(offered) == count * 4


@pytest.mark.parametrize("count", [1, 17, 40])
async def test_a_form_of_steps_has_menus_within_every_limit(count: int) -> None:
    shown = paper(count, said=Choice.STRONGLY_FOR, at=0, reason="r" * 1000, scale=BallotScale.TEMPERATURE)
    items = check(await presented(papers.careful(shown)))
    press = decode(next(item["custom_id"] for item in items if item.get("label") == "Answer"), BY_NAME)

    made = a_form(press, shown, held="strongly_for")

    assert units(made["custom_id"]) <= 100
    menus = [line["component"] for line in made["components"] if line["component"].get("options")]
    assert [menu["type"] for menu in menus] == [3] * 4
    for menu in menus:
        assert [option["value"] for option in menu["options"]] == [*STEPS, "abstain", "none"]
        assert [option["value"] for option in menu["options"] if option.get("default")] == ["strongly_for"]


@pytest.mark.parametrize("said", [None, *BallotScale.TEMPERATURE.choices])
async def test_the_review_of_a_temperature_is_within_every_limit(said: Choice | None) -> None:
    shown = paper(40, said=said, reason="r" * 1000, scale=BallotScale.TEMPERATURE)

    items = check(await presented(ballots.own(shown.own)))

    labels = [item["label"] for item in items]
    assert ("The rest is neutral" in labels) == (said is None)
    assert "The rest is not required" not in labels


async def test_what_somebody_wrote_as_a_reason_stays_text() -> None:
    shown = paper(1, said=Choice.YES, reason="<@1> @everyone **x** `y`", at=0)

    message = await presented(papers.careful(shown))

    assert message.embed is not None
    text = message.embed.description or ""
    assert "<@1>" not in text
    assert "@everyone" not in text.replace("\u200b", "|")
