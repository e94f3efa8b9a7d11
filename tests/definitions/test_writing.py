"""Systems written as files: the bytes of the shipped files, and whatever is written reads back as the same system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.definitions import data_root, linking, shapes
from bot.definitions.expressions import Expressions
from bot.definitions.reading import Document
from bot.definitions.writing import as_written, main_reader, text_of
from bot.domain.libraries import Library
from bot.domain.systems import Access, Assessor, Dispute, Evidence, Extent, Fact, Kind, LicencePeriod, Review, System
from tests.domain.strategies import PROPERTY
from tests.support.builders import a_fact, a_period, a_review, a_system

ReadBack = Callable[[str], System]
"""What the strict reader makes of a text; it has no problem with it."""


@pytest.fixture(scope="session")
def read_back(library: Library) -> ReadBack:
    reference = library.reference
    expressions = Expressions(reference.licences)

    def read(text: str) -> System:
        document = Document("file.yaml", text)
        shape = document.read_as(shapes.SYSTEM)
        assert shape is not None, document.problems
        labels = frozenset(reference.definitions)
        system = linking.system(shape, reference.components, expressions, labels, document)
        assert document.problems == []
        return system

    return read


def test_every_shipped_file_is_written_again_byte_for_byte(library: Library) -> None:
    files = {path.stem: path.read_bytes() for path in (data_root() / "systems").glob("*.yaml")}

    assert len(files) == 162
    assert {id_: text_of(system).encode() for id_, system in library.systems.items()} == files


def test_every_key_has_its_place(read_back: ReadBack) -> None:
    system = replace(
        a_system(
            a_fact("training_data", licence="MIT", by=Assessor.OS_AI_MAP, note="a note"),
            id="example-7b",
            aliases=("example", "7b"),
            bases=("pythia",),
            unrecorded_bases=("Older: one",),
            reviews=(a_review(definitions=("osaid 1.0",), note="none"),),
            licence_history=(a_period("training_data", licence="MIT", from_="2023-05", until="2024"),),
            note="#1",
        ),
        released_source="no",
        addresses=("https://example.org/#top",),
    )

    assert text_of(system) == (
        """\
id: example-7b
name: Example 7B
developer: Developer of example-7b
kind: language
family: example
aliases:
  - example
  - 7b
bases:
  - pythia
unrecorded_bases:
  - "Older: one"
released: "2026-02-03"
released_source: "no"
addresses:
  - https://example.org/#top
note: "#1"
reader: discord:42
facts:
  training_data:
    access: open
    extent: full
    licence: MIT
    source: https://example.org/training_data
    read_on: "2026-05-11"
    by: os-ai-map
    note: a note
licence_history:
  - components:
      - training_data
    from: "2023-05"
    until: "2024"
    licence: MIT
    source: a page
reviews:
  - by: osi-volunteers
    definitions:
      - "osaid 1.0"
    outcome: passed
    date: "2024-10"
    source: https://example.org/review
    note: "none"
"""
    )
    assert read_back(text_of(system)) == system


def _read_by(component: str, reader: str) -> Fact:
    fact = a_fact(component, licence="MIT")
    return replace(fact, evidence=replace(fact.evidence, reader=reader))


def test_the_reader_at_the_top_is_the_one_of_most_facts_and_others_stand_with_theirs(read_back: ReadBack) -> None:
    system = a_system(
        _read_by("training_data", "discord:1"),
        _read_by("training_code", "discord:2"),
        _read_by("model_card", "discord:2"),
    )

    text = text_of(system)

    assert "\nreader: discord:2\n" in text
    assert text.count("    reader: ") == 1
    assert "    reader: discord:1\n" in text
    assert read_back(text) == system


def test_of_readers_of_as_many_facts_the_first_stands_at_the_top() -> None:
    facts = (_read_by("training_data", "discord:9"), _read_by("training_code", "discord:1"))

    assert main_reader(facts) == "discord:9"


def test_a_system_without_facts_names_no_reader_and_reads_back(read_back: ReadBack) -> None:
    system = a_system()

    text = text_of(system)

    assert "reader" not in text
    assert "facts" not in text
    assert read_back(text) == system


def test_two_facts_about_one_component_cannot_be_written() -> None:
    system = a_system(a_fact("training_code"), a_fact("training_code", Access.GATED))

    with pytest.raises(ValueError, match="two facts are about one component"):
        text_of(system)


def test_facts_stand_in_the_order_of_the_components(library: Library) -> None:
    system = a_system(a_fact("model_card"), a_fact("something_else"), a_fact("training_data"))

    written = as_written(system, library.reference.components)

    assert [fact.component for fact in written.facts] == ["training_data", "model_card", "something_else"]


# -- Any system ----------------------------------------------------------------------------------------------------

STRANGE_TEXTS = [
    *["no", "Yes", "TRUE", "null", "~", "none", "1.0", "1_000", "0x1F", "0o17", "1e5", "1:30", ".5", ".inf", ".NaN"],
    *["2023-05", "2023-05-11", "2023-05-11 10:00:00Z", "2023-05-11T10:00:00+01:00", "=", "<<", "-", "- a", "?", "? a"],
    *["a: b", "a:", ": a", "a #b", "#a", "a#b", "'a'", '"a"', 'a "b"', "a\\b", "@a", "`a`", "%a", "&a", "*a", "!a"],
    *[
        "{a}",
        "[a]",
        "a, b",
        "|",
        ">",
        "...",
        "... a",
        "---",
        "--- a",
        " a",
        "a ",
        "\ta",
        "a\tb",
        "a\nb",
        "\n",
        "a\r\nb",
    ],
    *["\x00", "\x07a", "\x1b[31m", "\x7f", "\x85", "\x9f", "\xa0", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"],
    *["😀", "e\u0301", "\u202eabc", "中文", "ß", "x" * 1_100, "a: " * 400, "7B", "+1", "+a", "/a", "(a)", ".a"],
]
STRANGE = st.sampled_from(STRANGE_TEXTS)
TEXTS = st.one_of(STRANGE, st.text(min_size=1, max_size=30))
MAYBE = st.one_of(st.none(), TEXTS)
NAMES = st.from_regex(r"[a-z0-9][a-z0-9.+_-]{0,20}", fullmatch=True)
ADDRESSES = st.from_regex(r"https?://[^\s\x1c-\x1f\x85\ud800-\udfff]{1,20}", fullmatch=True)
DAYS = st.dates().map(lambda day: day.isoformat()[: (4, 7, 10)[day.day % 3]])
COMPONENTS = ("training_data", "data_information", "training_code", "model_parameters", "model_card")
LICENCES = st.sampled_from(
    ["MIT", "MIT OR Apache-2.0", "mixed", "none-stated", "MIT AND (Apache-2.0 OR CC-BY-4.0)"]
).map(Expressions(["MIT", "Apache-2.0", "CC-BY-4.0"]).parse)
READERS = st.one_of(st.sampled_from(["discord:1", "discord:2"]), TEXTS)

EVIDENCE = st.builds(
    Evidence,
    url=ADDRESSES,
    read_on=st.one_of(st.none(), st.dates(min_value=date(1900, 1, 1))),
    reader=READERS,
    by=st.one_of(st.none(), st.sampled_from(Assessor)),
)
FACTS = st.builds(
    Fact,
    component=st.sampled_from(COMPONENTS),
    access=st.sampled_from(Access),
    evidence=EVIDENCE,
    extent=st.one_of(st.none(), st.sampled_from(Extent)),
    licence=st.one_of(st.none(), LICENCES),
    note=MAYBE,
)
PERIODS = st.builds(
    LicencePeriod,
    components=st.lists(st.sampled_from(COMPONENTS), max_size=3).map(tuple),
    licence=LICENCES,
    source=TEXTS,
    scope=MAYBE,
    from_=st.one_of(st.none(), DAYS),
    until=st.one_of(st.none(), DAYS),
    note=MAYBE,
)
REVIEWS = st.builds(
    Review,
    by=st.sampled_from(Assessor),
    outcome=TEXTS,
    date=DAYS,
    source=ADDRESSES,
    definitions=st.lists(st.sampled_from(["osaid 1.0", "mof 1.0"]), max_size=2).map(tuple),
    note=MAYBE,
)
DISPUTES = st.builds(
    Dispute,
    claim=FACTS,
    reason=TEXTS,
    opened_on=st.dates(min_value=date(1900, 1, 1)),
    opened_by=READERS,
    proposal=st.integers(min_value=1, max_value=10**9),
)
SYSTEMS = st.builds(
    System,
    id=NAMES,
    name=TEXTS,
    developer=TEXTS,
    kind=st.sampled_from(Kind),
    family=TEXTS,
    facts=st.lists(FACTS, max_size=5, unique_by=lambda fact: fact.component).map(tuple),
    aliases=st.lists(TEXTS, max_size=3).map(tuple),
    bases=st.lists(NAMES, max_size=2).map(tuple),
    unrecorded_bases=st.lists(TEXTS, max_size=2).map(tuple),
    released=st.one_of(st.none(), DAYS),
    released_source=MAYBE,
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    note=MAYBE,
    licence_history=st.lists(PERIODS, max_size=2).map(tuple),
    reviews=st.lists(REVIEWS, max_size=2).map(tuple),
    disputes=st.lists(DISPUTES, max_size=2).map(tuple),
)


@PROPERTY
@given(system=SYSTEMS)
def test_whatever_is_written_reads_back_as_the_same_system(system: System, read_back: ReadBack) -> None:
    text = text_of(system)

    assert read_back(text) == system
    assert text_of(read_back(text)) == text


@PROPERTY
@given(text=TEXTS)
def test_any_text_is_one_line_that_reads_back(text: str, read_back: ReadBack) -> None:
    written = text_of(a_system(note=text))

    assert read_back(written).note == text
    [line] = [line for line in written.split("\n") if line.startswith("note: ")]
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("text", STRANGE_TEXTS, ids=ascii)
def test_a_strange_text_reads_back(text: str, read_back: ReadBack) -> None:
    assert read_back(text_of(a_system(note=text, aliases=(text,)))).aliases == (text,)


def test_ordinary_text_stands_as_it_is() -> None:
    for text in (
        "Llama 2",
        "7B",
        "(a)",
        "GPT-4o",
        "a, b; c",
        'the slides say "x"',
        "https://a.b/c#d",
        "中文",
        "I",
        "+1 a",
    ):
        assert f"\nnote: {text}\n" in text_of(a_system(note=text))
