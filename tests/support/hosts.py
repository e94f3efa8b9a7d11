"""Hosts of static files on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(answering: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    """The address of a host that answers so."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
