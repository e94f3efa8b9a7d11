"""Looking at the site on one's own machine: a server on the loopback, and a build whenever something changed."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.app import App
from bot.domain.refusals import Refusal
from bot.surfaces.site.building import Done
from bot.surfaces.site.pages import NOT_FOUND
from bot.surfaces.site.publishing import publish, site
from bot.surfaces.site.staging import Busy
from bot.texts import _

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
PAUSE_SECONDS = 2.0
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of the record needs, and nothing more; docs/record.md has it for other hosts."""

# A document that is to be kept as one file has its style within it.
WITHIN = POLICY.replace("style-src 'self'", "style-src 'unsafe-inline'")


class Taken(Refusal):
    """Another program listens where the site was to be shown."""


class Shown(SimpleHTTPRequestHandler):
    """Shows the files of a folder as a host of static files does, below the path that the record's address has."""

    extensions_map = {  # noqa: RUF012 - the library reads it from the class
        "": "application/octet-stream",
        ".atom": "application/atom+xml; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".gz": "application/gzip",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".xml": "application/xml",
        ".yaml": "application/yaml",
    }

    def __init__(self, *arguments: Any, base: str = "", **named: Any) -> None:
        self.base = base
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        """Answer; the root of the host leads to that of the site.

        Whoever asks under another name than this machine's own is a page from elsewhere that had its name lead here.
        """
        if urlsplit(f"//{self.headers.get('Host', HOST)}").hostname not in (HOST, "localhost"):
            super().send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if self.base and self.path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self.base}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        super().do_GET()

    def guess_type(self, path: Any) -> str:
        """What a file is."""
        name = Path(path).name
        if name == "checkpoint":
            return "text/plain; charset=utf-8"
        if name == "feed.json" or (Path(path).parent.name in ("feeds", "past") and name.endswith(".json")):
            return "application/feed+json"
        return super().guess_type(path)

    def translate_path(self, path: str) -> str:
        """Where a file stands; what begins with a dot is nobody's to see."""
        nowhere = str(Path(self.directory) / NOT_FOUND / "nowhere")
        if not path.startswith(f"{self.base}/"):
            return nowhere
        found = super().translate_path(path.removeprefix(self.base))
        inner = Path(found).relative_to(self.directory).parts
        return nowhere if any(part.startswith(".") for part in inner) else found

    def list_directory(self, path: Any) -> None:
        """A folder without a page of its own is no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is missing."""
        page = Path(self.directory) / NOT_FOUND
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        """What goes with every answer."""
        self.send_header("Content-Security-Policy", WITHIN if self.path.endswith("/report.html") else POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file; whoever asked may have gone meanwhile."""
        try:
            super().copyfile(source, outputfile)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *arguments: Any) -> None:
        """Every request is no news."""
        log.debug(format, *arguments)


@asynccontextmanager
async def shown(folder: Path, port: int, base: str = "") -> AsyncIterator[str]:
    """Show a folder, and say at which address.

    Args:
        port: Where to listen; 0 for any that is free.
        base: The path below which it stands, such as "/record".

    Raises:
        Taken: Another program listens there.
    """
    there = str(await asyncio.to_thread(folder.resolve))
    try:
        server = ThreadingHTTPServer((HOST, port), partial(Shown, directory=there, base=base))
    except OSError as error:
        text = _("Port {port} cannot be used ({reason}): another program listens there; name another with --port.")
        raise Taken(text.format(port=port, reason=error.strerror)) from error
    thread = threading.Thread(target=server.serve_forever, name="site", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}{base}/"
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()


async def serve(app: App, folder: Path, port: int, tell: Callable[[str], None]) -> None:
    """Build the site, show it, and bring it up to date whenever something changed, until stopped.

    Args:
        tell: Is told the address, and what was built.
    """
    tell(told(await publish(app, folder), folder))
    async with shown(folder, port, urlsplit(site(app).pages.url).path) as address:
        tell(_("It stands at {address} until you press Ctrl-C.").format(address=address))
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            try:
                done = await publish(app, folder)
            except Busy:
                continue  # the bot builds it itself
            if done.written or done.removed:
                tell(told(done, folder))


def told(done: Done, folder: Path) -> str:
    """What a build did, in a sentence."""
    text = _("{folder}: {things} things, {made} of them made anew; {written} files written, {removed} taken away.")
    return text.format(
        folder=folder, things=done.things, made=done.made, written=len(done.written), removed=len(done.removed)
    )
