"""Cards and receipts as messages: within every limit, and deaf to what somebody wrote into them."""

from __future__ import annotations

import re
from dataclasses import replace

import discord
import pytest

from bot.domain.assessments import Verdict
from bot.domain.histories import VerdictTurn, alterations
from bot.domain.libraries import Library
from bot.domain.proposals import (
    Availability,
    Detail,
    DetailProposed,
    FactProposed,
    Judgement,
    Proposal,
    ProposalState,
    Proposed,
    SystemProposed,
    WordsProposed,
)
from bot.domain.systems import Kind
from bot.services.proposal_views import ProposalView, view_of
from bot.surfaces.commands import BY_NAME
from bot.surfaces.discord.presenting import Presented, Presenter, Room
from bot.surfaces.pictures import Painter
from bot.surfaces.replies import proposals
from bot.surfaces.reply import Reply
from tests.support.builders import NOON, a_proposal

NASTY = "**bold** `code` [x](https://evil.example) <@1234567890123456789> @everyone <#1> ||x|| ```\n# Title\n> q\u202e"
FACT = FactProposed("training_code", Availability.OPEN)


async def presented(reply: Reply, room: Room | None = None) -> Presented:
    return await Presenter(BY_NAME, Painter(), None).present(reply, room)


def a_view(library: Library, proposed: Proposed = FACT, **given: object) -> ProposalView:
    proposal: Proposal = replace(a_proposal(7, system="llama-2", proposed=proposed), **given)  # type: ignore[arg-type]
    return view_of(proposal, library)


@pytest.mark.parametrize("room", [Room(), Room(embeds=False), Room(embeds=False, files=False)])
async def test_the_longest_card_keeps_within_the_limits_and_tells_the_verdicts(library: Library, room: Room) -> None:
    view = a_view(library, source="https://example.org/" + "x" * 1980, shows="w" * 1000)
    turn = VerdictTurn("llama-2", "osaid 1.0", Verdict.NOT_CONFORMANT, Verdict.UNDETERMINED)
    view = replace(view, turns=(turn,) * 300, names={"llama-2": "L" * 90})

    for reply in (proposals.card(view), proposals.received(view), proposals.accepted(view)):
        message = await presented(reply, room)

        text = message.content or (message.embed.description if message.embed else "") or ""
        assert len(text) <= (4096 if room.embeds else 2000)
        assert "**Verdicts that it would turn**" in text
        assert message.view is not None
        labels = [item.label for item in message.view.children if isinstance(item, discord.ui.Button)]
        assert labels in (["Accept", "Reject", "Dispute"], ["Withdraw", "Show to everyone"])


def nasty_views(library: Library) -> list[ProposalView]:
    system = library.systems["llama-2"]
    rejected = a_view(library, state=ProposalState.REJECTED, judgement=Judgement("terminal:ben", NOON, NASTY))
    return [
        a_view(library, shows=NASTY),
        rejected,
        a_view(library, WordsProposed(NASTY)),
        a_view(library, SystemProposed(NASTY, NASTY, Kind.CODE, NASTY), system="nasty"),
        *(a_view(library, DetailProposed(detail, NASTY)) for detail in Detail),
        replace(a_view(library), hindrance=f"“{NASTY}” is already a name of Pythia."),
        replace(a_view(library), alterations=alterations(system, replace(system, aliases=(NASTY,), note=NASTY))),
    ]


async def test_nothing_that_somebody_wrote_pings_or_breaks_out(library: Library) -> None:
    for view in nasty_views(library):
        for reply in (proposals.card(view), proposals.received(view), proposals.listing([view.proposal], "Proposals")):
            message = await presented(reply)

            assert message.embed is not None
            shown = f"{message.embed.title}\n{message.embed.description}"
            bare = re.sub(r"\\.", "", shown)
            assert not re.search(r"<[@#]|@everyone|\[x\]\(|\|\|x|`code`|\u202e|\*\*bold", bare), shown
            assert not re.search(r"(?m)^(# Title|> q)", shown), shown


async def test_a_menu_shows_what_was_written_as_it_was_and_a_list_escapes_it_once(library: Library) -> None:
    proposal = a_view(library, DetailProposed(Detail.ALIAS, "**two** llamas")).proposal

    message = await presented(proposals.listing([proposal], "Proposals"))

    assert message.embed is not None
    assert r"alias: “\*\*two\*\* llamas”" in (message.embed.description or "")
    assert message.view is not None
    (menu,) = message.view.children
    assert isinstance(menu, discord.ui.Select)
    assert menu.options[0].description == "alias: “**two** llamas” (open)"
