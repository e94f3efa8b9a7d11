"""Licence expressions."""

from __future__ import annotations

import pytest

from bot.definitions.expressions import Expressions
from bot.domain.licences import Licensing

EXPRESSIONS = Expressions(["MIT", "Apache-2.0", "GPL-2.0-only", "CC-BY-4.0", "CC0-1.0", "LicenseRef-Llama-2"])


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("MIT", {("MIT",)}),
        ("LicenseRef-Llama-2", {("LicenseRef-Llama-2",)}),
        ("MIT OR Apache-2.0", {("MIT",), ("Apache-2.0",)}),
        ("MIT or Apache-2.0", {("MIT",), ("Apache-2.0",)}),
        ("Apache-2.0 AND CC-BY-4.0", {("Apache-2.0", "CC-BY-4.0")}),
        ("LicenseRef-Llama-2 AND MIT", {("LicenseRef-Llama-2", "MIT")}),
        ("MIT OR GPL-2.0-only AND CC0-1.0", {("MIT",), ("CC0-1.0", "GPL-2.0-only")}),
        ("(MIT OR GPL-2.0-only) AND CC0-1.0", {("CC0-1.0", "MIT"), ("CC0-1.0", "GPL-2.0-only")}),
        ("MIT OR (GPL-2.0-only AND (CC0-1.0 OR CC-BY-4.0))",
         {("MIT",), ("CC0-1.0", "GPL-2.0-only"), ("CC-BY-4.0", "GPL-2.0-only")}),
        ("MIT OR MIT", {("MIT",)}),
        ("MIT OR (MIT AND CC0-1.0)", {("MIT",)}),
        ("none-stated", set()),
        ("mixed", set()),
    ],
)  # fmt: skip
def test_an_expression_is_read_as_a_choice_of_combinations(text: str, alternatives: set[tuple[str, ...]]) -> None:
    licensing = EXPRESSIONS.parse(text)

    assert licensing.text == text
    assert {tuple(sorted(choice)) for choice in licensing.alternatives} == alternatives
    assert len(licensing.alternatives) == len(alternatives)


NOT_LISTED = "expected licences of vocabulary/licences.yaml, found {text!r}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Zlib", "Unknown license key(s): Zlib"),
        ("MIT OR Zlib", "Unknown license key(s): Zlib"),
        ("MIT AND (Apache-2.0 OR Zlib)", "Unknown license key(s): Zlib"),
        ("MITx", "Unknown license key(s): MITx"),
        ("GPL-2.0-only+", "Unknown license key(s): GPL-2.0-only+"),
        ("none-stated OR MIT", "Unknown license key(s): none-stated"),
        ("MIT OR", "OR requires two or more licenses as in: MIT OR BSD"),
        ("(MIT", "Invalid expression"),
        ("MIT)", 'Unbalanced parenthesis for token: ")" at position: 3'),
        ("MIT Apache-2.0", 'Invalid symbols sequence such as (A B) for token: "Apache-2.0" at position: 4'),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            'A plain license symbol cannot be used as an exception in a "WITH symbol" statement. '
            'for token: "Classpath-exception-2.0" at position: 18',
        ),
    ],
)
def test_what_is_no_expression_of_known_licences_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match="expected") as refused:
        EXPRESSIONS.parse(text)

    assert str(refused.value) == f"{NOT_LISTED.format(text=text)} ({why})"


@pytest.mark.parametrize("text", ["()", "(())", "(OR MIT)"])
def test_brackets_around_nothing_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected licences"):
        EXPRESSIONS.parse(text)


@pytest.mark.parametrize("text", ["", "  "])
def test_empty_text_is_no_licence(text: str) -> None:
    with pytest.raises(ValueError, match="expected a licence, found empty text"):
        EXPRESSIONS.parse(text)


def test_a_table_without_licences_knows_only_the_two_words() -> None:
    none = Expressions([])

    assert none.parse("mixed") == Licensing("mixed")
    with pytest.raises(ValueError, match="expected licences"):
        none.parse("MIT")
