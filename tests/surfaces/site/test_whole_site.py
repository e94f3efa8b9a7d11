"""The whole built site: links, HTML, feeds, JSON, exports; whatever sections there are."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import jsonschema
import pytest

from bot.services.logs.sources import source
from bot.services.logs.verifying import verify
from tests.support.site import URL, BuiltSite

GONE = "{http://purl.org/atompub/tombstones/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
FETCHED = {"src", "srcset", "data", "poster", "background", "manifest"}
"""Attributes by which a page loads something."""


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}))


@cache
def elements(file: Path) -> list[tuple[str, dict[str, str]]]:
    return Elements(file.read_text()).all


@cache
def parsed(file: Path) -> tuple[Element, list[Any]]:
    """A page as the standard reads it, and what is wrong with it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(file.read_text()), parser.errors


def each(site: BuiltSite) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every element of every page: the page, the element, its attributes."""
    for path in site.pages:
        for tag, attributes in elements(site.folder / path):
            yield path, tag, attributes


def ids(file: Path) -> set[str]:
    return {attributes["id"] for _tag, attributes in elements(file) if "id" in attributes}


def broken(site: BuiltSite, page: str, link: str) -> bool:
    """Whether a link leads to nothing within the site."""
    whole = urljoin(f"{URL}/{page}", link)
    if not whole.startswith(URL + "/"):
        return False
    split = urlsplit(whole)
    path = unquote(split.path.removeprefix(urlsplit(URL).path + "/"))
    file = site.folder / (path + "index.html" if path.endswith("/") or not path else path)
    if not file.is_file():
        return True
    return bool(split.fragment) and file.suffix == ".html" and unquote(split.fragment) not in ids(file)


def test_every_link_leads_to_a_page_a_file_and_a_place_that_is_there(built: BuiltSite) -> None:
    links = {
        (page, attributes[name])
        for page, _tag, attributes in each(built)
        for name in ("href", "src", "action", "data-root")
        if name in attributes
    }

    assert len(links) > 100
    assert [one for one in sorted(links) if broken(built, *one)] == []


def test_links_inside_the_page_of_missing_pages_are_whole(built: BuiltSite) -> None:
    links = [a["href"] for _tag, a in elements(built.folder / "404.html") if "href" in a]

    assert [link for link in links if not link.startswith(("/record/", "#", URL))] == []


def test_what_names_another_element_names_one_that_is_there(built: BuiltSite) -> None:
    names = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
    missing = [
        (page, name, one)
        for page, _tag, attributes in each(built)
        for name in names
        for one in attributes.get(name, "").split()
        if one not in ids(built.folder / page)
    ]

    assert missing == []


def test_no_id_stands_twice_on_a_page(built: BuiltSite) -> None:
    for page in built.pages:
        found = [attributes["id"] for _tag, attributes in elements(built.folder / page) if "id" in attributes]
        assert sorted(found) == sorted(set(found)), page


def test_every_page_is_html_as_the_standard_has_it(built: BuiltSite) -> None:
    for page in built.some:
        _tree, errors = parsed(built.folder / page)
        assert errors == [], page


def test_every_page_says_what_it_is(built: BuiltSite) -> None:
    for page in built.pages:
        tags = elements(built.folder / page)
        heads = [tag for tag, _attributes in tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        metas = {a.get("name"): a.get("content") for tag, a in tags if tag == "meta"}
        canonical = [a["href"] for tag, a in tags if tag == "link" and a.get("rel") == "canonical"]
        place = page.removesuffix("index.html")

        assert heads.count("h1") == 1, page
        assert all(int(later[1]) <= int(one[1]) + 1 for one, later in pairwise(heads)), page
        assert metas["description"], page
        assert canonical == [f"{URL}/{place}"], page
        assert re.search(r"<title>\S.* · \S.*</title>", built.read(page)), page


def test_titles_tell_pages_apart(built: BuiltSite) -> None:
    titles = [re.findall(r"<title>(.*)</title>", built.read(page))[0] for page in built.pages]

    assert sorted({one for one in titles if titles.count(one) > 1}) == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_within_a_page(built: BuiltSite) -> None:
    for page, tag, attributes in each(built):
        loads = [value for name, value in attributes.items() if name in FETCHED]
        loads += [attributes["href"]] if tag == "link" and attributes.get("rel") in ("stylesheet", "icon") else []
        assert not any(urlsplit(value).netloc or urlsplit(value).scheme for value in loads), (page, tag)
        assert not any(name.startswith("on") for name in attributes), (page, tag)
        assert "style" not in attributes, (page, tag)
        # What is to be kept as one file has its style within it.
        assert tag not in ("iframe", "object", "embed", "base"), page
        assert tag != "style" or page.endswith("/report.html"), page
        assert tag != "script" or "src" in attributes, page


def test_links_lead_to_pages_only(built: BuiltSite) -> None:
    schemes = {urlsplit(a["href"]).scheme for _page, tag, a in each(built) if tag == "a" and "href" in a}

    assert schemes <= {"", "http", "https", "mailto"}


def test_what_people_wrote_is_text(built: BuiltSite) -> None:
    for page in built.pages:
        text = built.read(page)
        assert "alert(1)</script>" not in text, page
        assert "<img src=x" not in text, page
        assert "49" not in re.findall(r"onerror=alert\(1\)&gt; (\S+)", text), page


def test_no_file_holds_the_account_of_somebody_who_is_not_named_or_what_waits(built: BuiltSite) -> None:
    for path in built.named("*"):
        if not path.startswith(("tile/", ".")) and not path.endswith(".gz"):
            text = built.read(path)
            # The minutes hold the account of Ann, who chose to stand there by name.
            assert not re.search(r"\bterminal:(?!ann\b)[a-z]", text), path
            assert "Gus who waits" not in text, path


def test_every_table_has_headings_and_a_name_and_can_be_scrolled_by_keys(built: BuiltSite) -> None:
    for page in built.some:
        tree, _errors = parsed(built.folder / page)
        for region in tree.iter("div"):
            if "scroll" in region.get("class", "").split():
                assert region.get("tabindex") == "0", page
                assert region.get("aria-labelledby") or region.get("aria-label"), page
        for table in tree.iter("table"):
            assert [th.get("scope") for th in table.iter("th")], page
            assert all(th.get("scope") in ("col", "row", "colgroup", "rowgroup") for th in table.iter("th")), page


def test_every_table_has_its_rows_as_csv_and_as_json_beside_it(built: BuiltSite) -> None:
    wanting = []
    for path in built.some:
        page, _errors = parsed(built.folder / path)
        boxes = [one for one in page.iter("div") if "tabled" in one.get("class", "")]
        boxed = {table: box for box in boxes for table in box.iter("table")}
        for one in page.iter("table"):
            # The clauses of a system under each version are folded up, with one file of them all below.
            around = boxed.get(one, page if path.startswith("s/") else None)
            links = [link.get("href", "") for link in around.iter("a")] if around is not None else []
            if not all(any(link.endswith(form) for link in links) for form in (".csv", ".json")):
                wanting.append(f"{path}: {around.get('id') if around is not None else '?'}")

    assert not wanting


def test_every_time_is_one_that_machines_read(built: BuiltSite) -> None:
    times = [a["datetime"] for _page, tag, a in each(built) if tag == "time"]

    assert times
    assert [one for one in times if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", one)] == []


def feeds(site: BuiltSite, form: str) -> list[str]:
    return [path for path in site.named(f"*.{form}") if path.startswith("feed")]


def test_every_atom_feed_has_what_rfc_4287_asks_for(built: BuiltSite) -> None:
    assert len(feeds(built, "atom")) >= 8
    for path in feeds(built, "atom"):
        feed = ElementTree.fromstring(built.read(path))
        entries = feed.findall(f"{ATOM}entry")
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert [one.get("href") for one in feed.findall(f"{ATOM}link[@rel='self']")] == [f"{URL}/{path}"]
        assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries)
        updated = [one.findtext(f"{ATOM}updated", "") for one in entries]
        assert updated == sorted(updated, reverse=True)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one) for one in updated)
        gone = [one.get("when", "") for one in feed.findall(f"{GONE}deleted-entry")]
        assert feed.findtext(f"{ATOM}updated") == max([*updated, *gone, "1970-01-01T00:00:00Z"])
        for entry in entries:
            assert entry.findtext(f"{ATOM}title")
            assert entry.find(f"{ATOM}category") is not None
            links = [one.get("href", "") for one in entry.findall(f"{ATOM}link[@rel='alternate']")]
            assert len(links) == 1
            assert not broken(built, path, links[0]), links


def test_every_json_feed_has_what_its_specification_asks_for(built: BuiltSite) -> None:
    assert len(feeds(built, "json")) >= 8
    for path in feeds(built, "json"):
        feed = json.loads(built.read(path))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == f"{URL}/{path}"
        for item in feed["items"]:
            assert {type(item[key]) for key in ("id", "url", "content_text", "date_published")} == {str}
            assert "content_text" in item
            assert not broken(built, path, item["url"]), item["url"]


def test_no_event_is_told_twice_in_a_feed(built: BuiltSite) -> None:
    for path in built.named("*.atom"):
        feed = ElementTree.fromstring(built.read(path))
        ids_ = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]

        assert len(ids_) == len(set(ids_)), path


def test_what_moderators_did_to_a_poll_stands_once_in_the_feed_of_everything(built: BuiltSite) -> None:
    void = [item["title"] for item in json.loads(built.read("feed.json"))["items"] if "void" in item["title"]]
    topic = [item["title"] for item in json.loads(built.read("feeds/moderation.json"))["items"]]

    assert void == ["Poll P-2027-0001 is void"]
    assert "P-2027-0001: The poll was declared void" in topic


def test_both_forms_of_a_feed_tell_the_same(built: BuiltSite) -> None:
    for path in feeds(built, "atom"):
        feed = ElementTree.fromstring(built.read(path))
        ids_ = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
        assert ids_ == [item["id"] for item in json.loads(built.read(path.removesuffix("atom") + "json"))["items"]]


def test_the_map_names_every_page_but_those_that_want_to_be_left_out(built: BuiltSite) -> None:
    tree = ElementTree.fromstring(built.read("sitemap.xml"))
    named = {one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    hidden = {page for page in built.pages if '<meta name="robots" content="noindex">' in built.read(page)}
    pages = {f"{URL}/{page.removesuffix('index.html')}" for page in built.pages if page not in hidden}

    assert named == pages
    assert "404.html" in hidden


def test_robots_are_told_where_the_map_is_and_what_to_leave_alone(built: BuiltSite) -> None:
    lines = built.read("robots.txt").splitlines()

    assert f"Sitemap: {URL}/sitemap.xml" in lines
    assert "Disallow: /record/disclosures/" in lines


def test_every_record_is_as_its_schema_says(built: BuiltSite) -> None:
    schemas = {path: json.loads(built.read(path)) for path in built.named("*.json") if path.startswith("schemas/")}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for path in built.named("record.json"):
        record = json.loads(built.read(path))
        # Named by its place, or by its name and version: "decision/1".
        named = record.get("$schema") or f"schemas/{record['schema'].replace('/', '-')}.json"
        schema = schemas["schemas/" + named.rpartition("schemas/")[2]]
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(record)) == [], path


def test_every_json_file_is_json_without_names_that_stand_twice(built: BuiltSite) -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len({name for name, _value in pairs}) == len(pairs)
        return dict(pairs)

    for path in built.named("*.json"):
        json.loads(built.read(path), object_pairs_hook=once)


def test_every_csv_file_has_rows_of_one_length_and_no_cell_that_a_spreadsheet_would_run(built: BuiltSite) -> None:
    for path in built.named("*.csv"):
        rows = list(csv.reader(io.StringIO(built.read(path))))
        assert len({len(row) for row in rows}) == 1, path
        runs = [cell for row in rows for cell in row if cell.startswith(("=", "+", "@")) or cell[:2].startswith("-=")]
        assert runs == [], path


def test_everything_as_one_file_holds_every_record(built: BuiltSite) -> None:
    packed = (built.folder / "export/all.jsonl.gz").read_bytes()
    lines = [json.loads(line) for line in gzip.decompress(packed).decode().splitlines()]

    assert [one["path"] + "record.json" for one in lines] == built.named("record.json")
    assert all(json.loads(built.read(one["path"] + "record.json")) == one["record"] for one in lines)
    assert hashlib.sha256(packed).hexdigest() in built.read("export/index.html")
    assert packed[4:8] == b"\0\0\0\0"  # no time in its head


def test_the_log_beside_the_site_is_whole(built: BuiltSite) -> None:
    report = verify(source(str(built.folder)))

    assert report.breach is None
    assert report.checkpoint is not None
    assert report.checkpoint.size > 10


@pytest.mark.parametrize("page", ["index.html", "about/index.html", "404.html", "search/index.html"])
def test_the_pages_that_every_site_has_are_there(built: BuiltSite, page: str) -> None:
    assert page in built.pages
