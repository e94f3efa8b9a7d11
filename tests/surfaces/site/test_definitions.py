"""The pages of versions of definitions."""

from __future__ import annotations

import hashlib
import json

import pytest
from jsonschema import Draft202012Validator

from bot.app import App
from bot.definitions import data_root
from bot.surfaces.site.definition_section import definitions
from bot.surfaces.site.schema_files import schema_text
from bot.surfaces.site.system_section import systems
from tests.support.adopting import a_text, adopted
from tests.support.decisions import a_decision
from tests.support.golden import Golden
from tests.support.pages import ids, links, running, seen
from tests.support.polling import an_open_poll
from tests.support.published import made, stamps

DIFFERENCE = "v/osaid-1.0-RC1/since/osaid-0.0.9/"


@pytest.mark.parametrize("stem", ["osaid-1.0", "osaid-0.0.9", "osaid-0.0.2", "mof-1.0"])
async def test_a_page_says_what_a_version_asks_and_what_changed(light_app: App, golden: Golden, stem: str) -> None:
    found = await made(light_app, definitions, f"v/{stem}/")

    golden(f"site/definition-{stem}.md", seen(found.files[f"v/{stem}/index.html"]))


async def test_a_difference_has_a_page_of_its_own(light_app: App, golden: Golden) -> None:
    found = await made(light_app, definitions, DIFFERENCE)

    golden("site/difference.md", seen(found.files[f"{DIFFERENCE}index.html"]))


async def test_the_list_says_which_version_is_in_force(light_app: App, golden: Golden) -> None:
    golden("site/definitions.md", seen((await made(light_app, definitions, "v/")).files["v/index.html"]))


async def test_the_file_of_a_version_can_be_had_with_its_digest(light_app: App) -> None:
    files = (await made(light_app, definitions, "v/osaid-1.0/")).files
    told = json.loads(files["v/osaid-1.0/record.json"])["file"]

    assert files["v/osaid-1.0/osaid-1.0.yaml"] == (data_root() / "osaid-1.0.yaml").read_bytes()
    assert told["sha256"] == hashlib.sha256(files["v/osaid-1.0/osaid-1.0.yaml"]).hexdigest()


async def test_files_for_programs_keep_to_their_schemas(light_app: App) -> None:
    wanted = Draft202012Validator(json.loads(schema_text("definition")))
    for stem in ("osaid-1.0", "osaid-0.0.2", "mof-1.0", "g7-2026"):
        files = (await made(light_app, definitions, f"v/{stem}/")).files
        wanted.validate(json.loads(files[f"v/{stem}/record.json"]))
    lists = (await made(light_app, definitions, "v/")).files
    Draft202012Validator(json.loads(schema_text("definitions"))).validate(json.loads(lists["v/definitions.json"]))
    difference = (await made(light_app, definitions, DIFFERENCE)).files
    Draft202012Validator(json.loads(schema_text("difference"))).validate(
        json.loads(difference[f"{DIFFERENCE}record.json"])
    )


async def test_every_place_is_there_once_and_every_link_leads_somewhere(light_app: App) -> None:
    known = {*await stamps(light_app, systems, definitions)}

    for stem in ("osaid-1.0", "mof-1.0"):
        files = (await made(light_app, definitions, f"v/{stem}/")).files
        found = files[f"v/{stem}/index.html"]
        places = ids(found)
        assert running(found) == []
        assert len(places) == len(set(places))
        assert "training-code" in places
        for link in links(found):
            place = link.removeprefix("../../")
            assert not link.startswith("#") or link[1:] in places
            assert not place.startswith(("s/", "v/")) or place in known


async def test_a_version_that_a_decision_adopted_says_so_with_its_file(light_app: App) -> None:
    number = await adopted(light_app)

    files = (await made(light_app, definitions, "v/osaid-1.1/")).files
    shown = seen(files["v/osaid-1.1/index.html"])
    earlier = seen((await made(light_app, definitions, "v/osaid-1.0/")).files["v/osaid-1.0/index.html"])
    system = seen((await made(light_app, systems, "s/llama-2/")).files["s/llama-2/index.html"])

    assert files["v/osaid-1.1/osaid-1.1.yaml"] == a_text()
    assert f"osaid 1.1 is the version in force since 22 November 2026, by decision {number}." in shown
    assert f"[Decision {number}](../../d/{number}/)" in shown
    assert "in force until 22 November 2026, by no decision" in earlier
    assert f"[The decision](../../d/{number}/)" in system


async def test_polls_about_a_version_are_named_on_its_page(light_app: App) -> None:
    before = await stamps(light_app, definitions)
    number = await an_open_poll(light_app)

    async with light_app.store.read() as records:
        (poll,) = await records.public_polls.all()
    label = poll.charter.definition.replace(" ", "-")
    files = (await made(light_app, definitions, f"v/{label}/")).files
    after = await stamps(light_app, definitions)

    assert f"[{number}](../../p/{number}/): {poll.charter.question}" in seen(files[f"v/{label}/index.html"])
    assert {key for key in before if before[key] != after[key]} == {f"v/{label}/"}


async def test_a_decision_that_bears_on_a_version_is_named_on_its_page(light_app: App) -> None:
    before = await stamps(light_app, definitions)
    number = await a_decision(light_app, title="Read it so", affects="osaid 1.0/training-code; osaid 1.0")

    page = (await made(light_app, definitions, "v/osaid-1.0/")).files["v/osaid-1.0/index.html"].decode()

    after = await stamps(light_app, definitions)
    assert page.count(f'<a href="../../d/{number}/">{number}</a>: Read it so (accepted)') == 1
    assert {one for one in after if after[one] != before[one]} == {"v/osaid-1.0/"}
