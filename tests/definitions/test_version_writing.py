"""Versions written as files: the bytes of the shipped files, and whatever is written reads back as the same version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.definitions import data_root
from bot.definitions.checking import read_draft
from bot.definitions.reading import Document
from bot.definitions.version_writing import file_name, text_of
from bot.domain.definitions import Definition, Gap, Source
from bot.domain.libraries import Library
from tests.domain.strategies import PROPERTY
from tests.support.library import library

__all__ = ["library"]

VERSIONS = sorted(path.stem for path in data_root().glob("*.yaml"))


@pytest.mark.parametrize("stem", VERSIONS)
def test_a_shipped_version_is_written_again_byte_for_byte(library: Library, stem: str) -> None:
    file = (data_root() / f"{stem}.yaml").read_text(encoding="utf-8")
    _note, _line, rest = file.partition("\n")

    definition = library.reference.definition(stem)

    assert file_name(definition) == f"{stem}.yaml"
    assert text_of(definition) == rest


def test_every_shipped_version_is_a_case() -> None:
    assert len(VERSIONS) == 12


# What YAML takes for something else, or cannot take as it stands.
_AWKWARD = (
    "yes", "no", "null", "~", "1.0", "0x1F", "1_000", "2024-03-11", "- a", "a: b", "a #b", "#a", "'", '"', "\\", "{a}",
    "[a]", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "? a", "a\nb", "a\n\nb\n", " a", "a ", "\ta", "=", "<<", "...",
    "---", "é", "\u00a0", "\u2028", "\ufeff", "\x7f", "🙂", "a" * 300, "word " * 60, "x\r\ny",
)  # fmt: skip
_TEXTS = st.sampled_from(_AWKWARD) | st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=150
)  # fmt: skip


@given(stem=st.sampled_from(VERSIONS), texts=st.lists(_TEXTS, min_size=6, max_size=6))
@PROPERTY
def test_whatever_people_write_reads_back(library: Library, stem: str, texts: list[str]) -> None:
    definition = _with(library.reference.definition(stem), texts)

    document = Document.of_bytes(file_name(definition), text_of(definition).encode())

    assert read_draft(document, library.reference) == definition


def _with(definition: Definition, texts: list[str]) -> Definition:
    """The same version with other texts in every place that takes any."""
    title, summary, change, gap, note, clause = texts
    rows = [replace(row, name=title, note=note, clause=clause, group=gap) for row in definition.requirements]
    return replace(
        definition,
        title=title,
        summary=summary,
        conforms_when=note,
        published_note=clause,
        changes=(change, title),
        scope=(clause,),
        gaps=(Gap(gap), Gap(change, tuple(row.id for row in rows[:9]))),
        sources=(Source(title, summary),),
        requirements=tuple(rows),
        levels=tuple(replace(level, name=change) for level in definition.levels),
    )
