"""Two curators at once, in two processes on one database, and changes between a look and a click."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.app import App
from bot.domain.merging import FilePart
from bot.domain.proposals import Availability, Detail, ProposalState
from bot.domain.refusals import Refusal
from bot.services.proposal_views import Judged, ProposalView
from tests.support.apps import START
from tests.support.curation import BEN, CARLA, MONA, accept, propose_detail, propose_fact

Decision = Callable[[App, str, str], Awaitable[ProposalView]]


async def accepted(app: App, number: str, token: str) -> ProposalView:
    return await app.reviews.accept(number, token, None, BEN)


async def accepted_by_another(app: App, number: str, token: str) -> ProposalView:
    return await app.reviews.accept(number, token, None, CARLA)


async def rejected(app: App, number: str, _token: str) -> ProposalView:
    return await app.reviews.reject(number, "No.", CARLA)


async def contested(app: App, number: str, _token: str) -> ProposalView:
    return await app.reviews.dispute(number, "No.", CARLA)


@pytest.mark.parametrize("other", [accepted_by_another, rejected, contested])
async def test_of_two_curators_at_once_exactly_one_decides(app: App, elsewhere: App, other: Decision) -> None:
    number = await propose_fact(app)
    token = (await app.reviews.show(number)).token
    await elsewhere.library.current()
    before = len((await app.histories.of("llama-2")).changes)

    done = await asyncio.gather(
        accepted(app, number, token), other(elsewhere, number, token), return_exceptions=True
    )  # fmt: skip

    refused = [one for one in done if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [Judged]
    assert "already; nothing was done." in str(refused[0])
    (winner,) = [one for one in done if isinstance(one, ProposalView)]
    shown = (await app.reviews.show(number)).proposal
    assert shown == winner.proposal == (await elsewhere.reviews.show(number)).proposal
    noted = len((await app.histories.of("llama-2")).changes) - before
    assert noted == (0 if shown.state is ProposalState.REJECTED else 1)


async def test_two_proposals_accepted_at_once_are_both_recorded(app: App, elsewhere: App) -> None:
    one = await propose_fact(app)
    two = await propose_fact(app, component="model_card", licence=None, availability=Availability.NOT_RELEASED)

    await asyncio.gather(accept(app, one, BEN), accept(elsewhere, two, CARLA))

    system = (await app.library.current()).library.systems["llama-2"]
    assert [fact.access.value for fact in system.facts_on("training_code")] == ["open"]
    assert [fact.access.value for fact in system.facts_on("model_card")] == ["absent"]
    assert system == (await elsewhere.library.current()).library.systems["llama-2"]


async def test_a_change_in_another_process_between_look_and_click_is_shown_first(app: App, elsewhere: App) -> None:
    number = await propose_fact(app)
    seen = await app.reviews.show(number)
    await accept(elsewhere, await propose_fact(elsewhere, licence="Apache-2.0"), CARLA)

    shown = await app.reviews.accept(number, seen.token, None, BEN)

    assert shown.proposal.state is ProposalState.OPEN
    assert shown.token != seen.token


async def test_a_dispute_settled_at_once_is_settled_once(app: App, elsewhere: App) -> None:
    number = await propose_fact(app)
    await app.reviews.dispute(number, "No.", BEN)

    done = await asyncio.gather(
        app.reviews.settle(number, for_claim=True, reason="Yes.", actor=MONA),
        elsewhere.reviews.settle(number, for_claim=False, reason="No.", actor=CARLA),
        return_exceptions=True,
    )

    assert [type(one) for one in done if isinstance(one, BaseException)] == [Judged]


async def test_one_name_proposed_for_two_systems_is_given_once(app: App, elsewhere: App) -> None:
    one = await propose_detail(app, "llama-2", Detail.ALIAS, "Oracle of Delphi")
    two = await propose_detail(app, "pythia", Detail.ALIAS, "Oracle of Delphi")

    done = await asyncio.gather(accept(app, one, BEN), accept(elsewhere, two, CARLA), return_exceptions=True)

    assert [isinstance(one, Refusal) for one in done if one is not None] == [True]
    systems = (await app.library.current()).library.systems
    assert sum("Oracle of Delphi" in systems[id_].aliases for id_ in ("llama-2", "pythia")) == 1


async def test_a_clash_settled_while_a_proposal_is_accepted_loses_neither(app: App, elsewhere: App) -> None:
    async with app.store.write() as records:
        await records.file_parts.replace("llama-2", [FilePart("llama-2", "developer", "Meta Platforms", START)])
    number = await propose_fact(app)
    await elsewhere.library.current()

    settling = elsewhere.queues.settle_clash("llama-2", "developer", take_file=True, actor=CARLA)
    _accepted, settled = await asyncio.gather(accept(app, number), settling, return_exceptions=True)
    if isinstance(settled, Refusal):
        # The other was first; the curator is asked to try again.
        await elsewhere.queues.settle_clash("llama-2", "developer", take_file=True, actor=CARLA)

    system = (await app.library.current()).library.systems["llama-2"]
    assert (system.developer, system.facts_on("training_code")[0].access.value) == ("Meta Platforms", "open")
