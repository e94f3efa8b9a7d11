"""The vocabulary of the shipped data, and a short way to ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.libraries import Library
from bot.domain.questions import Question
from bot.services.understanding import Vocabulary, understand

Ask = Callable[[str], Question]


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    """The names in everything shipped; it is never changed, so tests may share it."""
    reference = library.reference
    return Vocabulary.build(
        library.systems.values(),
        [(label, definition.title) for label, definition in reference.definitions.items()],
        reference.licences.values(),
        reference.components.values(),
    )


@pytest.fixture(scope="session")
def ask(vocabulary: Vocabulary) -> Ask:
    """Understand a question with that vocabulary."""
    return lambda text: understand(text, vocabulary)
