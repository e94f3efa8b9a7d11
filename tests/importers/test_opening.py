"""Files made to harm: every one is a clear problem, read within bounded time and memory, and nothing of it is kept."""

from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.definitions.trees import LIMIT_BYTES, LIMIT_VALUES
from bot.importers import IMPORTERS, Importer, Reading
from bot.importers.licences import Spellings
from tests.domain.strategies import PROPERTY
from tests.support.upstream import index_tree, old_tool_tree, tool_tree

BOTH = pytest.mark.parametrize("importer", IMPORTERS.values(), ids=IMPORTERS)


def _bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]")
    return "\n".join(lines)


def _merging(levels: int) -> str:
    lines = ["a0: &a0 {x: 1}"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9)}]}}")
    return "\n".join(lines)


HARMFUL: dict[str, tuple[bytes, str]] = {
    "lists within lists": (b"[" * 100_000, "expected at most 50 levels"),
    "mappings within mappings": (b"{a: " * 100_000, "expected at most 50 levels"),
    "an indented staircase": (b"\n".join(b" " * n + b"a:" for n in range(500)), "expected at most 50 levels"),
    "an anchor bomb": (_bomb(30).encode(), "expected at most 20000 keys and values"),
    "a bomb of merged keys": (_merging(30).encode(), "expected no merge key"),
    "an anchor that holds itself": (b"a: &a [*a]", "expected no anchor that holds itself"),
    "an alias without an anchor": (b"a: *nowhere", "expected an anchor before the alias"),
    "very many values": (b"- x\n" * 100_000, "expected at most 20000 keys and values"),
    "a huge file": (b"# comment\n" * 1_000_000, "expected at most 1000000 bytes, found more"),
    "another encoding": ("release: {name: Größe}".encode("latin-1"), "expected UTF-8 text"),
    "UTF-16": ("release: {name: x}".encode("utf-16"), "expected UTF-8 text"),
    "bytes": (bytes(range(256)), "expected UTF-8 text"),
    "a NUL": (b"release: \x00", "found the character U+0000"),
    "an escaped NUL": (b'system: {name: "a\\0b"}\nrelease: {name: "a\\0b"}', "without control characters"),
    "tags": (b"release: !!python/object/apply:os.system ['true']", "expected no tag, found"),
    "a tag that fits nothing": (b"release: !!timestamp x", "expected no tag"),
    "several documents": (b"a: 1\n---\nb: 2\n", "expected one document, found another"),
    "half a file": (b"release:\n  name: 'Amb", "not valid YAML"),
    "tabs": (b"release:\n\tname: x", "found a tab"),
    "a key twice": (b"release: {}\nrelease: {}\n", "expected each key once"),
    "keys that are no texts": (b"1: a\n2: b\n", "expected text as a key, found the number 1"),
    "keys that are lists": (b"? [a]\n: b\n", "expected text as a key, found a list"),
    "a number too long to be one": (b"release: " + b"9" * 5000, "expected a number of at most 100 digits"),
    "nothing": (b"", "expected keys and values, found nothing"),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("harm", HARMFUL)
def test_a_harmful_file_is_one_clear_problem_in_little_time_and_memory(
    importer: Importer, harm: str, tmp_path: Path, spellings: Spellings
) -> None:
    content, expected = HARMFUL[harm]
    path = tmp_path / "harm.yml"
    path.write_bytes(content)

    tracemalloc.start()
    began = time.process_time()
    reading = importer.read(path, spellings)
    spent = time.process_time() - began
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reading.entry is None
    assert expected in " ".join(problem.expected for problem in reading.problems)
    assert all(len(str(problem)) < 400 for problem in reading.problems)
    assert spent < 5
    assert peak < 30_000_000


@BOTH
def test_what_is_no_file_is_not_waited_for(importer: Importer, tmp_path: Path, spellings: Spellings) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "lost.yml").symlink_to(tmp_path / "nowhere.yml")

    readings = [importer.read(tmp_path / name, spellings) for name in ("pipe.yml", "lost.yml", "missing.yml")]

    assert [str(problem) for reading in readings for problem in reading.problems] == [
        f"{name}.yml: expected a file that can be read (it is no file)" for name in ("pipe", "lost", "missing")
    ]


@BOTH
@pytest.mark.parametrize("name", [b"\xff\xfe.yml", b"a\nb.yml", b"\x1b[31m.yml", b"x" * 220 + b".yml"])
def test_a_file_needs_a_name_that_can_be_kept(
    importer: Importer, name: bytes, tmp_path: Path, spellings: Spellings
) -> None:
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))  # noqa: PTH118 - bytes have no other way
    path.write_text(yaml.safe_dump(tool_tree()), encoding="utf-8")

    reading = importer.read(path, spellings)

    assert reading.entry is None
    assert [problem.expected for problem in reading.problems] == [
        "expected a file name of at most 200 printable characters"
    ]
    assert str(reading.problems[0]).isprintable()


def test_the_largest_file_allowed_is_read_in_a_second(tmp_path: Path, spellings: Spellings) -> None:
    path = tmp_path / "large.yml"
    text = yaml.safe_dump(tool_tree()) + "more: [" + "x, " * (LIMIT_VALUES - 200) + "x]\n#" + "x" * 1000
    path.write_text(text, encoding="utf-8")
    assert len(text) < LIMIT_BYTES

    began = time.process_time()
    reading = IMPORTERS["mot"].read(path, spellings)

    assert reading.entry is not None
    assert time.process_time() - began < 1


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4),
    max_leaves=12,
)
WHOLE = st.sampled_from(
    [
        tool_tree(components={"Model card": "MIT", "Datasets": "unlicensed"}, licence={"code": "MIT"}),
        old_tool_tree("Amber", {"Model card": "MIT", "Data card": "Component not included"}),
        index_tree(other="partial", licence="MIT", model="BERT-base"),
    ]
)


def _places(tree: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [place]
    if isinstance(tree, dict):
        found += [deeper for key, value in tree.items() for deeper in _places(value, (*place, key))]
    if isinstance(tree, list):
        found += [deeper for number, value in enumerate(tree) for deeper in _places(value, (*place, number))]
    return found


def _spoilt(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    copied = dict(tree) if isinstance(tree, dict) else list(tree)
    copied[place[0]] = _spoilt(tree[place[0]], place[1:], value)
    return copied


@st.composite
def spoilt_trees(draw: st.DrawFn) -> Any:
    """A whole file in which one to three places hold anything at all."""
    tree = draw(WHOLE)
    for _time in range(draw(st.integers(1, 3))):
        tree = _spoilt(tree, draw(st.sampled_from(_places(tree))), draw(ANYTHING))
    return tree


def _sound(reading: Reading) -> None:
    """What holds of every reading: an entry that can be stored, or a problem that says where."""
    assert reading.entry is not None or reading.problems
    assert all(problem.expected and problem.file == reading.file for problem in reading.problems)
    assert all(len(problem.expected) < 400 for problem in reading.problems)
    if reading.entry is None:
        assert reading.grading is None
        assert reading.score is None
        return
    entry = reading.entry
    assert 0 < len(entry.name) <= 200
    assert len({claim.component for claim in entry.claims}) == len(entry.claims)
    for text in (entry.name, entry.model or "", entry.url, *(claim.note or "" for claim in entry.claims)):
        assert "\x00" not in text
        text.encode("utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to be written over and over."""
    return tmp_path_factory.mktemp("fuzz") / "fuzz.yml"


BYTES_THAT_HURT = [b"", b"[", b"&a ", b"*a", b"!!int ", b"\xff", b": ", b"\n", b"<<: "]
SIGNS = [*"&a *a &b *b [ ] { } x ? << ' | % ~".split(), "&a ", ", ", ": ", "- ", "\n", "  ", "!!str ", "---\n"]
FUZZ = settings(PROPERTY, suppress_health_check=[*HealthCheck])


@FUZZ
@given(spoilt_trees())
def test_wrong_types_anywhere_are_told_and_never_raise(place: Path, spellings: Spellings, tree: Any) -> None:
    place.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")

    for importer in IMPORTERS.values():
        reading = importer.read(place, spellings)
        _sound(reading)
        assert importer.as_json(reading, None)["file"] == "fuzz.yml"


@FUZZ
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_at_all_never_raise(place: Path, spellings: Spellings, content: bytes) -> None:
    place.write_bytes(content)

    for importer in IMPORTERS.values():
        _sound(importer.read(place, spellings))


@FUZZ
@given(WHOLE, st.data())
def test_a_file_with_bytes_changed_or_cut_never_raises(
    place: Path, spellings: Spellings, tree: Any, data: st.DataObject
) -> None:
    content = bytearray(yaml.safe_dump(tree).encode())
    for _time in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.sampled_from(BYTES_THAT_HURT))
        if not content:
            break
    place.write_bytes(bytes(content))

    for importer in IMPORTERS.values():
        _sound(importer.read(place, spellings))


@FUZZ
@given(st.lists(st.sampled_from(SIGNS), max_size=60))
def test_any_tangle_of_the_languages_signs_never_raises(place: Path, spellings: Spellings, signs: list[str]) -> None:
    place.write_text("release: " + "".join(signs), encoding="utf-8")

    for importer in IMPORTERS.values():
        _sound(importer.read(place, spellings))
