"""A normal poll takes one form."""

from __future__ import annotations

from bot.domain.polls.templates import Template
from tests.support.simulation import Forum, Result, embed
from tests.support.voting import labels, voters


def held(shown: Result) -> dict[str, str | None]:
    """What the lines of a form hold at first."""
    assert shown.modal is not None
    return {line["component"]["custom_id"]: line["component"].get("value") for line in shown.modal["components"]}


async def test_a_poll_and_its_roll_are_drafted_in_one_form(forum: Forum) -> None:
    people = voters(forum, 3)
    form = await forum.facilitator.slash(forum.general, "poll new", subject="Llama 2")
    filled = held(form)
    assert filled == {
        "question": "Which components are needed to use, study, modify and share Llama 2?",
        "closes": "7 days",
        "contact": None,
        "people": None,
    }

    roll = " ".join(f"<@{person.id}>" for person in people)
    preview = await forum.facilitator.submit_modal(form, {**filled, "contact": "the desk", "people": roll})

    text = embed(preview).description or ""
    assert "**Roll**: 3 voters" in text
    assert "Closes 7 days after that." in text
    assert "Questions and challenges go to “the desk”." in text
    assert labels(preview)[0] == "Confirm the roll"
    assert labels(preview)[-1] == "Show it here to everybody"


async def test_the_next_form_holds_the_contact_of_the_last_poll(forum: Forum) -> None:
    people = {"people": f"<@{forum.voter.id}>", "closes": "1 day", "question": "Which?", "contact": "the desk"}
    await forum.facilitator.slash(forum.general, "poll new", **people)

    form = await forum.facilitator.slash(forum.general, "poll new", template=Template.QUICK)

    assert held(form)["contact"] == "the desk"


async def test_a_roll_that_does_not_fit_drafts_nothing_and_loses_nothing(forum: Forum) -> None:
    form = await forum.facilitator.slash(forum.general, "poll new")

    refused = await forum.facilitator.submit_modal(form, {"question": "My long question?", "people": "nobody, nowhere"})

    assert refused.response is not None
    assert "My long question?" in refused.response.content
    assert await forum.app.polls.all() == ()


async def test_with_profiles_nobody_need_be_listed(forum: Forum) -> None:
    form = await forum.facilitator.slash(forum.general, "poll new", profiles="all")

    assert "people" not in held(form)


async def test_the_template_and_the_system_are_checked_before_the_form(forum: Forum) -> None:
    refused = await forum.facilitator.slash(forum.general, "poll new", subject="No Such System 9")

    assert refused.modal is None
    assert refused.response is not None
    assert "No Such System 9" in refused.response.content
