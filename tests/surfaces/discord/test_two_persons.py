"""No fact changes by one person alone: the rule as people meet it, on a simulated Discord."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.actors import Role
from bot.domain.proposals import ProposalState
from tests.support.simulation import Forum, Person, Result, buttons, embed

FACT = {
    "system": "BERT",
    "component": "data information",
    "availability": "open",
    "licence": "Apache-2.0",
    "source": "https://example.org/bert",
    "shows": "Both corpora are described, and how they were cleaned.",
}


async def proposed(forum: Forum, person: Person) -> None:
    """A proposal that would turn verdicts."""
    await person.slash(forum.general, "fact propose", **FACT)


async def card(forum: Forum, person: Person) -> Any:
    """The proposal as it is shown to a reviewer, with its buttons."""
    result = await person.slash(forum.general, "proposal show", number="1")
    return result.response or result.followups[0]


async def state(forum: Forum) -> tuple[ProposalState, str | None]:
    """Where the proposal stands, and who decided."""
    (proposal,) = await forum.app.reviews.all()
    return proposal.state, proposal.judgement.by if proposal.judgement else None


async def availability(forum: Forum) -> str:
    """What is recorded of the component."""
    system = (await forum.app.library.current()).library.systems["bert"]
    return str(system.facts_on("data_information")[0].licence)


def said(result: Result) -> str:
    """A refusal, or the text of an answer."""
    for message in (result.response, *result.followups):
        if message is not None:
            return message.content or (message.embeds[0].description or "")
    return ""


def second_curator(forum: Forum) -> Person:
    return forum.person("cem", "Cem", forum.roles[Role.CURATOR])


async def test_the_card_says_before_the_click_which_verdicts_turn(forum: Forum) -> None:
    await proposed(forum, forum.member)

    shown = await card(forum, forum.curator)

    text = shown.embeds[0].description or ""
    assert "Verdicts that it would turn" in text
    assert "BERT: conformant under osaid 1.0 (before: undetermined)" in text
    assert [button["label"] for button in buttons(shown)] == ["Accept", "Reject", "Dispute"]


async def test_a_second_curator_accepts_and_the_answer_changes(forum: Forum) -> None:
    await proposed(forum, forum.member)

    await forum.curator.click(await card(forum, forum.curator), label="Accept")

    assert await state(forum) == (ProposalState.ACCEPTED, f"discord:{forum.curator.id}")
    answer = await forum.member.slash(forum.general, "ask", question="Is BERT open source AI?")
    assert "**BERT is open source AI** under osaid 1.0" in (embed(answer).description or "")


async def test_an_author_cannot_accept_though_a_curator(forum: Forum) -> None:
    await proposed(forum, forum.curator)
    before = await availability(forum)

    result = await forum.curator.click(await card(forum, forum.curator), label="Accept")

    assert said(result).startswith("You proposed this yourself: a second curator has to look at it.")
    assert await state(forum) == (ProposalState.OPEN, None)
    assert await availability(forum) == before


@pytest.mark.parametrize("name", ["member", "voter", "facilitator", "moderator"])
async def test_who_is_no_curator_cannot_accept(forum: Forum, name: str) -> None:
    await proposed(forum, forum.person("vinh", "Vinh"))

    result = await getattr(forum, name).click(await card(forum, forum.curator), label="Accept")

    assert said(result) == "/proposal accept is for the role curator."
    assert await state(forum) == (ProposalState.OPEN, None)


async def test_a_role_that_was_lost_between_look_and_press_counts_no_more(forum: Forum) -> None:
    await proposed(forum, forum.member)
    cem = second_curator(forum)
    shown = await card(forum, cem)

    forum.take_role(cem, forum.roles[Role.CURATOR])
    result = await cem.click(shown, label="Accept")

    assert said(result) == "/proposal accept is for the role curator."
    assert await state(forum) == (ProposalState.OPEN, None)


async def test_of_two_that_press_at_once_one_accepts(forum: Forum) -> None:
    await proposed(forum, forum.member)
    cem = second_curator(forum)
    shown = await card(forum, forum.curator)
    accept = next(button["custom_id"] for button in buttons(shown) if button["label"] == "Accept")

    presses = (forum.press(forum.curator, shown, accept), forum.press(cem, shown, accept))
    results = await forum.deliver(*presses)

    told = [said(result) for result in results]
    assert sum("Proposal 1 is accepted already" in text for text in told) == 1
    assert (await state(forum))[0] is ProposalState.ACCEPTED
    async with forum.app.store.read() as records:
        assert len(await records.changes.of_proposal(1)) == 1


async def test_a_press_after_a_restart_is_honoured(forum: Forum) -> None:
    await proposed(forum, forum.member)
    shown = await card(forum, forum.curator)

    await forum.restart()
    await forum.curator.click(shown, label="Accept")

    assert (await state(forum))[0] is ProposalState.ACCEPTED


async def test_a_reason_that_was_being_written_over_a_restart_is_taken(forum: Forum) -> None:
    await proposed(forum, forum.member)
    form = await forum.curator.click(await card(forum, forum.curator), label="Reject")
    assert form.modal is not None

    await forum.restart()
    custom_id = form.modal["custom_id"]
    await forum.deliver(forum.form(forum.curator, forum.general, custom_id, reason="The page is about another one."))

    (proposal,) = await forum.app.reviews.all()
    assert proposal.state is ProposalState.REJECTED
    assert proposal.judgement is not None
    assert proposal.judgement.reason == "The page is about another one."


async def test_what_changed_since_it_was_shown_is_shown_again_and_not_accepted(forum: Forum) -> None:
    await proposed(forum, forum.member)
    shown = await card(forum, forum.curator)
    await forum.voter.slash(forum.general, "fact propose", **{**FACT, "licence": "MIT"})
    other = await forum.app.reviews.show("2")
    cem = second_curator(forum)
    await cem.slash(forum.general, "proposal accept", number="2", seen=other.token)

    result = await forum.curator.click(shown, label="Accept")

    assert said(result).startswith("Nothing is accepted yet: this is what it would do.")
    assert {p.id: p.state for p in await forum.app.reviews.all()} == {
        1: ProposalState.OPEN,
        2: ProposalState.ACCEPTED,
    }


async def test_a_dispute_is_settled_by_a_third_person(forum: Forum) -> None:
    await proposed(forum, forum.member)
    form = await forum.curator.click(await card(forum, forum.curator), label="Dispute")
    await forum.curator.submit_modal(form, {"reason": "Another page says otherwise."})
    answer = await forum.member.slash(forum.general, "ask", question="Is BERT open source AI?")
    told = embed(answer).description or ""

    form = await forum.moderator.click(await card(forum, forum.moderator), label="The claim is right")
    await forum.moderator.submit_modal(form, {"reason": "I read both."})

    assert "**Contradicting claims**" in told
    assert "If that is right: **BERT is open source AI** under osaid 1.0" in told
    assert await state(forum) == (ProposalState.ACCEPTED, f"discord:{forum.moderator.id}")


async def test_from_an_answer_to_a_proposal_by_presses_alone(forum: Forum) -> None:
    answer = await forum.member.slash(forum.general, "ask", question="Is BERT open source AI?")
    assert answer.response is not None
    page = await forum.member.click(answer.response, label="Propose a correction")
    assert page.response is not None

    form = await forum.member.select(page.response, ["data_information"])
    assert form.modal is not None
    lines = {line["component"]["custom_id"]: line["component"] for line in form.modal["components"]}
    chosen = [option["value"] for option in lines["availability"]["options"] if option.get("default")]
    result = await forum.member.submit_modal(
        form,
        {
            "availability": ["open"],
            "licence": "Apache-2.0",
            "source": "https://example.org/bert",
            "shows": "All of it.",
        },
    )

    assert chosen == ["open"]
    assert result.ephemeral
    assert embed(result).title == "Proposal 1 noted"
    (proposal,) = await forum.app.reviews.all()
    assert (proposal.system, proposal.proposer) == ("bert", f"discord:{forum.member.id}")


async def test_a_correction_can_be_begun_from_a_message_with_its_link(forum: Forum) -> None:
    message = await forum.voter.send(forum.general, "BERT describes its corpora: https://example.org/bert. All of it!")

    page = await forum.member.context_menu(forum.general, "Propose a correction", message)

    assert embed(page).title == "Correct BERT"
    assert page.response is not None
    form = await forum.member.select(page.response, ["data_information"])
    assert form.modal is not None
    lines = {line["component"]["custom_id"]: line["component"] for line in form.modal["components"]}
    assert lines["source"]["value"] == "https://example.org/bert"


async def test_a_message_that_names_two_systems_is_asked_about(forum: Forum) -> None:
    message = await forum.voter.send(forum.general, "Pythia and Llama 2 are not the same.")

    page = await forum.member.context_menu(forum.general, "Propose a correction", message)

    assert embed(page).title == "Which system?"


async def test_nothing_that_a_proposer_wrote_pings_or_breaks_out(forum: Forum) -> None:
    nasty = f"@everyone <@{forum.voter.id}> **bold** [x](https://evil.example) ```"
    await forum.member.slash(forum.general, "fact propose", **{**FACT, "shows": nasty})

    text = (await card(forum, forum.curator)).embeds[0].description or ""

    assert "@everyone" not in text.replace("@\u200beveryone", "").replace("\\@everyone", "")
    assert f"<@{forum.voter.id}>" not in text
    assert "](https://evil.example)" not in text
