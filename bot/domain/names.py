"""Names as people write them, brought to one form."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-_/·:\u2010-\u2015\u2212]+")  # every dash that people and machines type
_NOISE = re.compile(r"[^\w\s.+]")
_EDGE_DOTS = re.compile(r"(?<!\d)\.|\.(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


def fold(name: str) -> str:
    """Fold a name: "Qwen2.5-7B", "qwen 2.5 7b" and "Qwen2.5_7B" are one; separators between digits are kept.

    Case, accents and separators fall away; a separator between two digits becomes an underscore, so that
    "qwen2-57b" and "Qwen2.5-7B" stay two names. A dot stays between digits only.
    """
    # Twice: letters of another shape (bold, script, ℡) have no lower case until they are the plain ones.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spaced = _EDGE_DOTS.sub("", _NOISE.sub("", _SEPARATORS.sub(" ", plain))).strip()
    return _BETWEEN_DIGITS.sub("_", spaced).replace(" ", "")


def as_id(name: str, limit: int = 100) -> str:
    """Make an id of a name: "Qwen2.5 VL (7B)" becomes "qwen2.5-vl-7b"; empty where no Latin letter or digit is left."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9.+]+", "-", plain).strip("-.+")[:limit].rstrip("-.+")
