"""Debian's Chromium on the built site, which is shown as `osaibot record serve` shows it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.support.site import URL, BuiltSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NEEDED = "This test needs Chromium: apt-get install chromium"
Opener = Callable[..., "Page"]


@contextmanager
def showing(folder: Path) -> Iterator[str]:
    """The address at which a folder is shown."""
    from bot.surfaces.site.serving import HOST, Shown

    with ThreadingHTTPServer((HOST, 0), partial(Shown, directory=str(folder), base=urlsplit(URL).path)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}{urlsplit(URL).path}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module; a loop runs as long as it does, so none of them is a coroutine."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        if "CI" in os.environ:
            pytest.fail(NEEDED)
        pytest.skip(NEEDED)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def shown_at(built: BuiltSite) -> Iterator[str]:
    """The address of the built site, without a slash at its end."""
    with showing(built.folder) as address:
        yield address


@pytest.fixture
def opener(browser: Browser, shown_at: str) -> Iterator[Opener]:
    """Opens a page of the site; the rest is as Playwright's contexts have it.

    What the browser complains of, or asks elsewhere for, fails the test.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_(path: str, *, width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(shown_at) else complaints.append(sent.url))
        page.goto(f"{shown_at}/{path.removesuffix('index.html')}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
