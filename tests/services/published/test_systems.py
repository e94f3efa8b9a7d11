"""Systems as everybody may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.app import App
from bot.domain.privacy.persons import Subject
from bot.domain.systems import Evidence
from bot.services.published.persons import is_account, public, without_accounts
from bot.services.published.systems import Hand
from tests.support.builders import a_fact
from tests.support.curation import ANNA, BEN, MONA, accept, propose_fact
from tests.support.published import changed


@pytest.mark.parametrize("text", ["discord:42", "terminal:anna"])
def test_an_account_is_told_by_its_form(text: str) -> None:
    assert is_account(text)


@pytest.mark.parametrize("text", ["project compilation, 2026-11-21", "https://example.org/", "a curator", ""])
def test_other_readers_are_none(text: str) -> None:
    assert not is_account(text)


def test_accounts_are_taken_out_of_sentences() -> None:
    assert without_accounts("Ask <@!42> or discord:42.") == "Ask (somebody) or (somebody)"


def test_a_fact_without_an_account_stays_the_same_value() -> None:
    evidence = Evidence("https://example.org/", date(2026, 1, 1), "project compilation, 2026-11-21")
    fact = replace(a_fact("training_data"), evidence=evidence)

    assert public(fact) is fact
    assert public((fact,))[0] is fact


def test_who_read_a_page_is_told_by_role() -> None:
    fact = public(a_fact("training_data"))

    assert fact.evidence.reader == "a member of the forum"


async def test_only_what_changed_is_judged_again(light_app: App) -> None:
    await light_app.published_systems.current()

    await changed(light_app, "bloom", note="Something else.")
    found = await light_app.published_systems.current()

    assert set(found.judged) == {"bloom", "bloomz"}


async def test_what_was_judged_before_is_as_if_judged_anew(light_app: App) -> None:
    await light_app.published_systems.current()
    await changed(light_app, "bloom", facts=())

    kept = await light_app.published_systems.current()
    anew = await type(light_app.published_systems)(light_app.store, light_app.library).current()

    assert {id_: one.standing for id_, one in kept.systems.items()} == {
        id_: one.standing for id_, one in anew.systems.items()
    }


async def test_verdicts_are_those_of_the_answers(light_app: App) -> None:
    found = await light_app.published_systems.current()
    rows = await light_app.systems.verdicts()

    assert [found.systems[row.id].standing.rows[row.definition] for row in rows] == list(rows)


async def test_histories_tell_who_by_role_the_latest_first(app: App) -> None:
    await accept(app, await propose_fact(app, "llama-2", "training_code"))
    disputed = await propose_fact(app, "llama-2", "training_data")
    await app.reviews.dispute(disputed, "It is not.", BEN)
    await app.reviews.settle(disputed, for_claim=True, reason="It is.", actor=MONA)

    found = await app.published_systems.histories(await app.published_systems.current()).of("llama-2")

    assert [(change.by, change.confirmed_by) for change in found] == [
        (Hand.MEMBER, Hand.MODERATOR),
        (Hand.MEMBER, Hand.CURATOR),
        (Hand.MEMBER, Hand.CURATOR),
        (Hand.FILES, None),
    ]


async def test_many_histories_are_those_read_one_by_one(app: App) -> None:
    await accept(app, await propose_fact(app, "llama-2", "training_code"))
    ids = [*list((await app.published_systems.current()).systems)[:14], "llama-2"]
    together = app.published_systems.histories(await app.published_systems.current())

    found = {id_: await together.of(id_, ids) for id_ in ids}

    everything = await app.published_systems.current()
    assert found == {id_: await app.published_systems.histories(everything).of(id_) for id_ in ids}


async def test_who_chose_a_name_is_named_and_the_page_made_anew(light_app: App) -> None:
    await accept(light_app, await propose_fact(light_app, "llama-2", "training_code"))
    before = await light_app.published_systems.current()

    await light_app.naming.choose("Anna Example", ANNA)
    after = await light_app.published_systems.current()

    (change, _files) = await light_app.published_systems.histories(after).of("llama-2")
    assert (change.by_name, change.confirmed_by_name) == ("Anna Example", "")
    other = {id_ for id_, one in after.systems.items() if one.history != before.systems[id_].history}
    assert other == {"llama-2"}


async def test_words_that_are_taken_out_make_the_page_anew(light_app: App) -> None:
    await accept(light_app, await propose_fact(light_app, "llama-2", "training_code"))
    before = await light_app.published_systems.current()

    async with light_app.store.write() as records:
        await records.curation_forgetting.forget(Subject(ANNA.id))
    after = await light_app.published_systems.current()

    assert after.systems["llama-2"].history != before.systems["llama-2"].history
    assert (await light_app.published_systems.histories(after).of("llama-2"))[0].why == ""
