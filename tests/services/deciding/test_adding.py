"""What decisions rest on, what is added to them later, and how they are found again."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.app import App
from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import NotNow
from bot.domain.decisions.happenings import Disposition, ReviewVerdict
from bot.domain.refusals import Refusal, Unknown
from bot.domain.written import Unfit
from bot.services.deciding import Which
from bot.services.deciding.citing import NothingToCite
from bot.services.deciding.reading import DissentTyped
from bot.services.minuting import Asking
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA, a_decision, two_persons, typed
from tests.support.halls import HERE, a_closed_hall
from tests.support.polling import FACILITATOR, an_open_poll, person

ANN = person("ann")
DAY = timedelta(days=1)


async def a_closed_poll(app: App, clock: Clock) -> str:
    """The number of a poll that is over."""
    number = await an_open_poll(app)
    clock.move(8 * DAY)
    await app.poll_results.finish(number)
    return number


async def published_minutes(app: App, clock: Clock) -> tuple[str, str]:
    """A town hall whose minutes the public reads, and the id of its resolution."""
    number = await a_closed_hall(app)
    asking = Asking(MIA, HERE)
    document = (await app.minutes.draft(asking)).document
    await app.minutes_reviews.review(asking)
    await app.minutes_reviews.sign(asking)
    clock.move(3 * DAY)
    await app.minutes_reviews.publish(asking)
    return number, document.resolutions[0].id


async def test_a_decision_rests_on_cells_of_a_poll_as_it_was_chartered(app: App, clock: Clock) -> None:
    poll = await a_closed_poll(app, clock)

    found = await app.decisions.log(typed(basis=f"{poll} training-code/use datasets/study"), MIA)

    digest = (await app.polls.preview(poll)).poll.digest
    result = await app.poll_results.result(poll)
    assert [one.citation for one in found.cited] == [
        Citation(Source.POLL, poll, "training-code/use", digest=digest, tally=result.digest),
        Citation(Source.POLL, poll, "datasets/study", digest=digest, tally=result.digest),
    ]
    assert result.decisions == {"training-code/use": ("D-2026-0001",), "datasets/study": ("D-2026-0001",)}


@pytest.mark.parametrize("cell", ["training-code/share", "weights/use", "training-code/"])
async def test_a_cell_that_a_poll_has_not_is_refused_with_those_it_has(light_app: App, clock: Clock, cell: str) -> None:
    poll = await a_closed_poll(light_app, clock)

    with pytest.raises(Unknown, match=r"its components are: datasets, training-code"):
        await light_app.decisions.log(typed(basis=f"{poll} {cell}"), MIA)


async def test_nothing_is_decided_on_a_poll_that_is_open(light_app: App) -> None:
    poll = await an_open_poll(light_app)

    with pytest.raises(NothingToCite, match="once it is closed"):
        await light_app.decisions.log(typed(basis=poll), MIA)


async def test_nothing_is_decided_on_ballots_that_are_still_on_their_way(light_app: App, clock: Clock) -> None:
    poll = await an_open_poll(light_app)
    clock.now = (await light_app.polls.preview(poll)).poll.closes_at + timedelta(seconds=1)

    with pytest.raises(Refusal, match="may still be on their way"):
        await light_app.decisions.log(typed(basis=poll), MIA)


async def test_a_resolution_of_minutes_leads_to_the_decision_and_back(app: App, clock: Clock) -> None:
    hall, part = await published_minutes(app, clock)
    before = (await app.minutes_pages.page(Asking(ANN, HERE))).view.version.digest

    found = await app.decisions.log(typed(basis=f"{hall} {part}"), MIA)

    page = await app.minutes_pages.page(Asking(ANN, HERE))
    assert found.cited[0].citation == Citation(Source.MINUTES, hall, part, digest=before)
    assert page.decisions == {part: ("D-2026-0001",)}
    assert page.view.version.digest == before


async def test_only_published_minutes_and_what_stands_in_them_are_cited(app: App, clock: Clock) -> None:
    hall = await a_closed_hall(app)
    await app.minutes.draft(Asking(FACILITATOR, HERE))

    with pytest.raises(NothingToCite, match="are not published"):
        await app.decisions.log(typed(basis=f"{hall} d2"), MIA)

    await app.minutes_reviews.review(Asking(MIA, HERE))
    await app.minutes_reviews.sign(Asking(MIA, HERE))
    clock.move(3 * DAY)
    await app.minutes_reviews.publish(Asking(MIA, HERE))
    with pytest.raises(Unknown, match="have no item “d99”"):
        await app.decisions.log(typed(basis=f"{hall} d99"), MIA)


async def test_a_decision_knows_which_others_rest_on_it(app: App) -> None:
    first = await a_decision(app)
    second = await a_decision(app, basis=f"{first}; https://example.org/paper A paper")
    draft = (await two_persons(app).log(typed(basis=first), MIA)).decision.number

    assert (await app.decision_pages.show(first, ANN)).cited_by == (second,)
    with pytest.raises(Unknown):
        await app.decisions.log(typed(basis=draft), MIA)


async def test_evidence_that_is_found_later_says_so_and_is_added_once(app: App, clock: Clock) -> None:
    number = await a_decision(app, basis="https://example.org/one")
    clock.move(DAY)

    found = await app.decision_additions.evidence(
        number, "https://example.org/one; https://example.org/two", MAX, "discord:5"
    )
    again = await app.decision_additions.evidence(number, "https://example.org/two", MAX, "discord:5")

    assert [(one.citation.target, one.added_at) for one in found.cited] == [
        ("https://example.org/one", None),
        ("https://example.org/two", clock()),
    ]
    assert again == found
    with pytest.raises(Refusal, match="Nothing new is named"):
        await app.decision_additions.evidence(number, "https://example.org/two", MAX)
    with pytest.raises(Refusal, match="cannot rest on itself"):
        await app.decision_additions.evidence(number, number, MAX)


async def test_a_dissent_stands_with_what_was_done_with_it(app: App) -> None:
    number = await a_decision(app, dissent=DissentTyped("Too strict.", Disposition.OVERRULED, "Two thirds say no."))

    found = await app.decision_additions.dissent(number, DissentTyped("Too lax.", by="terminal:zoe"), MIA)

    assert [(one.number, one.text, one.disposition, one.why, one.later) for one in found.dissents] == [
        (1, "Too strict.", Disposition.OVERRULED, "Two thirds say no.", False),
        (2, "Too lax.", Disposition.NOTED, "", True),
    ]
    assert (await app.decision_pages.disclosed(number, MAX)).disclosed["dissent.2.by"] == "terminal:zoe"


async def test_dissents_at_once_have_numbers_of_their_own(app: App) -> None:
    number = await a_decision(app)

    await asyncio.gather(
        *(app.decision_additions.dissent(number, DissentTyped(f"No {one}."), MIA) for one in range(5))
    )  # fmt: skip

    assert [one.number for one in (await app.decision_pages.show(number, ANN)).dissents] == [1, 2, 3, 4, 5]


async def test_what_was_said_already_is_not_said_again(app: App) -> None:
    number = await a_decision(app, dissent=DissentTyped("I think otherwise."))
    await app.decision_additions.erratum(number, "to modify", "to share", None, MIA)

    with pytest.raises(NotNow, match="as dissent 1"):
        await app.decision_additions.dissent(number, DissentTyped("I think otherwise."), MAX)
    with pytest.raises(NotNow, match="corrected beside D-2026-0001 already"):
        await app.decision_additions.erratum(number, "to modify", "to share", "again", MAX)


async def test_a_dissent_whose_words_were_taken_back_still_counts(app: App) -> None:
    number = await a_decision(app, dissent=DissentTyped("I think otherwise."))
    async with app.store.write() as records:
        await records.decision_disclosures.erase(number, "dissent.1.text")

    (dissent,) = (await app.decision_pages.show(number, ANN)).dissents

    assert (dissent.number, dissent.text) == (1, "")


async def test_an_erratum_stands_beside_the_text(app: App) -> None:
    number = await a_decision(app)
    before = (await app.decision_pages.show(number, ANN)).decision

    found = await app.decision_additions.erratum(number, "to modify", "to share", "a slip", MAX)

    assert found.decision == before
    assert [(one.wrong, one.right, one.why) for one in found.errata] == [("to modify", "to share", "a slip")]
    with pytest.raises(Unfit, match="does not stand in D-2026-0001"):
        await app.decision_additions.erratum(number, "to steal", "to share", None, MAX)
    with pytest.raises(Unfit, match="Both read the same"):
        await app.decision_additions.erratum(number, "to modify", "to modify", None, MAX)


async def test_a_review_may_end_in_regret_without_a_correction(app: App, clock: Clock) -> None:
    number = await a_decision(app, review="2027-05-01")
    clock.move(200 * DAY)
    due = await app.decision_pages.list(Which.REVIEW_DUE, ANN)

    found = await app.decision_additions.review(
        number, ReviewVerdict.NOT_CORRECTED, "Too late now.", MAX, again="2028-01-01"
    )

    assert [one.number for one in due.decisions] == [number]
    assert [(one.verdict, one.why, one.next_due) for one in found.reviews] == [
        (ReviewVerdict.NOT_CORRECTED, "Too late now.", date(2028, 1, 1))
    ]
    assert (await app.decision_pages.list(Which.REVIEW_DUE, ANN)).decisions == ()
    for which in (Which.NOT_CORRECTED, Which.REGRETTED, Which.IN_FORCE):
        assert [one.number for one in (await app.decision_pages.list(which, ANN)).decisions] == [number]


async def test_what_was_corrected_names_where(app: App) -> None:
    number = await a_decision(app)
    correct = ReviewVerdict.CORRECTED
    with pytest.raises(NotNow, match="is still in force"):
        await app.decision_additions.review(number, correct, "It was wrong.", MAX)
    new = (await app.decisions.log(typed(), MIA, instead_of=number)).decision.number

    found = await app.decision_additions.review(number, correct, "It was wrong.", MAX)
    by_link = await app.decision_additions.review(
        number, correct, "Here.", MAX, correction="https://example.org/mended"
    )  # fmt: skip

    assert found.reviews[-1].correction == new
    assert by_link.reviews[-1].correction == "https://example.org/mended"
    with pytest.raises(Unfit, match="has no correction"):
        await app.decision_additions.review(number, ReviewVerdict.UPHELD, "It was right.", MAX, correction=new)


async def test_decisions_are_found_by_every_word_in_any_case(app: App) -> None:
    first = await a_decision(app, title="Weights under 100% open terms", basis="https://example.org/p A Treatise")
    second = await a_decision(app, title="Data_cards are advised")
    await app.decision_additions.erratum(second, "advised", "recommended", None, MIA)
    draft = (await two_persons(app).log(typed(title="Weights again"), MIA)).decision.number

    async def found(query: str, actor: object = ANN) -> list[str]:
        listed = await app.decision_pages.search(query, MIA if actor is MIA else ANN)
        return [one.number for one in listed.decisions]

    assert await found("open WEIGHTS") == [first]
    assert await found("100%") == [first]
    assert await found("a_c") == [second]
    assert await found("recommended") == [second]
    assert await found("a treatise") == [first]
    assert await found("weights", MIA) == [draft, first]
    assert await found("2") == [second]
    assert await found("nothing like it") == []


async def test_a_long_list_has_pages(app: App) -> None:
    for number in range(23):
        await app.decisions.log(typed(), MIA, f"discord:{number}")

    one = await app.decision_pages.list(Which.ALL, ANN)
    two = await app.decision_pages.list(Which.ALL, ANN, 2)

    assert (one.count, one.more, two.more) == (23, True, False)
    assert await app.decision_pages.list(Which.ALL, ANN, 99) == two
    assert [one.decisions[0].number, two.decisions[-1].number] == ["D-2026-0023", "D-2026-0001"]


async def test_a_number_without_its_year_names_that_of_the_year_before(app: App, clock: Clock) -> None:
    number = await a_decision(app)
    draft = (await two_persons(app).log(typed(), MIA)).decision.number
    clock.move(timedelta(days=200))

    with pytest.raises(Unknown, match=f"Did you mean {number}"):
        await app.decision_pages.show("1", ANN)
    with pytest.raises(Unknown, match=r"those there are\.$"):
        await app.decision_pages.show(draft.rpartition("-")[2], ANN)


async def test_a_decision_that_was_withdrawn_counts_as_corrected(app: App) -> None:
    number = await a_decision(app)
    await app.decisions.withdraw(number, "It was wrong.", MIA)

    found = await app.decision_additions.review(number, ReviewVerdict.CORRECTED, "It was taken back.", MAX)

    assert [(one.verdict, one.correction) for one in found.reviews] == [(ReviewVerdict.CORRECTED, "")]


async def test_an_address_as_long_as_can_be_is_kept_on_both_engines(app: App) -> None:
    address = "https://example.org/" + "".join(chr(0x4E00 + number * 31 % 20000) for number in range(660))

    number = await a_decision(app, basis=address)

    assert (await app.decision_pages.public(number)).cited[0].citation.target == address
