"""What no system is called: ordinary words, numbers, and names of other things."""

from __future__ import annotations

from functools import lru_cache

from bot.services.understanding.english import is_english
from bot.services.understanding.other_languages import WORDS
from bot.services.understanding.outsiders import NOT_SYSTEMS


@lru_cache(maxsize=8192)
def is_ordinary(key: str) -> bool:
    """Whether a folded word is an ordinary one, a number, in Chinese or Japanese letters, or names something else."""
    return is_word(key) or not any("a" <= letter <= "z" for letter in key) or key in NOT_SYSTEMS


@lru_cache(maxsize=8192)
def is_word(key: str) -> bool:
    """Whether a folded word is an ordinary one of a language we know."""
    return is_english(key) or key in WORDS
