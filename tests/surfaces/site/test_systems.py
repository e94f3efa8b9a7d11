"""The pages of systems: what stands on them, what never does, and when they are made anew."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.proposals import Availability, Detail
from bot.domain.systems import Access, Assessor, Evidence, Fact, LicencePeriod, Review
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.site.definition_section import definitions
from bot.surfaces.site.schema_files import schema_text
from bot.surfaces.site.system_section import systems
from tests.support.builders import a_fact, licensed
from tests.support.curation import BEN, MONA, accept, propose_detail, propose_fact
from tests.support.golden import Golden
from tests.support.pages import ids, links, running, seen
from tests.support.polling import an_open_poll
from tests.support.published import changed, made, stamps

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
ADDRESS = "javascript:alert(document.cookie)"
ZOE = Actor("discord:4242424242", "zoe", frozenset({Role.MEMBER}))


async def page(app: App, id_: str) -> bytes:
    return (await made(app, systems, f"s/{id_}/")).files[f"s/{id_}/index.html"]


async def record(app: App, id_: str) -> Any:
    return json.loads((await made(app, systems, f"s/{id_}/")).files[f"s/{id_}/record.json"])


@pytest.mark.parametrize("id_", ["olmo-2", "llama-2", "apertus", "bloomz"])
async def test_a_page_says_all_that_is_known_of_a_system(light_app: App, golden: Golden, id_: str) -> None:
    golden(f"site/system-{id_}.md", seen(await page(light_app, id_)))


async def test_a_disputed_fact_stands_beside_its_claim_and_the_history_below(light_app: App, golden: Golden) -> None:
    accepted = await propose_fact(light_app, "llama-2", "evaluation_code", Availability.OPEN, "MIT", actor=ZOE)
    await accept(light_app, accepted)
    disputed = await propose_fact(light_app, "llama-2", actor=ZOE)
    await light_app.reviews.dispute(disputed, "The repository holds no training code.", BEN)

    golden("site/system-disputed.md", seen(await page(light_app, "llama-2")))


async def test_nobody_is_named_by_an_account(light_app: App) -> None:
    accepted = await propose_fact(light_app, "llama-2", "training_code", actor=ZOE)
    await accept(light_app, accepted)
    disputed = await propose_fact(light_app, "llama-2", "training_data", actor=ZOE)
    await light_app.reviews.dispute(disputed, "Ask <@4242424242>, that is discord:4242424242.", BEN)
    settled = await propose_fact(light_app, "llama-2", "evaluation_code", actor=ZOE)
    await light_app.reviews.dispute(settled, "It is not there.", BEN)
    await light_app.reviews.settle(settled, for_claim=False, reason="It is not.", actor=MONA)

    files: dict[str, bytes] = {}
    for key in ("s/llama-2/", "s/", "s/facts.csv"):
        files |= (await made(light_app, systems, key)).files
    whole = b"\n".join(files.values()).decode()
    entries = (await made(light_app, systems, "s/llama-2/")).entries

    for name in ("4242424242", "discord:", "terminal:", "zoe", "mona"):
        assert name not in whole
        assert not any(name in entry.text + entry.title for entry in entries)
    assert "a member, confirmed by a moderator" in whole
    assert "a member, confirmed by a curator" in whole


async def test_what_people_wrote_runs_nowhere_and_leads_nowhere(light_app: App) -> None:
    evidence = Evidence(ADDRESS, None, HOSTILE)
    facts = (a_fact("training_data", note=HOSTILE), Fact("<b>x</b>", Access.OPEN, evidence, note=HOSTILE))
    await changed(
        light_app,
        "llama-2",
        name=HOSTILE,
        developer=HOSTILE,
        aliases=(HOSTILE,),
        note=f"**{HOSTILE}** {ADDRESS} https://example.org/{HOSTILE}",
        addresses=(ADDRESS,),
        released_source=ADDRESS,
        unrecorded_bases=(HOSTILE,),
        facts=facts,
        licence_history=(LicencePeriod(("training_data",), licensed("MIT"), ADDRESS, HOSTILE, note=HOSTILE),),
        reviews=(Review(Assessor.OSI_VOLUNTEERS, "passed", "2024-06", ADDRESS, note=HOSTILE),),
    )

    shown = await page(light_app, "llama-2")
    lists = (await made(light_app, systems, "s/")).files["s/index.html"]
    relative = await page(light_app, "llama-3.1")

    assert running(shown) == []
    assert running(lists) == []
    assert running(relative) == []
    assert b"&lt;script&gt;" in shown


async def test_every_place_on_a_page_is_there_once_and_every_place_linked_to_exists(light_app: App) -> None:
    found = await page(light_app, "bloomz")
    places = ids(found)

    assert len(places) == len(set(places))
    for link in links(found):
        if link.startswith("#"):
            assert link[1:] in places
    for place in ("training-code", "osaid-1.0", "osaid-1.0/training-code", "osaid-0.0.9/model-parameters"):
        assert place in places


async def test_links_between_systems_and_versions_lead_to_pages_that_there_are(light_app: App) -> None:
    known = {*await stamps(light_app, systems, definitions)}

    for link in links(await page(light_app, "bloomz")):
        place = link.removeprefix("../../").partition("#")[0]
        if place.startswith(("s/", "v/")):
            assert place in known


async def test_files_for_programs_keep_to_their_schemas(light_app: App) -> None:
    await accept(light_app, await propose_fact(light_app, "llama-2", "training_code", actor=ZOE))
    await light_app.reviews.dispute(await propose_fact(light_app, "llama-2", "training_data"), "It is not.", BEN)
    wanted = Draft202012Validator(json.loads(schema_text("system")))

    for id_ in ("llama-2", "olmo-2", "bloomz", "yolov5"):
        wanted.validate(await record(light_app, id_))
    lists = (await made(light_app, systems, "s/")).files
    Draft202012Validator(json.loads(schema_text("systems"))).validate(json.loads(lists["s/systems.json"]))


async def test_tables_hold_a_row_a_fact_and_a_row_a_version(light_app: App) -> None:
    files = (await made(light_app, systems, "s/llama-2/")).files
    snapshot = await light_app.library.current()
    facts = list(csv.DictReader(io.StringIO(files["s/llama-2/facts.csv"].decode(), newline="")))
    verdicts = list(csv.DictReader(io.StringIO(files["s/llama-2/verdicts.csv"].decode(), newline="")))

    assert len(facts) == len(snapshot.library.systems["llama-2"].facts)
    assert facts[0]["source"].startswith("https://")
    assert [row["definition"] for row in verdicts] == list(snapshot.library.reference.definitions)


async def test_nothing_that_a_spreadsheet_would_reckon_with_gets_into_a_table(light_app: App) -> None:
    await changed(light_app, "llama-2", facts=(a_fact("training_data", note='=HYPERLINK("https://evil.example")'),))

    found = (await made(light_app, systems, "s/llama-2/")).files["s/llama-2/facts.csv"].decode()

    assert "'=HYPERLINK" in found


async def test_a_change_makes_only_the_pages_anew_that_show_it(light_app: App) -> None:
    before = await stamps(light_app, systems, definitions)

    await changed(light_app, "bloom", note="Something else is to be said.")
    after = await stamps(light_app, systems, definitions)

    other = {key for key in before if before[key] != after[key]}
    assert other == {"s/bloom/", "s/bloomz/", "s/facts.csv"}


async def test_a_name_is_shown_by_relatives_and_lists(light_app: App) -> None:
    before = await stamps(light_app, systems)

    await accept(light_app, await propose_detail(light_app, "bloom", Detail.NAME, "BLOOM 176B"))
    after = await stamps(light_app, systems)

    other = {key for key in before if before[key] != after[key]}
    assert {"s/", "s/bloom/", "s/bloomz/"} <= other
    assert "s/llama-2/" not in other


async def test_a_verdict_that_turns_is_shown_by_the_versions_under_which_it_does(light_app: App) -> None:
    before = await stamps(light_app, definitions)

    await changed(light_app, "olmo-2", facts=())
    after = await stamps(light_app, definitions)

    other = {key for key in before if before[key] != after[key]}
    assert {"v/", "v/osaid-1.0/", "v/mof-1.0/"} <= other
    assert "v/osaid-0.0.2/" not in other


async def test_the_same_record_gives_the_same_stamps_and_bytes(light_app: App, filled_sqlite_database: str) -> None:
    again = App(light_app.settings, light_app.store, light_app.clock, light_app.library._root)

    assert await stamps(again, systems, definitions) == await stamps(light_app, systems, definitions)
    assert (await made(again, systems, "s/bloomz/")).files == (await made(light_app, systems, "s/bloomz/")).files


async def test_feeds_tell_changes_by_people_and_not_that_the_files_were_loaded(light_app: App) -> None:
    await accept(light_app, await propose_fact(light_app, "llama-2", "training_code"))

    entries = (await made(light_app, systems, "s/llama-2/")).entries

    assert [(entry.title, entry.path) for entry in entries] == [("Llama 2: the record changed", "s/llama-2/")]
    assert "training code" in entries[0].text


async def test_polls_about_a_system_are_named_on_its_page(light_app: App) -> None:
    before = await stamps(light_app, systems)
    number = await an_open_poll(
        light_app, typed=DraftTyped("training-code", freedoms="use", subject="OLMo 2", contact="us")
    )

    shown = seen(await page(light_app, "olmo-2"))

    after = await stamps(light_app, systems)
    assert f"[{number}](../../p/{number}/)" in shown
    assert {key for key in before if before[key] != after[key]} == {"s/olmo-2/"}
