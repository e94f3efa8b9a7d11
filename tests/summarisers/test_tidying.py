"""Fillers go; everything else stays as it was said."""

from __future__ import annotations

import pytest

from bot.summarisers.tidying import tidied


@pytest.mark.parametrize(
    ("said", "tidy"),
    [
        ("So, we should go.", "we should go."),
        ("The, uh, code is open.", "The, code is open."),
        ("The uh code is um open.", "The code is open."),
        ("We should, you know, publish it.", "We should, publish it."),
        ("I mean, we agreed uh.", "we agreed."),
        ("Um, uh, mm - hmm, it works.", "it works."),
        ("Uh.", ""),
        ("[00:12:14.05] Then they can describe it.", "Then they can describe it."),
        ("Then they [12:14] can, uh, describe it [1:02:03,5].", "Then they can, describe it."),
    ],
)
def test_fillers_are_dropped(said: str, tidy: str) -> None:
    assert tidied(said) == tidy


@pytest.mark.parametrize(
    "said",
    [
        "Do you know what I mean?",
        "So far nobody objects.",
        "Well-kept code is rare.",
        "The ER diagram-um is open.",
        "Ask Mrs Um whether 5 mm are enough.",
        "Read https://example.org/a,uh,b now.",
        "It is due at [12] or at 10:30, as [a:b] says.",
        "Two  spaces , and a comma stay.",
    ],
)
def test_a_sentence_without_fillers_stays_letter_by_letter(said: str) -> None:
    assert tidied(said) == said
