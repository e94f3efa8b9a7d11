"""A message while it is being understood: its pieces, their places, and what each of them was taken for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.understanding.ordinary_words import is_ordinary, is_word
from bot.services.understanding.outsiders import NOT_SYSTEMS
from bot.services.understanding.places import Places
from bot.services.understanding.tokens import Gap, Token, Tokens, join_keys
from bot.services.understanding.vocabularies import Vocabulary

_LONGEST = 12
_ATTACHED = frozenset({Gap.GLUED, Gap.HYPHEN, Gap.DOT})


@dataclass(frozen=True, slots=True)
class Match:
    """Pieces that mean systems: from ``first`` up to but without ``after``; ``key`` is their folded form.

    ``misspelt`` says that it is not written so. Nothing in ``systems`` says that no system bears the name. ``head``
    is set where the pieces are a version alone, and the rest of the name stands further ahead ("… or 3").
    """

    first: int
    after: int
    key: str
    systems: tuple[str, ...]
    siblings: tuple[str, ...] = ()
    misspelt: bool = False
    head: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is the name of a family: several systems bear it."""
        return len(self.systems) > 1


class Reading:
    """One message in pieces, with what was recognised so far."""

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.pieces: Sequence[Token] = tokens.pieces
        self.vocabulary = vocabulary
        self.places = Places(tokens)
        self.taken = [False] * len(tokens.pieces)
        self.outside = [False] * len(tokens.pieces)

    def take(self, first: int, after: int) -> None:
        """Mark pieces as understood."""
        for place in range(first, after):
            self.taken[place] = True

    def leave(self, first: int, after: int) -> None:
        """Mark pieces as no part of a system's name."""
        for place in range(first, after):
            self.outside[place] = True

    def keys_from(self, first: int, longest: int = _LONGEST) -> list[tuple[int, str]]:
        """The folded forms of all runs of pieces that begin here, shortest first, with the place after each."""
        pieces, key, runs = self.pieces, "", []
        for place in range(first, min(first + longest, len(pieces))):
            piece = pieces[place]
            if place > first and piece.gap in {Gap.BREAK, Gap.SLASH} and not (piece.gap is Gap.SLASH and key):
                break
            key = join_keys(key, piece.key, piece.gap) if key else piece.key
            runs.append((place + 1, key))
        return runs

    def attached(self, place: int) -> bool:
        """Whether the piece here hangs on the one before without a space."""
        return 0 < place < len(self.pieces) and self.pieces[place].gap in _ATTACHED

    def compound(self, first: int, after: int) -> tuple[int, int]:
        """The whole word with hyphens that some pieces are part of."""
        while self.attached(first):
            first -= 1
        while self.attached(after):
            after += 1
        return first, after

    def spaced(self, place: int) -> bool:
        """Whether the piece here follows the one before after nothing but a space."""
        return 0 < place < len(self.pieces) and self.pieces[place].gap is Gap.SPACE

    def ordinary(self, place: int) -> bool:
        """Whether the piece here is no part of a name."""
        references = self.vocabulary.references
        piece = self.pieces[place]
        if self.outside[place] or self.places.open[place] or is_ordinary(piece.key):
            return True
        return piece.key in references.licences or piece.key in references.called or piece.key in references.components

    def maker(self, place: int) -> bool:
        """Whether the piece here is the name of a developer or of another organisation."""
        key = self.pieces[place].key
        return self.outside[place] or key in NOT_SYSTEMS or self.vocabulary.names.maker(key) is not None

    def named_at_start(self, place: int) -> bool:
        """Whether the capital of the piece here says nothing: a sentence begins with it."""
        return self.pieces[place].opens

    def titled(self, place: int) -> bool:
        """Whether words around have capitals too, as in a title or when somebody shouts."""
        others = [
            p for at, p in enumerate(self.pieces) if at != place and is_word(p.key) and not p.opens and len(p.key) > 3
        ]
        return len(others) > 1 and sum(piece.capital for piece in others) > len(others) / 2
