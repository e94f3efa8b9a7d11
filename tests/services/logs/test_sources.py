from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.services.logs import sources
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


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        ("http://127.0.0.2:1/x", "leads to another host, http://127.0.0.2:1/x; name that one if you trust it."),
        ("http://127.0.0.1:1/x", "leads to another host, http://127.0.0.1:1/x; name that one if you trust it."),
        ("ftp://127.0.0.1/x", "leads to another host, ftp://127.0.0.1/x; name that one if you trust it."),
        ("file:///etc/passwd", "answers with error 302."),
    ],
)
def test_a_host_leads_nobody_into_another_network(elsewhere: str, said: str) -> None:
    class Leading(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            self.send_response(302)
            self.send_header("Location", elsewhere)
            self.end_headers()

    with served(Leading) as address, pytest.raises(NoLog) as refused:
        verify(Site(address))

    assert str(refused.value) == f"{address}/checkpoint {said}"


def test_a_host_may_lead_to_another_place_of_its_own(grown: Path) -> None:
    class Moved(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            if self.path.startswith("/old/"):
                self.send_response(301)
                self.send_header("Location", self.path.removeprefix("/old"))
                self.end_headers()
            else:
                super().do_GET()

    with served(partial(Moved, directory=str(grown))) as address:
        assert verify(Site(f"{address}/old")).breach is None


def test_a_host_that_sends_a_little_at_a_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - as the library calls it
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"a little")

    monkeypatch.setattr(sources, "FILE_SECONDS", -1)

    with served(Endless) as address, pytest.raises(NoLog, match="it takes too long"):
        verify(Site(address))


def test_a_pipe_or_a_device_in_a_folder_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")

    for name in ("pipe", "zeros"):
        with pytest.raises(NoLog, match=re.escape(f"{name} is no ordinary file.")):
            Folder(tmp_path).read(name)


def test_a_file_that_is_larger_than_any_of_a_log_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "checkpoint").open("wb") as file:
        file.truncate(10**12)

    with pytest.raises(NoLog, match=r"checkpoint is larger than any file of a log\."):
        verify(Folder(tmp_path))
