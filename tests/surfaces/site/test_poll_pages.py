"""The record's pages of polls: what stands on them, what never does, and when they are made anew."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import html5lib
import jsonschema
import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import Interim, NamesPolicy
from bot.domain.polls.polls import Answer, RollEntry, Via
from bot.domain.polls.tallies import Disposition
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.poll_files import written
from bot.surfaces.replies.poll_closings import result_files
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls.making import made as poll_files
from bot.surfaces.site.polls.sections import polls
from bot.surfaces.site.things import Made, Site, Thing
from tests.support.apps import Clock
from tests.support.decisions import a_decision
from tests.support.golden import Golden
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, a_roll, an_open_poll, person, said

LATER = timedelta(days=8)
HOSTILE = '<script>alert("1")</script> [x](javascript:alert(1)) <img src=x onerror=alert(2)>'
TYPED = {"components": "training-code, datasets", "freedoms": "use, study", "contact": "the forum's desk"}
HANDLE = re.compile(r"\b[0-9a-f]{16}\b")


def typed(**more: Any) -> DraftTyped:
    return DraftTyped(**(TYPED | more))


async def things(app: App) -> dict[str, Thing]:
    return {one.key: one for one in await polls(Site(app, Pages("https://record.example.org")))}


async def files(app: App) -> dict[str, bytes]:
    made = [await one.make() for one in (await things(app)).values()]
    return {path: content for one in made for path, content in one.files.items()}


async def stamps(app: App) -> dict[str, str]:
    return {key: one.stamp for key, one in (await things(app)).items()}


async def changed(app: App, before: Mapping[str, str]) -> set[str]:
    after = await stamps(app)
    return {key for key in after if before.get(key) != after[key]}


async def made(app: App, number: str) -> Made:
    return await (await things(app))[f"poll:{number}"].make()


def shown(content: bytes) -> str:
    """What is a page's own, without what every page has; handles, which are random, by where they come first."""
    text = content.decode()
    text = text[text.index("<main") : text.index("</main>")] + "</main>\n"
    found = {handle: f"handle-{place}" for place, handle in enumerate(dict.fromkeys(HANDLE.findall(text)), start=1)}
    return HANDLE.sub(lambda match: found[match[0]], text)


async def a_poll(app: App, clock: Clock, **more: Any) -> str:
    """Eleven voters in two categories of five and one of one; ten answer; one objection is answered."""
    roll = [
        RollEntry(
            f"terminal:v{place}",
            ("regulator", "end_user")[place % 2] if place else "lighthouse_keeper",
            f"Org {place % 2}",
        )
        for place in range(11)
    ]
    number = await an_open_poll(app, roll=roll, typed=typed(**more))
    for place in range(10):
        code = Choice.YES if place < 8 else Choice.NO
        data = Choice.YES if place % 2 else Choice.NO
        reason = "Without it nobody can tell what the model saw." if place == 3 else ""
        answers = [Answer(CODE, code, reason), Answer(DATA, data)]
        await app.ballots.cast(number, person(f"v{place}"), answers, Via.EXPLICIT)
    raised = await app.poll_results.object(
        number, "datasets: study", "The question mixes two things.", "Ask for both apart.", person("v1")
    )
    await app.poll_results.dispose(
        number, str(raised.number), Disposition.ADDRESSED, "The next poll asks for both.", MODERATORS[0]
    )
    clock.move(LATER)
    return number


# -- What people see -----------------------------------------------------------------------------------------------


async def test_the_page_of_a_poll_reads_as_it_did(light_app: App, clock: Clock, golden: Golden) -> None:
    number = await a_poll(light_app, clock, names=NamesPolicy.NAMED)

    found = await files(light_app)

    golden("site/poll.html", shown(found[f"p/{number}/index.html"]))
    golden("site/poll-cell.html", shown(found[f"p/{number}/training-code/use/index.html"]))
    golden("site/poll-popolo.json", json.dumps(_first_motion(found[f"p/{number}/popolo.json"]), indent=1) + "\n")
    golden("site/component.html", shown(found["c/training-code/index.html"]))
    golden("site/polls.html", shown(found["p/index.html"]))


def _first_motion(content: bytes) -> Any:
    motion = json.loads(content)["motions"][0]
    for event in motion["vote_events"]:
        event["votes"] = sorted({vote["option"] for vote in event["votes"]})
        event["counts"].sort(key=lambda one: (one.get("group_id", ""), one["option"]))
        event["group_results"].sort(key=lambda one: one["group_id"])
    return motion


async def test_the_page_of_an_open_poll_reads_as_it_did(light_app: App, golden: Golden) -> None:
    number = await an_open_poll(light_app, typed=typed())

    found = await files(light_app)

    golden("site/poll-open.html", shown(found[f"p/{number}/index.html"]))


async def test_the_replay_reads_as_it_did(light_app: App, golden: Golden) -> None:
    golden("site/replay-2024.html", shown((await files(light_app))["p/replay-2024/index.html"]))


async def test_every_page_is_valid_html(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)
    await an_open_poll(light_app, typed=typed(interim=Interim.LIVE))

    pages = {path: content for path, content in (await files(light_app)).items() if path.endswith(".html")}

    assert len(pages) > 10
    for path, content in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(content.decode())
        assert [error for _place, error, _more in parser.errors] == [], path


async def test_what_people_wrote_is_text(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed(question=HOSTILE, contact=HOSTILE, deciding_body=HOSTILE))
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES, HOSTILE)], Via.EXPLICIT)
    await light_app.poll_results.object(number, "datasets: study", HOSTILE, HOSTILE, person("ann"))
    clock.move(LATER)

    pages = {path: content.decode() for path, content in (await files(light_app)).items() if path.endswith(".html")}

    assert sum("&lt;script&gt;" in page for page in pages.values()) >= 4
    for page in pages.values():
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page.casefold()


async def test_a_void_poll_stays_with_a_banner_and_without_a_result(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)
    await light_app.poll_keeping.keep()
    cells = [path for path in await files(light_app) if path.endswith("/use/index.html")]

    await light_app.polls.void(number, "The components were those of another version.", MODERATORS[0])

    found = await files(light_app)
    page = found[f"p/{number}/index.html"].decode()
    assert "This poll is void." in page
    assert "The components were those of another version." in page
    assert "ballots.csv" not in page
    assert all(path in found and "This poll is void." in found[path].decode() for path in cells)
    assert _leaks(found, number) == []


async def test_a_cell_names_the_decisions_that_rest_on_its_whole_component(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)
    await light_app.poll_keeping.keep()
    for basis in ("training-code", "training-code/use", "training-code/study"):
        await a_decision(light_app, title=f"By {basis}", basis=f"{number} {basis}")

    page = (await files(light_app))[f"p/{number}/training-code/use/index.html"].decode()

    assert "By training-code</a>" in page
    assert "It rests on all that was asked of the component." in page
    assert "By training-code/use</a>" in page
    assert "By training-code/study" not in page


# -- What is not to be seen ----------------------------------------------------------------------------------------


def _leaks(found: Mapping[str, bytes], number: str) -> list[str]:
    """Files of a poll that say anything of what was voted: an answer's reason, a handle, a count of yes, a verdict."""
    words = (b"nobody can tell what the model saw", b"ballots.csv", b"cast_at", b"answered</small>", b"no consensus")
    own = {path: content for path, content in found.items() if path.startswith(f"p/{number}/")}
    told = [path for path, content in own.items() if any(word in content for word in words)]
    return told + [path for path, content in own.items() if HANDLE.search(content.decode())]


@pytest.mark.parametrize("interim", [Interim.TURNOUT, Interim.AFTER_OWN_VOTE])
async def test_nothing_of_a_sealed_poll_is_in_any_file_before_its_close(
    light_app: App, clock: Clock, interim: Interim
) -> None:
    number = await an_open_poll(light_app, typed=typed(interim=interim))
    empty = await files(light_app)
    reason = "Without it nobody can tell what the model saw."
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES, reason)], Via.EXPLICIT)
    one = await files(light_app)
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.NO, "x")], Via.EXPLICIT)
    other = await files(light_app)

    assert set(empty) == set(one)
    assert _leaks(one, number) == []
    assert {path for path in one if one[path] != other[path]} == set()
    told = {path for path in one if one[path] != empty[path]}
    assert told == {f"p/{number}/{one}" for one in ("index.html", "record.json", "turnout.csv")} | {
        "p/index.html", "p/polls.csv", "p/polls.json",
    }  # fmt: skip
    clock.move(timedelta(days=7, seconds=30))
    draining = await files(light_app)
    assert _leaks(draining, number) == []


async def test_nor_do_its_stamps_hang_on_what_a_ballot_says(light_app: App) -> None:
    number = await an_open_poll(light_app, typed=typed())
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    before = await stamps(light_app)

    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.NO, "another")], Via.EXPLICIT)

    assert await changed(light_app, before) == set()


async def test_disputes_of_a_sealed_poll_name_no_handle(light_app: App) -> None:
    number = await an_open_poll(light_app, typed=typed())
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    async with light_app.store.read() as records:
        handle = (await records.voters.of(number))[0].handle
    await light_app.poll_moderation.challenge(number, handle, "They are somebody else.", person("bob"))

    found = await files(light_app)

    assert b"A ballot was challenged." in found[f"p/{number}/index.html"]
    assert _leaks(found, number) == []
    assert b"somebody else" not in found[f"p/{number}/index.html"]


async def test_an_open_poll_with_live_results_shows_counts_and_no_ballots(light_app: App) -> None:
    number = await an_open_poll(light_app, typed=typed(interim=Interim.LIVE))
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES, "my own reason")], Via.EXPLICIT)

    found = await files(light_app)

    page = found[f"p/{number}/index.html"].decode()
    assert "This poll is open; nothing is decided yet." in page
    assert "1 of 3 answered" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert not any(b"my own reason" in content for content in found.values())
    assert not any(
        HANDLE.search(content.decode()) for path, content in found.items() if path.startswith(f"p/{number}/")
    )


async def test_small_categories_are_told_nowhere_under_pseudonyms(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)

    found = {path: content.decode() for path, content in (await files(light_app)).items() if f"p/{number}" in path}

    told = {path for path, content in found.items() if "ighthouse" in content}
    # That there is such a category is told to those who count again; nothing of anybody in it.
    assert told == {f"p/{number}/tally.json"}
    assert found[f"p/{number}/tally.json"].count("ighthouse") == 1
    assert "Categories and organisations of fewer than five people" in found[f"p/{number}/index.html"]


async def test_who_did_not_vote_is_named_nowhere_even_with_names(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock, names=NamesPolicy.NAMED)
    for name in ("v9", "v10"):
        await light_app.naming.choose(f"Name of {name}", person(name))

    found = await files(light_app)

    assert "Name of v9" in found[f"p/{number}/roll.csv"].decode()
    assert not any(b"Name of v10" in content for content in found.values())


async def test_the_number_of_an_account_is_nobodys_name(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock, names=NamesPolicy.NAMED)

    found = await files(light_app)

    assert [path for path, content in found.items() if b"terminal:" in content] == []


async def test_a_name_that_is_chosen_later_makes_the_files_anew(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock, names=NamesPolicy.NAMED)
    before = {key: one.stamp for key, one in (await things(light_app)).items()}

    await light_app.naming.choose("Ann Example", person("v9"))

    after = {key: one.stamp for key, one in (await things(light_app)).items()}
    assert [key for key in after if before.get(key) != after[key]] == [f"poll:{number}"]


async def test_pages_with_ballots_are_not_for_search_engines(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)

    found = await files(light_app)

    noindex = {path for path, content in found.items() if b'name="robots" content="noindex"' in content}
    assert noindex == {f"p/{number}/report.html"} | {path for path in found if re.search(r"/(use|study)/index", path)}
    assert all(b"Without it nobody can tell" not in found[path] for path in found if path not in noindex
               and path.endswith(".html"))  # fmt: skip


# -- Files for programs --------------------------------------------------------------------------------------------


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


# -- When pages are made anew --------------------------------------------------------------------------------------


async def test_nothing_is_made_anew_where_nothing_happened(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)
    await an_open_poll(light_app, typed=typed())
    before = await stamps(light_app)

    clock.move(timedelta(hours=1))

    assert await changed(light_app, before) == set()


async def test_the_first_ballot_of_somebody_makes_its_poll_and_the_list_anew(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)
    number = await an_open_poll(light_app, typed=typed())
    before = await stamps(light_app)

    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)

    assert await changed(light_app, before) == {f"poll:{number}", "polls"}


async def test_the_close_makes_its_components_anew_too(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed())
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    before = await stamps(light_app)

    clock.move(LATER)

    anew = {f"poll:{number}", "polls", "component:training_code", "component:training_data", "components"}
    assert await changed(light_app, before) == anew


async def test_an_objection_an_exclusion_and_a_reason_taken_back_are_shown(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)
    first = await stamps(light_app)
    await light_app.poll_results.object(number, "datasets: use", "It is two things.", "Ask for both.", person("v2"))
    assert await changed(light_app, first) == {f"poll:{number}"}
    second = await stamps(light_app)
    async with light_app.store.read() as records:
        handle = (await records.voters.of(number))[0].handle
    for moderator in MODERATORS:
        await light_app.poll_moderation.exclude(number, handle, "Cast for somebody else.", moderator)
    assert f"poll:{number}" in await changed(light_app, second)

    page = (await files(light_app))[f"p/{number}/index.html"].decode()

    assert "It is two things." in page
    assert "Cast for somebody else." in page
    assert "With the 1 ballot that was excluded by decision" in page


async def test_what_a_result_would_change_stays_as_it_was_at_the_close(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed())
    for name in ("ann", "bob", "cyd"):
        answers = [said(CODE, Choice.NO), said(DATA, Choice.YES)]
        await light_app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    clock.move(LATER)
    await light_app.poll_keeping.keep()
    before = json.loads((await made(light_app, number)).files[f"p/{number}/record.json"])

    turned = before["adoption"]["turns"][0]["system"]
    library = (await light_app.library.current()).library
    async with light_app.store.write() as records:
        revision = await records.library.advance()
        await records.systems.put([replace(library.systems[turned], name="Renamed", facts=())], revision)

    after = json.loads((await made(light_app, number)).files[f"p/{number}/record.json"])

    assert (await light_app.library.current()).library.systems[turned].name == "Renamed"
    assert after["adoption"] == before["adoption"]


async def test_a_system_that_is_not_recorded_any_more_is_named_without_a_link(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed())
    for name in ("ann", "bob", "cyd"):
        answers = [said(CODE, Choice.NO), said(DATA, Choice.YES)]
        await light_app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    clock.move(LATER)
    [found] = await light_app.published_polls.all()
    assert found.adoption is not None
    turned = found.adoption.turns[0]

    decided = await light_app.published_polls.result(found)
    page = poll_files(Pages(), replace(found, gone=(turned.system,)), decided, None, {}).files[f"p/{number}/index.html"]

    assert turned.name in page.decode()
    assert f"s/{turned.system}/" not in page.decode()


async def test_feeds_tell_what_happened_once(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)

    found = await made(light_app, number)

    assert [one.title for one in found.entries] == [f"Poll {number} opened", f"Poll {number}: the result"]
    assert len({one.id for one in found.entries}) == 2
    assert found.findable[0].path == f"p/{number}/"


async def test_a_draft_that_was_never_opened_has_no_page(light_app: App) -> None:
    preview = await light_app.polls.draft(typed(), FACILITATOR)
    await light_app.polls.set_roll(preview.poll.number, a_roll("ann", "bob"), FACILITATOR)

    assert not any(preview.poll.number in path for path in await files(light_app))


async def test_an_organisation_that_an_exclusion_leaves_with_few_is_told_no_more(light_app: App, clock: Clock) -> None:
    roll = [RollEntry(f"terminal:v{place}", "", "Six Ltd" if place < 6 else "Five Ltd") for place in range(11)]
    number = await an_open_poll(light_app, roll=roll, typed=typed())
    await light_app.ballots.cast(number, person("v10"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    clock.move(LATER)
    before = (await files(light_app))[f"p/{number}/record.json"]
    async with light_app.store.read() as records:
        handle = next(one.handle for one in await records.voters.of(number) if one.person == "terminal:v10")

    for moderator in MODERATORS:
        await light_app.poll_moderation.exclude(number, handle, "Cast for somebody else.", moderator)

    after = (await files(light_app))[f"p/{number}/record.json"]
    assert json.loads(before)["roll"]["organisations"] == {"Six Ltd": 6, "Five Ltd": 5}
    assert json.loads(after)["roll"]["organisations"] == {"Six Ltd": 6}
