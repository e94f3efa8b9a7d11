"""A message cut into the pieces that names are made of, each with its place in the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bot.services.understanding.markers import TAGS

MOST_CHARACTERS = 4000
"""What stands after this many characters is not read: no question is longer, and noise must not cost time."""

MOST_PIECES = 400
"""Nor what stands after this many pieces."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]+|(?:[^\W_{_CJK}])(?:[^\W_{_CJK}]|\+|(?<=\d)\.(?=\d))*")
_SEAM = re.compile(r"(?<=[^\W\d_]{2})(?=[vV]\d)|(?<=[^\W\d_]{2})(?<![vV])(?=\d)")
_ASCII_WORD = re.compile(r"[a-z0-9](?:[a-z0-9+]|(?<=\d)\.(?=\d))*")
_CHANNEL_MARKS = re.compile(r"```.*?(?:```|\Z)|<(?:@[!&]?|#|a?:\w+:)\d+>|@everyone|@here", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:huggingface\.co|hf\.co|github\.com)/\S+", re.IGNORECASE)
_REPOSITORY = re.compile(
    r"(?:https?://)?(?:www\.)?(huggingface\.co|hf\.co|github\.com)/"
    r"(?!datasets/|spaces/|blog/|docs/|papers/|collections/)([\w.-]+)/([\w.+-]*\w\+*)",
    re.IGNORECASE,
)
_DECORATION = re.compile("[*`~|\"'“”‘’«»„]")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_CONTRACTED = frozenset({"t", "re", "ve", "ll", "d", "m"})
_ELIDED = frozenset({"l", "d", "qu", "j", "n", "c", "un", "dell", "all", "sull", "nell", "quest"})


class Gap(StrEnum):
    """What stands between a piece and the one before it."""

    GLUED = ""
    HYPHEN = "-"
    DOT = "."
    SLASH = "/"
    SPACE = " "
    DASH = " - "
    PAREN = " ("
    BREAK = ","


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a message: a word, a number, or the letters or digits of "Llama3" apart.

    ``key`` is its folded form; ``start`` and ``end`` are places in the original; ``marks`` is the punctuation before
    it; ``opens`` says that a sentence begins with it, ``quoted`` that it stands in a quoted line; ``address`` is set
    on the first piece of a repository's name in a link ("huggingface.co/org/name").
    """

    text: str
    key: str
    start: int
    end: int
    gap: Gap
    marks: str = ""
    opens: bool = False
    possessive: bool = False
    quoted: bool = False
    address: str | None = None

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def inner_capital(self) -> bool:
        """Whether a capital letter follows its first ("SQLCoder", "OPT")."""
        return any(letter.isupper() for letter in self.text[1:])


@dataclass(frozen=True, slots=True)
class Tokens:
    """A message in pieces; ``ending`` is the punctuation after the last of them."""

    text: str
    pieces: tuple[Token, ...]
    ending: str = ""

    def written(self, first: int, after: int) -> str:
        """The original text of some pieces, from the first up to but without ``after``."""
        return self.text[self.pieces[first].start : self.pieces[after - 1].end]


@lru_cache(maxsize=4096)
def fold_piece(text: str) -> str:
    """Fold one piece as `bot.domain.names.fold` does."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    if any(letter >= "\u3040" for letter in lower):
        return unicodedata.normalize("NFKC", lower)
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def seams(word: str) -> list[tuple[int, int]]:
    """Where a word falls apart into letters and digits: "llama3" in two; "r1", "7b" and "int8" stay whole."""
    if word.isalpha() or word.casefold() in TAGS:
        return [(0, len(word))]
    cuts = [0, *(match.start() for match in _SEAM.finditer(word)), len(word)]
    return list(pairwise(cuts))


def join_keys(left: str, right: str, gap: Gap) -> str:
    """The folded form of two pieces together: separators fall away, but not between digits."""
    if gap is not Gap.GLUED and left[-1:].isdigit() and right[:1].isdigit():
        return f"{left}_{right}"
    return left + right


def tokenise(text: str) -> Tokens:
    """Cut a message into pieces; code blocks, mentions and links other than to repositories are left out."""
    read = text[:MOST_CHARACTERS]
    letters, places = _visible(read)
    quoted = [match.span() for match in _QUOTED_LINE.finditer(letters)]
    letters, addresses = _without_noise(letters)
    pieces: list[Token] = []
    before = 0
    for match in _WORD.finditer(letters):
        between = letters[before : match.start()]
        before = match.end()
        if len(pieces) >= MOST_PIECES:
            break
        if _contracted(pieces, between, match, places):
            continue
        in_quote = any(start <= match.start() < end for start, end in quoted)
        for first, after in seams(match.group()):
            start = match.start() + first
            word = letters[start : match.start() + after]
            gap = _gap(between) if pieces and not first else Gap.GLUED if pieces else Gap.BREAK
            pieces.append(
                Token(
                    text=word,
                    key=fold_piece(word),
                    start=places[start],
                    end=places[match.start() + after - 1] + 1,
                    gap=gap,
                    marks="" if first else _marks(between),
                    opens=not first and _opens(pieces, between),
                    quoted=in_quote,
                    address=addresses.get(start),
                )
            )
    return Tokens(text, tuple(pieces), _marks(letters[before:]))


def _visible(text: str) -> tuple[str, range | list[int]]:
    """The text without characters that show nothing, and where each of the rest stood."""
    if text.isascii():
        return text, range(len(text))
    places = [place for place, letter in enumerate(text) if not _invisible(letter)]
    return "".join(text[place] for place in places), places


def _invisible(letter: str) -> bool:
    return letter > "\xac" and unicodedata.category(letter) in {"Cf", "Mn", "Me", "Cs"}


def _without_noise(letters: str) -> tuple[str, dict[int, str]]:
    """Blank out what nobody says aloud; of links to repositories the last part stays, with the address it stood in."""
    letters = _CHANNEL_MARKS.sub(lambda match: "\n" * len(match.group()), letters)
    addresses: dict[int, str] = {}

    def blank(match: re.Match[str]) -> str:
        repository = _REPOSITORY.match(match.group())
        if repository is None:
            return " " * len(match.group())
        host = repository[1].casefold().replace("hf.co", "huggingface.co")
        name = repository[3].removesuffix(".git")
        first = match.start() + repository.start(3)
        addresses[first] = f"{host}/{repository[2]}/{name}".casefold()
        return f"{' ' * repository.start(3)}{name}".ljust(len(match.group()))

    return _ADDRESS.sub(blank, letters), addresses


def _contracted(pieces: list[Token], between: str, match: re.Match[str], places: range | list[int]) -> bool:
    """Join what follows an apostrophe to the piece before it: "isn't" is one word, "Llama's" a possessive."""
    if not pieces or between not in {"'", "’"}:
        return False
    word, last = match.group().casefold(), pieces[-1]
    if word == "s":
        pieces[-1] = _changed(last, possessive=True)
        return True
    if word in _CONTRACTED and last.key not in _ELIDED:
        pieces[-1] = _changed(last, key=last.key + word, end=places[match.end() - 1] + 1)
        return True
    return False


def _changed(token: Token, key: str = "", end: int = 0, possessive: bool = False) -> Token:
    return Token(
        text=token.text,
        key=key or token.key,
        start=token.start,
        end=end or token.end,
        gap=token.gap,
        marks=token.marks,
        opens=token.opens,
        possessive=possessive,
        quoted=token.quoted,
        address=token.address,
    )


_EXACT_GAPS = {"": Gap.SPACE, ".": Gap.DOT, "/": Gap.SLASH, ":": Gap.SLASH}
_HYPHENS = frozenset("-_–—·‑‐")  # noqa: RUF001 - dashes as people type them


def _gap(between: str) -> Gap:
    bare = _DECORATION.sub("", between)
    if bare in _EXACT_GAPS:
        return _EXACT_GAPS[bare]
    if len(bare) <= 2 and set(bare) <= _HYPHENS:
        return Gap.HYPHEN
    stripped = bare.strip()
    if "\n" in bare:
        return Gap.BREAK
    if not stripped:
        return Gap.SPACE
    if set(stripped) <= _HYPHENS:
        return Gap.DASH
    brackets = set(stripped) & set("()[]")
    return Gap.PAREN if brackets and set(stripped) - brackets <= _HYPHENS else Gap.BREAK


_MARKS = re.compile(r"[,;:.?!()\n？。！，；：、¿¡–—]| - |\.\.\.|…")  # noqa: RUF001
_PLAIN = str.maketrans({"？": "?", "。": ".", "！": "!", "，": ",", "；": ";", "：": ":", "、": ",", "…": "."})  # noqa: RUF001


def _marks(between: str) -> str:
    found = "".join(mark.strip(" ") for mark in _MARKS.findall(between)).translate(_PLAIN)
    return "" if len(between) == 1 and found in {".", ":", "–", "—"} else found


def _opens(pieces: list[Token], between: str) -> bool:
    if not pieces:
        return True
    marks = _marks(between)
    return any(mark in marks for mark in ".?!\n:¿¡")


def name_pieces(name: str) -> list[str]:
    """Cut a recorded name into folded pieces which, put together, are its folded form."""
    words = _ASCII_WORD.findall(name.lower()) if name.isascii() else _WORD.findall(fold_piece(name))
    pieces: list[str] = []
    for word in words:
        if word.isalpha():
            pieces.append(word)
            continue
        parts = _word_pieces(word)
        if pieces and pieces[-1][-1].isdigit() and word[0].isdigit():
            parts = (f"_{parts[0]}", *parts[1:])
        pieces += parts
    return pieces


@lru_cache(maxsize=16384)
def _word_pieces(word: str) -> tuple[str, ...]:
    return tuple(word[first:after] for first, after in seams(word))
