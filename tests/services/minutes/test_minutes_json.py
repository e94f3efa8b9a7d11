"""Minutes as a file of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from bot.domain.meetings.discussions import Discussion, Mark
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.publicity import view
from bot.services.minutes.documenting import Forum, document
from bot.services.minutes.minutes_json import SCHEMA_FILE, BadMinutes, kept, read, recalled, schema_text, written
from tests.domain.strategies import PROPERTY, SOAKING
from tests.support.discussing import ANA, CATEGORIES, THE_TOWN_HALL, a_document, a_mark, choices, discussions
from tests.support.golden import Golden

FEWER = settings(PROPERTY, max_examples=5000 if SOAKING else 40)
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads(SCHEMA_FILE.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
)


def changed(found: MinutesDocument | None = None, **keys: Any) -> bytes:
    """The file of minutes with other values under some keys; a key with `...` is taken out."""
    tree = json.loads(written(found or a_document())) | keys
    return json.dumps({key: value for key, value in tree.items() if value is not ...}).encode()


@FEWER
@given(discussions())
def test_what_is_written_is_read_as_it_was_and_written_again_the_same(discussion: Discussion) -> None:
    for found in (document(discussion, forum=Forum(CATEGORIES)), view(document(discussion), choices(discussion))):
        content = written(found)

        assert read(content) == found
        assert written(read(content)) == content
        VALIDATOR.validate(json.loads(content))


def test_the_file_is_as_it_always_was(golden: Golden) -> None:
    marks = (a_mark(Mark.QUOTE, "not every data set can be published", 3),)

    golden("minutes/document.json", written(a_document(*THE_TOWN_HALL, declared=marks)).decode())


def test_the_schema_in_the_file_is_that_of_the_program() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe", "no UTF-8"),
        (b"[]", "schema is not"),
        (b'{"schema": "minutes/2"}', "schema is not “minutes/1”"),
        (b'{"schema": "minutes/1", "schema": "minutes/1"}', "'schema' stands twice"),
        (b"[" * 100_000, "is no JSON"),
        (changed(version="1"), "version"),
        (changed(id=...), "id: expected this key, found none"),
        (changed(extra=1), "extra: expected no such key"),
        (changed(status="final"), "status: expected one of"),
        (changed(resolutions=[{"id": "d1"}]), "resolutions[0]"),
        (changed(remarks=[]), "not in this town hall"),
    ],
)
def test_what_is_no_file_of_minutes_is_refused_with_what_is_wrong(content: bytes, why: str) -> None:
    with pytest.raises(BadMinutes) as refused:
        read(content)

    assert why in str(refused.value)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BadMinutes) as refused:
        read(changed(version="1", parts="2", status="final"))

    assert [one.path for one in refused.value.problems] == ["version", "status", "parts"]


def test_the_schema_refuses_what_is_refused_on_reading() -> None:
    for tree in (changed(version="1"), changed(extra=1), changed(status="final"), changed(id=...)):
        assert not VALIDATOR.is_valid(json.loads(tree))


_ELSEWHERE = """
import locale, sys
from bot.domain.meetings.publicity import view
from bot.services.minutes.minutes_json import written
from bot.services.minutes.minutes_markdown import markdown
from tests.support.discussing import PEOPLE, a_document
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
made = a_document()
seen = view(made, {one.person: one.naming for one in PEOPLE})
sys.stdout.buffer.write(b"".join((written(made), written(seen), markdown(made).encode(), markdown(seen).encode())))
"""


def test_other_processes_with_other_seeds_and_locales_give_the_same_bytes() -> None:
    done = [
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "OMP_NUM_THREADS": seed, "TZ": zone},
        ).stdout
        for seed, locale, zone in (("1", "C", "UTC"), ("2", "tr_TR.UTF-8", "Asia/Tokyo"))
    ]

    assert done[0] == done[1]
    assert done[0].startswith(written(a_document()))


def test_a_person_stands_in_the_file_as_a_surface_and_a_number() -> None:
    tree = json.loads(written(a_document()))

    assert tree["people"][0] == {
        "id": ANA.person, "name": "Ana Ruiz", "category": "System creator", "attendance": "spoke", "remarks": 6,
    }  # fmt: skip
    assert next(iter(tree)) == "schema"


@FEWER
@given(discussions())
def test_what_the_database_keeps_of_minutes_is_all_of_them(discussion: Discussion) -> None:
    made = document(discussion)

    text = kept(made)

    assert "\n" not in text
    assert recalled(text) == made
    assert json.loads(text) == json.loads(written(made))
