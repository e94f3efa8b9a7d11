"""Filling pages: templates, and what every page has around it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot import __version__
from bot.surfaces.site import words
from bot.texts import _

HOME = "index.html"
NOT_FOUND = "404.html"


FEEDS = {
    "v/": "definitions", "s/": "systems", "p/": "polls", "t/": "town-halls", "d/": "decisions", "e/": "endorsements",
    "m/": "moderation",
}  # fmt: skip
"""The feed of what is new in each section."""


def sections() -> tuple[tuple[str, str], ...]:
    """What the head of every page leads to: paths from the root, and what they are called."""
    return (
        ("v/", _("Definitions")), ("s/", _("Systems")), ("p/", _("Polls")), ("t/", _("Town halls")),
        ("d/", _("Decisions")), ("e/", _("Endorsements")), ("m/", _("Moderation")), ("search/", _("Search")),
    )  # fmt: skip


class Pages:
    """Fills templates; everything that is put into one is text unless it was made safe on purpose."""

    def __init__(self, url: str = "", name: str = "", licence: str = "", *, logged: bool = True) -> None:
        """Use an address.

        Args:
            url: Where the site will stand, without a slash at the end; empty: nowhere that is known.
            name: What the record is called, at the head of every page; a name that fits any forum if left out.
            licence: Under which terms what is published here may be used, for the foot of every page; may be empty.
            logged: Whether a log is kept of all that happens, by which the record can be checked.
        """
        self.url = url.rstrip("/")
        self.name = name or _("The open source AI record")
        self.licence = licence
        self.logged = logged
        self._templates = Environment(
            loader=PackageLoader("bot.surfaces.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.globals["_"] = _
        for function in (
            words.day, words.moment, words.machine, words.machine_day, words.paragraphs, words.outside, words.inside,
        ):  # fmt: skip
            self._templates.filters[function.__name__] = function

    def fill(self, template: str, path: str, /, *, noindex: bool = False, **values: Any) -> bytes:
        """A page.

        Args:
            template: The name of its template. It has the macros of ``macros.html`` as ``m``.
            path: Where it will stand, from the site's root: ``d/D-2026-0014/index.html``; links are made from there.
            noindex: Whether search engines should leave it out, as where it shows the ballots of persons.
            values: What the template uses.
        """
        place = path.removesuffix(HOME)
        made = self._templates.get_template(template).render(
            m=self.macros(path),
            root=self._root(path),
            place=place,
            canonical=f"{self.url}/{place}" if self.url else "",
            site_url=self.url,
            name=self.name,
            motto=_("What was asked, voted, decided and found, and how it is known"),
            licence=self.licence,
            logged=self.logged,
            sections=sections(),
            feed=FEEDS.get(place.partition("/")[0] + "/", ""),
            noindex=noindex,
            **values,
        )
        return made.encode()

    def macros(self, path: str, /) -> Any:
        """The macros of ``macros.html`` for a page that will stand there; what they give is safe to put into it."""
        return self._templates.get_template("macros.html").make_module({"root": self._root(path)})

    def _root(self, path: str) -> str:
        """The way to the site's root; a page that hosts show in the place of any other has to name it whole."""
        if path == NOT_FOUND:
            return urlsplit(self.url).path + "/"
        return "../" * path.count("/") or "./"

    @cached_property
    def version(self) -> str:
        """A digest of all that makes pages, part of every stamp; another one makes every page anew."""
        said = "\0".join((__version__, product(), self.url, self.name, self.licence, str(self.logged)))
        return hashlib.sha256(said.encode()).hexdigest()


@cache
def product() -> str:
    """A digest of the product's own words and of what fills pages; looked up once a process.

    Pages hold words from all of the product (what an obligation is called, what a chart is read as), so that every
    module counts, and also a translation.
    """
    return digest_of(resources.files("bot"))


def digest_of(package: Traversable) -> str:
    """A digest of what a package says: its modules, its translations, and the files of its pages."""
    digest = hashlib.sha256()
    for name, file in _files(package):
        if name.endswith((".py", ".mo")) or name.startswith("surfaces/site/"):
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    """The files of a package by their paths, in the same order everywhere, without what Python leaves there."""
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_file():
            yield before + one.name, one
        elif one.name != "__pycache__":
            yield from _files(one, f"{before}{one.name}/")
