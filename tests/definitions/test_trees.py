"""Hostile texts: whatever a file holds, reading it gives a tree or problems, soon and in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.definitions import data_root, shapes
from bot.definitions.expressions import LIMIT_LICENCES, Expressions
from bot.definitions.reading import LIMIT_PROBLEMS, Document
from bot.definitions.trees import LIMIT_BYTES, LIMIT_LEVELS, LIMIT_VALUES, grow
from tests.domain.strategies import PROPERTY

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
# Far above what is measured (0.1 s), for machines that do other things as well.
PATIENCE_SECONDS = 5.0


def problems(content: str | bytes, folder: Path) -> list[str]:
    """What is told of a file that should hold a system."""
    file = folder / "file.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    started = time.perf_counter()

    document = Document.of(file, folder)
    document.read_as(shapes.SYSTEM)

    assert time.perf_counter() - started < PATIENCE_SECONDS
    return [str(problem) for problem in document.problems]


LAUGHS = "a: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
MAPPED_LAUGHS = "a: &a0 {k: ha}\n" + "".join(f"a{n}: &a{n} {{a: *a{n - 1}, b: *a{n - 1}}}\n" for n in range(1, 40))
VALUES = f"expected at most {LIMIT_VALUES} keys and values, what aliases repeat counted each time"
CHARACTERS = f"expected at most {LIMIT_BYTES} characters, what aliases repeat counted each time"
LEVELS = f"expected at most {LIMIT_LEVELS} levels, one inside the other"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("a: " + "[" * 400_000, f"file.yaml:1: {LEVELS}", id="lists within lists"),
        pytest.param("a: " + "{a: " * 200_000, f"file.yaml:1: {LEVELS}", id="mappings within mappings"),
        pytest.param("- " * 400_000, f"file.yaml:1: {LEVELS}", id="lists within lists, by dashes"),
        pytest.param("? " * 400_000, "file.yaml:1: expected text as a key, found a mapping", id="keys within keys"),
        pytest.param(
            "".join(" " * n + "a:\n" for n in range(1000)), f"file.yaml:{LIMIT_LEVELS + 1}: {LEVELS}", id="stairs"
        ),
        pytest.param(LAUGHS, f"file.yaml:5: {VALUES}", id="a billion laughs"),
        pytest.param(MAPPED_LAUGHS, f"file.yaml:12: {VALUES}", id="a billion laughs in mappings"),
        pytest.param(f"a: &a {'x' * 400_000}\nb: [*a, *a]\n", f"file.yaml:2: {CHARACTERS}", id="a long laugh"),
        pytest.param(
            "a: &a [*a]", "file.yaml:1: expected no anchor that holds itself, found *a inside it", id="itself"
        ),
        pytest.param(
            "a: *b", "file.yaml:1: expected an anchor before the alias *b, found none", id="an alias to nothing"
        ),
        pytest.param("- a\n" * 100_000, f"file.yaml:{LIMIT_VALUES}: {VALUES}", id="many values"),
        pytest.param(
            b"a" * 50_000_000, f"file.yaml: expected at most {LIMIT_BYTES} bytes, found more", id="a huge file"
        ),
        pytest.param(
            "id: b".encode("utf-16"),
            "file.yaml:1: expected UTF-8 text, found UTF-16 or UTF-32: save the file as UTF-8",
            id="UTF-16",
        ),
        pytest.param(
            "id: b".encode("utf-16-le"),
            "file.yaml:1: expected text, found the character U+0000",
            id="UTF-16 that does not say so",
        ),
        pytest.param(
            "id: b\nname: café".encode("latin-1"),
            "file.yaml:2: expected UTF-8 text, found other bytes at position 15: save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(b"a: b\nc: d\0", "file.yaml:2: expected text, found the character U+0000", id="a NUL"),
        pytest.param("a: \x1b[31m", "file.yaml:1: expected text, found the character U+001B", id="a terminal's code"),
        pytest.param(
            b"a: \xed\xa0\x80",
            "file.yaml:1: expected UTF-8 text, found other bytes at position 3: save the file as UTF-8",
            id="half a surrogate pair",
        ),
        pytest.param(
            r'a: "\ud800"',
            "file.yaml:1: not valid YAML: found invalid Unicode character escape code",
            id="half a surrogate pair, escaped",
        ),
        pytest.param(
            "a:\n\tb: c", "file.yaml:2: expected blanks before the first word of a line, found a tab", id="a tab"
        ),
        pytest.param(
            "a: b\n---\nc: d", "file.yaml:2: expected one document, found another after ---", id="two documents"
        ),
        pytest.param(
            "---\n" * 200_000, "file.yaml:2: expected one document, found another after ---", id="many documents"
        ),
        pytest.param(
            "".join(f"%TAG !a{n}! b\n" for n in range(60_000)) + "--- a\n",
            "file.yaml:1: expected no %TAG line",
            id="many directives",
        ),
        pytest.param("? [a, b]\n: c", "file.yaml:1: expected text as a key, found a list", id="a list for a key"),
        pytest.param("? {a: b}\n: c", "file.yaml:1: expected text as a key, found a mapping", id="a mapping for a key"),
        pytest.param(
            "1: a",
            "file.yaml:1: 1: expected text as a key, found the number 1: put it in quotes",
            id="a number for a key",
        ),
        pytest.param(
            "~: a", "file.yaml:1: ~: expected text as a key, found nothing: put it in quotes", id="nothing for a key"
        ),
        pytest.param(
            "true: a",
            "file.yaml:1: true: expected text as a key, found a truth value: put it in quotes",
            id="true for a key",
        ),
        pytest.param("a: .inf", "file.yaml:1: expected a number that can be written out, found .inf", id="infinity"),
        pytest.param("a: .NaN", "file.yaml:1: expected a number that can be written out, found .NaN", id="no number"),
        pytest.param(
            "a: 1.0e+999", "file.yaml:1: expected a number that can be written out, found 1.0e+999", id="too large"
        ),
        pytest.param(
            "a: " + "9" * 100_000,
            "file.yaml:1: expected a number of at most 100 digits, found 100000",
            id="many digits",
        ),
        pytest.param(
            "a: 0x" + "f" * 100_000,
            "file.yaml:1: expected a number of at most 100 digits, found 100002",
            id="many letters",
        ),
        pytest.param(
            "a: 0x_",
            "file.yaml:1: expected a number, found 0x_: put it in quotes if it is text",
            id="a number without digits",
        ),
        pytest.param(
            "a: !!python/object:os.system b",
            "file.yaml:1: expected no tag, found '!!python/object:os.system': write the value alone",
            id="an object of a program",
        ),
        pytest.param(
            "a: !!binary aGE=", "file.yaml:1: expected no tag, found '!!binary': write the value alone", id="bytes"
        ),
        pytest.param("a: !!set {b}", "file.yaml:1: expected no tag, found '!!set': write the value alone", id="a set"),
        pytest.param(
            "a: &a {b: c}\nd:\n  <<: *a",
            "file.yaml:3: <<: expected no merge key (<<): write its keys out",
            id="a merge key",
        ),
        pytest.param(b"", "file.yaml:1: expected keys and values, found null", id="an empty file"),
        pytest.param(
            b"\xef\xbb\xbf", "file.yaml:1: expected keys and values, found null", id="a byte order mark alone"
        ),
        pytest.param(" " * 900_000, "file.yaml:1: expected keys and values, found null", id="blanks"),
        pytest.param(
            'a: "' + "x" * 900_000, "file.yaml:1: not valid YAML: found unexpected end of stream", id="no end"
        ),
    ],
)
def test_a_hostile_file_is_one_problem_with_its_line(content: str | bytes, problem: str, tmp_path: Path) -> None:
    assert problems(content, tmp_path) == [problem]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a: 1\n" * 9_000, id="the same key"),
        pytest.param("aliases:\n" + "  - 1\n" * 19_000, id="wrong values"),
        pytest.param("".join(f"k{number}:\n" for number in range(9_000)), id="unknown keys"),
    ],
)
def test_of_very_many_problems_the_first_are_told(content: str, tmp_path: Path) -> None:
    told = problems(content, tmp_path)

    assert len(told) == LIMIT_PROBLEMS + 1
    assert told[-1] == f"file.yaml: more than these {LIMIT_PROBLEMS} problems"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("kind: " + "x" * 900_000, id="a long value"),
        pytest.param('kind: "' + r"\x1b]0;\n" * 100_000 + '"', id="a terminal's codes for a value"),
        pytest.param('"\\x1b]0;\\n' + "x" * 900 + '": a', id="a terminal's codes for a key"),
        pytest.param("facts:\n  a:\n    access: open\n    licence: " + "x" * 900_000, id="a long licence"),
    ],
)
def test_a_problem_is_a_line_that_can_be_read(content: str, tmp_path: Path) -> None:
    for told in problems(content, tmp_path):
        assert told.isprintable()
        assert len(told) < 1_200


def test_a_device_without_an_end_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").symlink_to("/dev/zero")

    document = Document.of(tmp_path / "file.yaml", tmp_path)

    assert [str(problem) for problem in document.problems] == [
        f"file.yaml: expected at most {LIMIT_BYTES} bytes, found more"
    ]


def test_the_worst_files_end_no_process_and_take_little_memory() -> None:
    script = """
from bot.definitions import shapes
from bot.definitions.reading import Document
for text in ("[" * 900_000, "{a: " * 200_000, "- " * 400_000, "? " * 400_000, "a: 1\\n" * 9_000,
             "".join(f"- &a{n} [*a{n - 1}, *a{n - 1}]\\n" if n else "- &a0 x\\n" for n in range(60))):
    document = Document("file.yaml", text)
    document.read_as(shapes.SYSTEM)
    assert document.problems
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, timeout=60)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 150_000


def test_what_is_well_below_the_limits_is_read() -> None:
    deep = grow("a: " + "[" * (LIMIT_LEVELS - 1) + "]" * (LIMIT_LEVELS - 1))
    wide = grow("- a\n" * (LIMIT_VALUES - 1))
    repeated = grow("a: &a [b, c]\nd: *a\ne: *a\n")

    assert deep.flaws == wide.flaws == repeated.flaws == ()
    assert len(wide.root) == LIMIT_VALUES - 1
    assert repeated.root == {"a": ["b", "c"], "d": ["b", "c"], "e": ["b", "c"]}


def test_tags_that_say_what_is_so_anyway_are_read() -> None:
    assert grow("a: !!str 1.0\nb: !!map {c: !!seq [d]}\n").root == {"a": "1.0", "b": {"c": ["d"]}}


def test_the_line_of_what_an_alias_repeats_is_that_of_the_alias() -> None:
    document = Document("file.yaml", "a: &a\n  b: c\nd: *a\n")

    assert (document.line(("a", "b")), document.line(("d", "b"))) == (2, 3)


def test_the_shipped_files_stay_far_below_the_limits() -> None:
    for file in data_root().rglob("*.yaml"):
        assert file.stat().st_size < LIMIT_BYTES / 10
        assert leaves(grow(file.read_text(encoding="utf-8")).root) < LIMIT_VALUES / 5


@pytest.mark.skipif(not (SHARED / "mot").is_dir(), reason="the files of other projects are not beside the repository")
@pytest.mark.parametrize("folder", ["mot", "osai-index", "osai-index-legacy"])
def test_the_files_of_other_projects_are_read(folder: str) -> None:
    files = [file for file in (SHARED / folder).iterdir() if file.suffix in {".yml", ".yaml"}]

    documents = [Document.of(file, SHARED) for file in files]

    assert len(files) > 10
    assert [problem for document in documents for problem in document.problems] == []
    assert all(leaves(document.tree) < LIMIT_VALUES / 5 for document in documents)


def leaves(tree: object) -> int:
    """How many keys and values a tree has."""
    match tree:
        case dict():
            return 1 + sum(1 + leaves(value) for value in tree.values())
        case list():
            return 1 + sum(map(leaves, tree))
    return 1


def test_an_expression_with_very_many_licences_is_refused() -> None:
    expressions = Expressions(["MIT", "Zlib"])
    long = " AND ".join(["(MIT OR Zlib)"] * 40)

    with pytest.raises(
        ValueError, match=rf"^expected at most {LIMIT_LICENCES} licences in one expression, found more$"
    ):
        expressions.parse(long)
    assert expressions.parse(" OR ".join(["MIT", "Zlib"])).ids == ("MIT", "Zlib")


# Pieces that mean something in YAML, so that random texts get further than their first letter.
PIECES = st.sampled_from(
    [
        *"-?:,[]{}#&*!|>'\"%@`~<= \n\t\r\0",
        *["- ", ": ", "? ", "a: ", "&a ", "*a", "<<: ", "!!str ", "!!int ", "!x ", "---\n", "...\n", "\n  ", "\n    "],
        *["|\n", ">-\n", "%TAG ", "%YAML 1.1\n", "1e9", ".inf", "0x", "1:2", "null", "true", "id", "facts", "access"],
        *["\ufeff", "\x85", "\u2028", "😀", "\ud800", '"\\', "\\u0000", "\\ud800", "9" * 200, "[" * 60, "a" * 2000],
    ]
)

SHAPES: tuple[TypeAdapter[Any], ...] = (
    shapes.SYSTEM, shapes.DEFINITION, shapes.COMPONENTS, shapes.LICENCES, shapes.TERMS
)  # fmt: skip


def assert_a_tree_or_problems(document: Document) -> None:
    """Whatever was read is a tree that JSON can hold, or has problems that are lines; its shape can be checked."""
    for problem in document.problems:
        assert problem.line >= 0
        assert str(problem).isprintable()
    if not document.problems:
        assert json.loads(json.dumps(document.tree, allow_nan=False)) == document.tree
        for shape in SHAPES:
            document.problems.clear()
            document.read_as(shape)
            assert all(str(problem).isprintable() for problem in document.problems)


@PROPERTY
@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_tree_or_problems(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "any.yaml").write_bytes(content)

    assert_a_tree_or_problems(Document.of(folder / "any.yaml", folder))


@PROPERTY
@given(text=st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join))
def test_any_text_that_looks_like_yaml_is_a_tree_or_problems(text: str) -> None:
    assert_a_tree_or_problems(Document("any.yaml", text))
