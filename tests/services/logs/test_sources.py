from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.services.logs.sources import Folder, NoLog, Site, source
from bot.services.logs.verifying import verify


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def host(grown: Path) -> Iterator[str]:
    """The address of a static host of the grown log."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(grown)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_log_on_the_web_is_checked_as_one_in_a_folder(host: str, grown: Path) -> None:
    assert verify(Site(f"{host}/")) == verify(Folder(grown))


def test_a_host_that_does_not_answer_is_said(host: str) -> None:
    address = host.rpartition(":")[0]

    with pytest.raises(NoLog, match=f"{address}:1/checkpoint cannot be read"):
        verify(Site(f"{address}:1"))


@pytest.mark.parametrize("where", ["file:///etc", "ftp://host/log", "gopher://host"])
def test_only_folders_and_web_addresses_are_read(where: str) -> None:
    with pytest.raises(NoLog, match="neither a folder nor"):
        source(where)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoLog, match="There is no folder"):
        source(str(tmp_path / "log"))
