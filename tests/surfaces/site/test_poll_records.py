"""What programs read of polls in the record, and where pages lead."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import jsonschema

from bot.app import App
from bot.surfaces.poll_files import written
from bot.surfaces.replies.poll_closings import result_files
from tests.support.apps import Clock
from tests.support.poll_pages import a_poll, files, typed
from tests.support.polling import an_open_poll


async def test_its_files_are_those_that_the_shell_writes(light_app: App, clock: Clock, tmp_path: Path) -> None:
    number = await a_poll(light_app, clock)
    found = await files(light_app)

    folder = tmp_path / "files"
    await written(light_app, folder, result_files(await light_app.poll_results.result(number)))

    own = {name: content for name, content in found.items() if name.startswith(f"p/{number}/")}
    shell = {f"p/{number}/{file.name}": file.read_bytes() for file in folder.iterdir()}
    assert shell.items() <= own.items()
    assert {f"p/{number}/{name}" for name in ("ballots.csv", "roll.csv", "tally.json", "objections.csv")} <= set(shell)


async def test_what_programs_read_is_by_the_published_schemas(light_app: App, clock: Clock) -> None:
    closed = await a_poll(light_app, clock)
    open_ = await an_open_poll(light_app, typed=typed())

    found = await files(light_app)

    for path, schema in (
        (f"p/{closed}/record.json", "poll"), (f"p/{open_}/record.json", "poll"), ("p/polls.json", "polls"),
        ("c/training-code/record.json", "component"), ("c/components.json", "components"),
    ):  # fmt: skip
        by = json.loads(found[f"schemas/{schema}.json"])
        jsonschema.Draft202012Validator.check_schema(by)
        jsonschema.validate(json.loads(found[path]), by, jsonschema.Draft202012Validator)


async def test_the_charter_is_what_its_digest_says(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)

    found = await files(light_app)

    digest = hashlib.sha256(found[f"p/{number}/charter.json"]).hexdigest()
    assert digest in found[f"p/{number}/index.html"].decode()
    record = json.loads(found[f"p/{number}/record.json"])
    assert record["charter_digest"] == f"sha256:{digest}"


async def test_votes_as_popolo_add_up(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)

    motions = json.loads((await files(light_app))[f"p/{number}/popolo.json"])["motions"]

    assert [one["id"] for one in motions] == [
        f"{number}/{row}/{freedom}" for row in ("training-code", "datasets") for freedom in ("use", "study")
    ]
    [event] = motions[0]["vote_events"]
    counts = {one["option"]: one["value"] for one in event["counts"] if "group_id" not in one}
    assert counts == {"yes": 8, "no": 2, "discuss": 0, "abstain": 0, "not voting": 1}
    assert sorted(one["option"] for one in event["votes"]) == ["no"] * 2 + ["yes"] * 8
    assert motions[0]["requirement"].startswith("super: ")
    assert motions[0]["result"] == event["result"] == "required"


async def test_every_link_between_these_pages_leads_somewhere(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)
    await an_open_poll(light_app, typed=typed())
    found = await files(light_app)
    known = set(found) | {path.removesuffix("index.html") for path in found}

    wrong = []
    for path, content in found.items():
        for target in re.findall(r'href="([^"#:]*)(?:#[^"]*)?"', content.decode()) if path.endswith(".html") else ():
            there = _resolved(path, target)
            if target and there.startswith(("p/", "c/")) and there not in known:
                wrong.append((path, target))

    assert wrong == []


def _resolved(path: str, target: str) -> str:
    parts = path.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


async def test_places_on_a_page_that_are_led_to_are_there(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)

    for path, content in (await files(light_app)).items():
        if path.endswith(".html"):
            page = content.decode()
            there = re.findall(r'\bid="([^"]+)"', page)
            assert len(there) == len(set(there)), path
            assert set(re.findall(r'href="#([^"]+)"', page)) <= set(there), path
