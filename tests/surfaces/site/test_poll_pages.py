"""The record's pages of polls: what stands on them, and what never does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import html5lib
import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import Interim, NamesPolicy
from bot.domain.polls.polls import Via
from tests.support.apps import Clock
from tests.support.decisions import a_decision
from tests.support.golden import Golden
from tests.support.poll_pages import HANDLE, HOSTILE, LATER, a_poll, changed, files, shown, stamps, things, typed
from tests.support.polling import CODE, MODERATORS, an_open_poll, person, said

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
