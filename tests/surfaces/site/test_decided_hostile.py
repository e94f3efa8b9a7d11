"""What people wrote is text on pages, whatever they wrote; and it leads nowhere but to http and https."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
import yaml
from markdown_it import MarkdownIt

from bot.app import App
from bot.domain.decisions.happenings import Disposition, ReviewVerdict
from bot.domain.meetings.discussions import Naming
from bot.services.deciding.reading import DissentTyped, ModerationTyped
from bot.surfaces.site.decision_pages import decisions
from bot.surfaces.site.endorsement_pages import endorsements
from bot.surfaces.site.hall_pages import town_halls
from bot.surfaces.site.key_pages import keys
from bot.surfaces.site.moderation_pages import moderation
from bot.surfaces.site.prose import prose
from bot.surfaces.site.things import Site
from tests.support import decided
from tests.support.apps import Clock
from tests.support.decided import HOSTILE
from tests.support.decisions import MIA, typed
from tests.support.endorsing import verified
from tests.support.halls import HERE
from tests.support.minuting import published
from tests.support.polling import person

SHORT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


async def _hostile_forum(app: App, clock: Clock) -> None:
    await app.decisions.log(
        typed(title=SHORT, question=HOSTILE, outcome=HOSTILE, because=HOSTILE, options=SHORT.replace(";", ""),
              body=SHORT, basis=f"https://example.org/?a=1&b='2 {SHORT}"), MIA,
    )  # fmt: skip
    number = "D-2026-0001"
    await app.decision_additions.dissent(number, DissentTyped(HOSTILE, Disposition.NOTED, HOSTILE), MIA)
    await app.decision_additions.erratum(number, "alert(1)", SHORT, HOSTILE, MIA)
    await app.decision_additions.review(number, ReviewVerdict.NOT_CORRECTED, HOSTILE, MIA)
    await app.decisions.moderate(ModerationTyped(SHORT, SHORT, HOSTILE, "eve", None, SHORT, SHORT, SHORT), MIA)
    await app.decisions.withdraw("D-2026-0002", HOSTILE, MIA)
    await verified(app, "ann", version="osaid 1.0", name=SHORT, statement=HOSTILE)
    await verified(app, "bob", version="osaid 1.0", organisation=SHORT, statement=HOSTILE)
    await app.endorsement_checks.editorial("osaid 1.0", None, HOSTILE, MIA)
    said = [("fay", f"#topic {SHORT}"), ("ann", f"{HOSTILE} " * 3), ("fay", f"#agreed {HOSTILE}"),
            ("bob", f"#action bob to {SHORT}"), ("ann", f"#quote {HOSTILE}"), ("bob", "It is text to me.")]  # fmt: skip
    await published(app, clock, *said)
    for name in ("ann", "bob", "fay"):
        await app.hall_consent.choose(Naming.BY_NAME, HERE, person(name), None, "T-2026-0001")


async def _files(app: App) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in (decisions, endorsements, town_halls, moderation, keys):
        found |= await decided.files(Site(app), section)
    return found


def _elements(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    for element in html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str):
            yield element.tag, element.attrib


async def test_nothing_that_people_wrote_becomes_markup(light_app: App, clock: Clock) -> None:
    await _hostile_forum(light_app, clock)

    files = await _files(light_app)

    pages = {path: content for path, content in files.items() if path.endswith(".html")}
    assert sum("alert(1)" in page for page in pages.values()) > 6
    for page in pages.values():
        for tag, attributes in _elements(page):
            assert tag not in ("script", "iframe", "object", "style", "form", "base")
            assert tag != "img" or attributes["src"] == "badge.svg"
            assert not any(name.startswith("on") or name == "style" for name in attributes)
            for name in ("href", "src"):
                assert urlsplit(attributes.get(name, "")).scheme in ("", "http", "https")


async def test_pages_are_well_formed_html(light_app: App, clock: Clock) -> None:
    await _hostile_forum(light_app, clock)

    for path, content in (await _files(light_app)).items():
        if path.endswith(".html"):
            parser = html5lib.HTMLParser(strict=True)
            parser.parse(content)


async def test_every_anchor_on_a_page_is_there_once(light_app: App, clock: Clock) -> None:
    await decided.decisions_of_every_kind(light_app, clock)
    await decided.endorsed(light_app, clock)
    await decided.held(light_app, clock)

    for path, page in (await _files(light_app)).items():
        if not path.endswith(".html"):
            continue
        elements = list(_elements(page))
        ids = [attributes["id"] for _tag, attributes in elements if "id" in attributes]
        wanted = {a["href"][1:] for _tag, a in elements if a.get("href", "").startswith("#")}
        assert len(ids) == len(set(ids)), path
        assert wanted <= set(ids), path


async def test_files_of_hostile_words_are_still_files(light_app: App, clock: Clock) -> None:
    await _hostile_forum(light_app, clock)

    for path, content in (await _files(light_app)).items():
        if path.endswith(".json"):
            json.loads(content)
        if path.endswith(".svg"):
            ElementTree.fromstring(content)
        if path.startswith("d/") and path.endswith("record.md"):
            _before, front, body = content.split("---\n", 2)
            assert yaml.safe_load(front)["schema"] == "decision/1"
            assert "<script" not in MarkdownIt("commonmark", {"html": True}).render(body)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Big", "<p># Big</p>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>"),
        ("[a](mailto:a@example.org)", '<p><a rel="nofollow noopener external">a</a></p>'),
        (
            "[a](https://example.org)",
            '<p><a href="https://example.org" rel="nofollow noopener external">a</a></p>',
        ),
        ("![a](https://example.org/a.png)", None),
        ("a\u202eb", "<p>a b</p>"),
    ],
)
def test_markdown_of_people_is_little_and_safe(written: str, shown: str | None) -> None:
    found = str(prose(written))

    assert found == shown or (shown is None and "<img" not in found)
