"""From an answer or a message to a proposal: the page, the menu, the form, the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.proposals import Availability, Detail, DetailProposed, FactProposed
from tests.support.simulation import Forum, Result, buttons, embed

PAGE = "https://example.org/page"
FACT = {"availability": "open", "licence": "MIT", "source": PAGE, "shows": "The code is *there*."}


def message(result: Result) -> Any:
    assert result.response is not None
    return result.response


async def the_page(forum: Forum) -> Any:
    """The page on which one chooses what is wrong, from the button below an answer."""
    answer = await forum.member.slash(forum.general, "ask", question="Is Llama 2 open source AI?")
    return message(await forum.voter.click(message(answer), label="Propose a correction"))


async def from_message(forum: Forum, text: str) -> Result:
    written = await forum.member.send(forum.general, text)
    return await forum.voter.context_menu(forum.general, "Propose a correction", written)


def lines(shown: Result) -> dict[str, dict[str, Any]]:
    """The lines of a form, by the argument that each becomes."""
    assert shown.modal is not None
    return {line["component"]["custom_id"]: line["component"] for line in shown.modal["components"]}


def held(component: Mapping[str, Any]) -> str | None:
    """What a line of a form holds when it is opened."""
    if "options" not in component:
        return component.get("value")
    return next((option["value"] for option in component["options"] if option.get("default")), None)


def menu_of(shown: Any) -> dict[str, Any]:
    return next(item for item in buttons(shown) if "options" in item)


async def test_the_form_begins_with_what_is_recorded(forum: Forum) -> None:
    shown = await forum.voter.select(await the_page(forum), ["model_parameters"])

    found = lines(shown)
    assert list(found) == ["availability", "licence", "source", "shows", "read_on"]
    assert (held(found["availability"]), held(found["licence"])) == ("gated", "LicenseRef-Llama-2-Community")
    assert (held(found["source"]), held(found["shows"])) == (None, None)
    assert [option["value"] for option in found["availability"]["options"]] == list(Availability)
    assert [name for name, line in found.items() if not line["required"]] == ["licence", "read_on"]


async def test_where_nothing_is_recorded_the_form_begins_empty(forum: Forum) -> None:
    page = await the_page(forum)
    unrecorded = next(o["value"] for o in menu_of(page)["options"] if o.get("description") == "not recorded")

    shown = await forum.voter.select(page, [unrecorded])

    assert all(held(line) is None for line in lines(shown).values())


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "restarted"])
async def test_a_filled_in_form_is_a_proposal_with_a_receipt(forum: Forum, restarted: bool) -> None:
    page = await the_page(forum)
    if restarted:
        await forum.restart()
    shown = await forum.voter.select(page, ["training_code"])
    if restarted:
        await forum.restart()
        assert shown.modal is not None
        (receipt,) = await forum.deliver(forum.form(forum.voter, forum.general, shown.modal["custom_id"], **FACT))
    else:
        receipt = await forum.voter.submit_modal(shown, {**FACT, "availability": ["open"]})

    (proposal,) = await forum.app.reviews.all()
    assert isinstance(proposal.proposed, FactProposed)
    assert (proposal.system, proposal.proposed.component, proposal.proposed.availability) == (
        "llama-2",
        "training_code",
        "open",
    )
    assert (proposal.shows, proposal.proposer) == ("The code is *there*.", f"discord:{forum.voter.id}")
    assert receipt.ephemeral
    assert embed(receipt).title == "Proposal 1 noted"
    assert "“The code is \\*there\\*.”" in (embed(receipt).description or "")


async def test_a_form_delivered_twice_is_one_proposal(forum: Forum) -> None:
    shown = await forum.voter.select(await the_page(forum), ["training_code"])
    assert shown.modal is not None
    delivery = forum.form(forum.voter, forum.general, shown.modal["custom_id"], **FACT)

    await forum.deliver(delivery, delivery)

    assert len(await forum.app.reviews.all()) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"source": "example.org"}, "A source is the address of a page"),
        ({"licence": "Apache-3.0"}, "No licence “Apache-3.0” is in the table"),
        ({"availability": "not_released"}, "leave the licence out"),
        ({"read_on": "2031-01-01"}, "Nobody can have read a page on 2031-01-01"),
    ],
)
async def test_a_form_that_is_filled_in_wrongly_loses_nothing(
    forum: Forum, wrong: dict[str, str], sentence: str
) -> None:
    shown = await forum.voter.select(await the_page(forum), ["training_code"])
    assert shown.modal is not None

    (refused,) = await forum.deliver(forum.form(forum.voter, forum.general, shown.modal["custom_id"], **(FACT | wrong)))

    assert refused.ephemeral
    assert sentence in message(refused).content
    assert "The code is *there*." in message(refused).content
    assert await forum.app.reviews.all() == ()


async def test_something_about_the_system_itself_is_chosen_in_a_form(forum: Forum) -> None:
    shown = await forum.voter.click(await the_page(forum), label="The system itself")
    typed = {"detail": ["alias"], "value": "two llamas", "source": PAGE, "shows": "It is called so."}

    await forum.voter.submit_modal(shown, typed)

    assert [option["value"] for option in lines(shown)["detail"]["options"]] == list(Detail)
    (proposal,) = await forum.app.reviews.all()
    assert proposal.proposed == DetailProposed(Detail.ALIAS, "two llamas")


# -- The menu on a message -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"Llama 2 is closed, see {PAGE}",
        f"Llama 2 is closed ({PAGE}).",
        f"Llama 2 is closed: [look]({PAGE})",
        f"Llama 2 is closed, **{PAGE}**!",
        f"Llama 2 is closed <{PAGE}>",
    ],
)
async def test_a_link_in_the_message_stands_in_every_form_as_the_source(forum: Forum, text: str) -> None:
    page = message(await from_message(forum, text))

    for shown in (
        await forum.voter.select(page, ["training_code"]),
        await forum.voter.click(page, label="Say it in words"),
        await forum.voter.click(page, label="The system itself"),
    ):
        assert held(lines(shown)["source"]) == PAGE


async def test_the_link_goes_along_when_a_system_is_chosen(forum: Forum) -> None:
    which = await from_message(forum, f"Llama 2 is closed, and Pythia is not: {PAGE}")
    page = await forum.voter.select(message(which), ["pythia"])

    shown = await forum.voter.select(message(page), ["training_code"])

    assert held(lines(shown)["source"]) == PAGE


async def test_a_link_that_is_too_long_is_left_out_and_nothing_else(forum: Forum) -> None:
    page = await from_message(forum, f"Llama 2 is closed, see https://example.org/{'x' * 100}")

    shown = await forum.voter.select(message(page), ["training_code"])

    assert held(lines(shown)["source"]) is None
    assert list(lines(shown)) == ["availability", "licence", "source", "shows", "read_on"]
