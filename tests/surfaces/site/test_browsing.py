"""The built site in a browser: for everybody, with keys alone, without scripts, on a phone, on paper."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.support.browsers import Opener
from tests.support.site import BuiltSite

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def kinds(site: BuiltSite) -> dict[str, str]:
    """One page of each kind, the longest."""
    return {kind: pages[0] for kind, pages in site.kinds.items()}


def few(site: BuiltSite) -> dict[str, str]:
    """Those of every third kind, for what is much the same on all; under load those of all."""
    return dict([*kinds(site).items()][:: 1 if os.environ.get("SOAK") else 3])


def violations(page: Page, only: Sequence[str] = RULES) -> list[tuple[str, Any]]:
    found = Axe().run(page, options={"runOnly": [*only], "resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]


# In the dark nothing but the colours is another.
@pytest.mark.parametrize(("scheme", "rules"), [("light", RULES), ("dark", ["color-contrast"])])
def test_no_page_puts_up_a_barrier(built: BuiltSite, opener: Opener, scheme: str, rules: list[str]) -> None:
    found = {}
    for kind, path in (kinds if scheme == "light" else few)(built).items():
        page = opener(path, color_scheme=scheme)
        found[f"{kind} ({path})"] = violations(page, rules)
        page.context.close()

    assert {kind: several for kind, several in found.items() if several} == {}


def test_axe_sees_a_barrier_where_there_is_one(opener: Opener) -> None:
    page = opener("about/index.html")
    page.evaluate("document.querySelector('h1').remove(); document.documentElement.removeAttribute('lang')")

    assert {"html-has-lang", "page-has-heading-one"} <= {id_ for id_, _nodes in violations(page)}


def test_no_page_scrolls_sideways_on_the_smallest_phone(built: BuiltSite, opener: Opener) -> None:
    wide = {}
    for kind, path in kinds(built).items():
        page = opener(path, width=320)
        wide[kind, path] = page.evaluate("document.documentElement.scrollWidth")
        page.context.close()

    assert {kind: width for kind, width in wide.items() if width > 320} == {}


def test_large_letters_do_not_make_a_page_scroll_sideways(built: BuiltSite, opener: Opener) -> None:
    wide = {}
    for kind, path in kinds(built).items():
        page = opener(path, width=640)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[kind, path] = page.evaluate("document.documentElement.scrollWidth")
        page.context.close()

    assert {kind: width for kind, width in wide.items() if width > 640} == {}


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def test_the_first_key_leads_past_the_head_of_the_page(opener: Opener) -> None:
    page = opener("index.html")

    page.keyboard.press("Tab")
    assert "Skip to the content" in focused(page)
    expect(page.get_by_text("Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert 'id="main"' in focused(page)


def test_every_place_that_keys_reach_can_be_seen_to_be_reached(built: BuiltSite, opener: Opener) -> None:
    unseen = []
    for path in kinds(built).values():
        page = opener(path)
        for _step in range(25):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
                "(getComputedStyle(document.activeElement))"
            )
            if focused(page).startswith("<body"):
                break
            if style[0] == "none" or style[1] < 2:
                unseen.append((path, focused(page), style))
        page.context.close()

    assert unseen == []


def test_a_wide_table_scrolls_by_keys_on_a_phone(built: BuiltSite, opener: Opener) -> None:
    page = opener("index.html", width=320)
    page.evaluate("document.querySelector('.scroll table').style.minWidth = '60rem'")

    page.locator(".scroll").first.focus()
    # The browser moves it step by step; a page with its policy cannot be asked to wait for that.
    for _press in range(100):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.querySelector('.scroll').scrollLeft") > 0:
            break

    assert page.evaluate("document.querySelector('.scroll').scrollLeft") > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_everything_can_be_read_and_reached(built: BuiltSite, opener: Opener) -> None:
    for path in few(built).values():
        with_scripts = opener(path).locator("main").inner_text()
        without = opener(path, java_script_enabled=False).locator("main").inner_text()
        if not path.startswith("search/index"):
            assert without == with_scripts, path


def test_without_scripts_the_search_leads_to_the_list_from_a_to_z(opener: Opener) -> None:
    page = opener("search/index.html", java_script_enabled=False)

    expect(page.get_by_text("Searching takes a script")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.get_by_role("link", name="All of them from A to Z").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Everything from A to Z")


def test_the_search_finds_a_page_by_the_beginnings_of_its_words(built: BuiltSite, opener: Opener) -> None:
    path, title, *_rest = json.loads(built.read("search/pages/0.json"))[0]
    page = opener("search/index.html")

    page.get_by_role("searchbox").fill(" ".join(word[:4] for word in title.split()).upper())

    expect(page.get_by_role("status")).to_contain_text("found.")
    found = page.get_by_role("listitem").get_by_role("link", name=title, exact=True).first
    expect(found).to_be_visible()
    assert "?q=" in page.url
    found.click()
    expect(page).to_have_url(re.compile(re.escape(f"/record/{path}") + "$"))


def test_what_is_called_so_comes_before_what_it_is_a_part_of(opener: Opener) -> None:
    page = opener("search/index.html?q=llama")

    expect(page.get_by_role("status")).to_contain_text("found.")
    titles = page.locator("#found a").all_inner_texts()

    begun = [title.lower().startswith("llama") for title in titles]
    assert begun[0]
    assert begun == sorted(begun, reverse=True)
    assert not begun[-1]


def test_an_address_with_words_searches_at_once(opener: Opener) -> None:
    page = opener("search/index.html?q=this+record")

    expect(page.get_by_role("searchbox")).to_have_value("this record")
    expect(page.get_by_role("status")).to_contain_text("found.")


def test_the_search_says_that_nothing_was_found(opener: Opener) -> None:
    page = opener("search/index.html")

    page.get_by_role("searchbox").fill("qqxyzzy")

    expect(page.get_by_role("status")).to_have_text("Nothing was found. Try fewer words, or only how they begin.")


def test_on_paper_only_what_can_be_read_is_left(opener: Opener) -> None:
    page = opener("index.html", color_scheme="dark")

    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Sections")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
