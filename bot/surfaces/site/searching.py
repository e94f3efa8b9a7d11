"""Search without a server: which words stand on which pages, in small files of which a reader needs a few.

Words are folded (small letters, no accents), and kept by their first two letters, a file each. A page counts more for a
word in its title. Who has no script finds the same pages from A to Z.
"""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.surfaces.site.pages import HOME
from bot.surfaces.site.things import Findable, Made, Site, Thing, Whole, stamp

PAGES = 100
"""So many pages a file of what is shown of them."""
_EXCERPT = 200
_LONGEST = 40
_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_TITLE, _TEXT = 8, 1


async def things(site: Site, whole: Whole) -> Sequence[Thing]:
    """The page to search on, its files, and the pages from A to Z."""
    pages = whole.findable
    return [_index(site, pages), _letters(site, pages)]


def _index(site: Site, pages: Sequence[Findable]) -> Thing:
    async def make() -> Made:
        files = await asyncio.to_thread(index, pages)
        page = site.pages.fill("search.html", f"search/{HOME}", count=len(pages))
        return Made({**files, f"search/{HOME}": page})

    return Thing("search", stamp(site.pages.version, pages), make)


def index(pages: Sequence[Findable]) -> dict[str, bytes]:
    """The files of the search.

    ``search/words/<first two letters, their numbers in hexadecimal>.json`` maps words to pages and weights in turn;
    ``search/pages/<n>.json`` holds a hundred pages each (path, title, kind, how the text begins); ``search/index.json``
    says which of the first kind there are, and how many pages.
    """
    shelves: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, page in enumerate(pages):
        for word, weight in sorted(weighed(page).items()):
            shelves[shelf(word)][word] += [number, weight]
    files = {f"search/words/{name}.json": _json(words) for name, words in shelves.items()}
    shown = [[page.path, page.title, page.kind, _excerpt(page.text)] for page in pages]
    for start in range(0, len(shown), PAGES):
        files[f"search/pages/{start // PAGES}.json"] = _json(shown[start : start + PAGES])
    files["search/index.json"] = _json({"pages": len(pages), "each": PAGES, "words": sorted(shelves)})
    return files


def folded(text: str) -> str:
    """A text in small letters without accents."""
    plain = text if text.isascii() else "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )  # fmt: skip
    return plain.lower()


def words(text: str) -> Iterable[str]:
    """The words of a text; those that are put together of several (``d-2026-0014``, ``1.0``) also by their parts."""
    for word in _WORD.findall(folded(text)):
        yield word[:_LONGEST]
        if "-" in word or "." in word:
            yield from (part[:_LONGEST] for part in _PART.findall(word))


def weighed(page: Findable) -> dict[str, int]:
    """The words of a page, each with how much the page counts for it."""
    found = dict.fromkeys(words(page.text), _TEXT)
    found |= dict.fromkeys(words(f"{page.title} {page.path}"), _TITLE)
    return found


def shelf(word: str) -> str:
    """The name of the file that holds a word."""
    return "-".join(f"{ord(letter):x}" for letter in word[:2])


def _excerpt(text: str) -> str:
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def _json(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def _letters(site: Site, pages: Sequence[Findable]) -> Thing:
    """The pages by the first letters of their titles."""
    titled = [(page.path, page.title, page.kind) for page in pages]

    async def make() -> Made:
        by_letter: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for one in sorted(titled, key=lambda each: (folded(each[1]), each[0])):
            by_letter[initial(one[1])].append(one)
        letters = [(letter, len(by_letter[letter])) for letter in sorted(by_letter)]
        files = {path: _letter_page(site, path, letter, by_letter, letters) for letter, path in _paths(by_letter)}
        home = f"search/a-z/{HOME}"
        files[home] = site.pages.fill("letters.html", home, letter="", letters=letters, pages=[])
        return Made(files)

    return Thing("a-z", stamp(site.pages.version, titled), make)


def _letter_page(
    site: Site,
    path: str,
    letter: str,
    by_letter: Mapping[str, Sequence[tuple[str, str, str]]],
    letters: Sequence[tuple[str, int]],
) -> bytes:
    return site.pages.fill("letters.html", path, letter=letter, letters=letters, pages=by_letter[letter])


def _paths(letters: Iterable[str]) -> list[tuple[str, str]]:
    return [(letter, f"search/a-z/{letter}/{HOME}") for letter in letters]


def initial(title: str) -> str:
    """Under which letter a title stands; ``0-9`` for all that begins otherwise than with a letter from a to z."""
    first = next(iter(_PART.findall(folded(title))), "")[:1]
    return first if "a" <= first <= "z" else "0-9"
