"""Filling pages: templates, and what every page has around it."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.texts import _

HOME = "index.html"


class Pages:
    """Fills templates; everything that is put into one is text unless it was made safe on purpose."""

    def __init__(self, url: str = "") -> None:
        """Use an address.

        Args:
            url: Where the site will stand, without a slash at the end; empty: nowhere that is known.
        """
        self.url = url.rstrip("/")
        self._templates = Environment(
            loader=PackageLoader("bot.surfaces.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.globals["_"] = _

    def fill(self, template: str, path: str, /, **values: Any) -> bytes:
        """A page.

        Args:
            template: The name of its template.
            path: Where it will stand, from the site's root: ``d/D-2026-0014/index.html``; links are made from there.
            values: What the template uses.
        """
        place = path.removesuffix(HOME)
        made = self._templates.get_template(template).render(
            root="../" * path.count("/") or "./",
            place=place,
            canonical=f"{self.url}/{place}" if self.url else "",
            site_url=self.url,
            **values,
        )
        return made.encode()

    @cached_property
    def version(self) -> str:
        """A digest of the templates and their style, part of every stamp; another one makes every page anew."""
        folder = resources.files("bot.surfaces.site")
        digest = hashlib.sha256(self.url.encode())
        for name in ("templates", "assets"):
            files = folder / name
            if files.is_dir():
                for file in sorted(files.iterdir(), key=lambda one: one.name):
                    digest.update(file.name.encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()
