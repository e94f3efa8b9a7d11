"""Taking proposals in: what is kept, and every sentence that refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import App
from bot.domain.licences import Licensing
from bot.domain.proposals import (
    Availability,
    Detail,
    DetailProposed,
    FactProposed,
    ProposalState,
    Proposed,
    SystemProposed,
)
from bot.domain.refusals import Refusal
from bot.domain.systems import Assessor, Kind
from bot.services.proposing import SHOWS_LIMIT, WAITING_LIMIT, WORDS_LIMIT, FactTyped, Source
from tests.support.apps import START
from tests.support.curation import ANNA, BEN, PAGE, propose_detail, propose_fact

OPEN = Availability.OPEN
FABLE = SystemProposed("Fable 7B", "Fable", Kind.CODE, "Fable")


async def proposed(app: App, number: str) -> Proposed:
    return (await app.reviews.show(number)).proposal.proposed


async def test_a_fact_is_kept_as_it_was_meant_and_changes_nothing(app: App) -> None:
    before = (await app.library.current()).library.systems
    typed = FactTyped("training scripts", OPEN, "mit license", Assessor.EUROPEAN_INDEX, "2024-05")

    taken = await app.proposing.fact("LLaMA 2", typed, PAGE, ANNA, "terminal:1")

    assert taken is not None
    fact = FactProposed("training_code", OPEN, Licensing("MIT", (("MIT",),)), Assessor.EUROPEAN_INDEX, "2024-05")
    assert (taken.system, taken.proposed, taken.state) == ("llama-2", fact, ProposalState.OPEN)
    assert (taken.source, taken.shows, str(taken.read_on)) == (PAGE.address, PAGE.shows, PAGE.read_on)
    assert (taken.proposer, taken.proposed_at) == ("terminal:anna", START)
    assert (await app.library.current()).library.systems == before


async def test_what_is_delivered_twice_is_kept_once(app: App) -> None:
    typed = FactTyped("training code", OPEN)

    first = await app.proposing.fact("llama-2", typed, PAGE, ANNA, "discord:1")
    again = await app.proposing.fact("llama-2", typed, PAGE, ANNA, "discord:1")

    assert (first is not None, again) == (True, None)
    assert len(await app.reviews.all()) == 1


async def test_a_page_is_read_today_unless_a_day_is_named(app: App) -> None:
    taken = await app.proposing.fact(
        "llama-2", FactTyped("training code", OPEN), replace(PAGE, read_on=None), ANNA, None
    )

    assert taken is not None
    assert taken.read_on == START.date()


@pytest.mark.parametrize(
    ("licence", "text"),
    [
        ("mit", "MIT"),
        ("Apache 2.0 OR MIT", "Apache-2.0 OR MIT"),
        ("(MIT AND apache-2.0)", "(MIT AND Apache-2.0)"),
        ("none", "none-stated"),
        ("no license", "none-stated"),
        ("mixed", "mixed"),
    ],
)
async def test_a_licence_is_understood_as_people_write_it(light_app: App, licence: str, text: str) -> None:
    found = await proposed(light_app, await propose_fact(light_app, licence=licence))

    assert isinstance(found, FactProposed)
    assert found.licence is not None
    assert found.licence.text == text


async def test_what_is_recorded_can_be_proposed_again_as_it_stands_in_a_form(light_app: App) -> None:
    """A form begins with what is recorded: every licence in the database is one that can be typed."""
    systems = (await light_app.library.current()).library.systems.values()
    texts = {fact.licence.text for system in systems for fact in system.facts if fact.licence}

    for text in sorted(texts):
        number = await propose_fact(light_app, licence=text, actor=BEN)

        found = await proposed(light_app, number)
        assert isinstance(found, FactProposed)
        assert found.licence is not None
        assert found.licence.text == text


@pytest.mark.parametrize(
    ("typed", "source", "sentence"),
    [
        (FactTyped("colour", OPEN), PAGE, "No component is called “colour”."),
        (FactTyped("trainning code", OPEN), PAGE, "Did you mean Training code"),
        (FactTyped("training code", OPEN, "Apache-3.0"), PAGE, "No licence “Apache-3.0” is in the table. Did you mean"),
        (FactTyped("training code", OPEN, "MIT AND"), PAGE, "“MIT AND” cannot be read as a licence"),
        (FactTyped("training code", Availability.NOT_RELEASED, "MIT"), PAGE, "leave the licence out"),
        (FactTyped("training code", Availability.UNKNOWN, "MIT"), PAGE, "leave the licence out"),
        (FactTyped("training code", OPEN, None, None, "2024"), PAGE, "name the licence that holds since then"),
        (FactTyped("training code", OPEN, "MIT", None, "2024-02-30"), PAGE, "“2024-02-30” is no date"),
        (FactTyped("training code", OPEN, "MIT", None, "2031"), PAGE, "2031 lies ahead"),
        (FactTyped("training code", OPEN), Source("example.org", "x"), "“example.org” is none"),
        (FactTyped("training code", OPEN), Source(PAGE.address, " "), "Say what the page shows, in a few words."),
        (FactTyped("training code", OPEN), Source(PAGE.address, "x" * (SHOWS_LIMIT + 1)), "in at most 1000 letters"),
        (FactTyped("training code", OPEN), Source(PAGE.address, "x", "2027-01-01"), "Nobody can have read a page on"),
    ],
)
async def test_a_fact_that_cannot_be_kept_is_refused_with_what_to_mend(
    light_app: App, typed: FactTyped, source: Source, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await light_app.proposing.fact("llama-2", typed, source, ANNA, "discord:1")

    assert sentence in str(refused.value)
    assert await light_app.reviews.all() == ()


async def test_a_refused_delivery_may_come_again_mended(light_app: App) -> None:
    with pytest.raises(Refusal):
        await light_app.proposing.fact("llama-2", FactTyped("colour", OPEN), PAGE, ANNA, "discord:1")

    assert await light_app.proposing.fact("llama-2", FactTyped("training code", OPEN), PAGE, ANNA, "discord:1")


@pytest.mark.parametrize(
    ("detail", "value", "kept"),
    [
        (Detail.ALIAS, " the second llama ", "the second llama"),
        (Detail.BASE, "Pythia", "pythia"),
        (Detail.BASE, "Llama 0", "Llama 0"),
        (Detail.RELEASED, "2023-07-18", "2023-07-18"),
        (Detail.ADDRESS, "<https://example.org/new>", "https://example.org/new"),
    ],
)
async def test_a_detail_is_kept_in_one_form(light_app: App, detail: Detail, value: str, kept: str) -> None:
    name = "olmo" if detail is Detail.RELEASED else "llama-2"

    assert await proposed(light_app, await propose_detail(light_app, name, detail, value)) == DetailProposed(
        detail, kept
    )


@pytest.mark.parametrize(
    ("detail", "value", "sentence"),
    [
        (Detail.ALIAS, " ", "Say what it should be, in a few words."),
        (Detail.ALIAS, "x" * 201, "in at most 200 letters"),
        (Detail.ALIAS, "Pythia", "“Pythia” is already a name of Pythia"),
        (Detail.BASE, "Llama 2", "Llama 2 cannot be made from itself"),
        (Detail.RELEASED, "July 2023", "“July 2023” is no date"),
        (Detail.RELEASED, "2023-02-31", "“2023-02-31” is no date"),
        (Detail.ADDRESS, "example.org", "“example.org” is none"),
        (Detail.NOT_ALIAS, "nobody", "Llama 2 has no alias “nobody”"),
    ],
)
async def test_a_detail_that_cannot_be_kept_is_refused(
    light_app: App, detail: Detail, value: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await propose_detail(light_app, "llama-2", detail, value)

    assert sentence in str(refused.value)


async def test_a_new_system_gets_an_id_of_its_name(app: App) -> None:
    taken = await app.proposing.system(FABLE, PAGE, ANNA, None)

    assert taken is not None
    assert (taken.system, taken.proposed) == ("fable-7b", replace(FABLE, family="fable"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Llama-2", "“Llama-2” is already a name of Llama 2"),
        ("寓言", "has no letters of which an id could be made; write it in Latin letters too"),
        (" ", "Say what the system is called, in a few words."),
    ],
)
async def test_a_new_system_needs_a_name_of_its_own(light_app: App, name: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        await light_app.proposing.system(replace(FABLE, name=name), PAGE, ANNA, None)

    assert sentence in str(refused.value)


async def test_words_alone_need_no_page_that_shows_it_but_an_address(app: App) -> None:
    taken = await app.proposing.words("llama-2", "The year is wrong.", Source(PAGE.address), ANNA, None)

    assert taken is not None
    assert (taken.shows, taken.read_on) == ("", None)
    with pytest.raises(Refusal, match="in at most 2000 letters"):
        await app.proposing.words("llama-2", "x" * (WORDS_LIMIT + 1), PAGE, ANNA, None)


async def test_a_member_has_only_so_many_proposals_waiting_and_a_curator_any_number(app: App) -> None:
    for number in range(WAITING_LIMIT):
        await propose_detail(app, "llama-2", Detail.ALIAS, f"llama two {number}a")

    with pytest.raises(Refusal, match="20 of your proposals wait for a curator"):
        await propose_detail(app, "llama-2", Detail.ALIAS, "one more llama")
    await propose_detail(app, "llama-2", Detail.ALIAS, "one more llama", BEN)
    await app.reviews.withdraw("1", ANNA)
    await propose_detail(app, "llama-2", Detail.ALIAS, "one more llama still")
