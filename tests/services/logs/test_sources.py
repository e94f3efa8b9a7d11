from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.services.logs.sources import Folder, NoLog, Site, source
from bot.services.logs.verifying import verify
from tests.support.hosts import Quiet, served


@pytest.fixture
def host(grown: Path) -> Iterator[str]:
    """The address of a static host of the grown log."""
    with served(partial(Quiet, directory=str(grown))) as address:
        yield address


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


@pytest.mark.parametrize("body", [b"\x1f\x8b\x08\x00" + b"\x00" * 6 + b"\xff" * 9, b"no gzip", b"\x1f\x8b"])
def test_what_a_host_packed_wrongly_is_said(body: bytes) -> None:
    class Packed(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

    with served(Packed) as address, pytest.raises(NoLog, match=f"{address}/checkpoint cannot be read"):
        verify(Site(address))
