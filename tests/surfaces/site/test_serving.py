"""Looking at the site on one's own machine."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import AsyncIterator
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError

import pytest

from bot.surfaces.site.serving import Taken, shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in ("index.html", "404.html", "feed.json", "feeds/past/all-1.json", "search/index.json", "feed.atom",
                 "export/all.jsonl.gz", "checkpoint", "tile/0/000", ".build.json", "d/index.html", "style.css",
                 "p/P-2026-0001/ballots.csv"):  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


@pytest.fixture
async def address(folder: Path) -> AsyncIterator[str]:
    async with shown(folder, 0) as found:
        yield found


async def get(address: str, path: str) -> tuple[int, Message, str]:
    def read() -> tuple[int, Message, str]:
        try:
            with urllib.request.urlopen(address + path, timeout=10) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except HTTPError as error:
            return error.code, error.headers, error.read().decode()

    return await asyncio.to_thread(read)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("d/", "text/html; charset=utf-8"),
        ("feed.json", "application/feed+json"),
        ("feeds/past/all-1.json", "application/feed+json"),
        ("search/index.json", "application/json"),
        ("feed.atom", "application/atom+xml; charset=utf-8"),
        ("export/all.jsonl.gz", "application/gzip"),
        ("checkpoint", "text/plain; charset=utf-8"),
        ("tile/0/000", "application/octet-stream"),
        ("style.css", "text/css; charset=utf-8"),
        ("p/P-2026-0001/ballots.csv", "text/csv; charset=utf-8"),
    ],
)
async def test_every_file_is_said_to_be_what_it_is(address: str, path: str, kind: str) -> None:
    status, headers, _content = await get(address, path)

    assert (status, headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize("path", ["nope/", ".build.json", "tile/", "feeds/..%2f.build.json", "../../etc/passwd"])
async def test_what_is_no_page_is_answered_with_the_page_of_missing_pages(address: str, path: str) -> None:
    status, _headers, content = await get(address, path)

    assert (status, content) == (404, "404.html")


async def test_nothing_from_elsewhere_may_be_loaded(address: str) -> None:
    _status, headers, _content = await get(address, "")

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")


async def test_a_document_that_is_to_be_kept_may_have_its_style_within_it(address: str) -> None:
    _status, headers, _content = await get(address, "p/P-2026-0001/report.html")

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script-src 'self'" in headers["Content-Security-Policy"]


async def test_it_stands_where_the_record_s_address_says(folder: Path) -> None:
    async with shown(folder, 0, "/the/record") as address:
        root = address.removesuffix("the/record/")
        assert (await get(address, "d/"))[2] == "d/index.html"
        assert (await get(root, "d/"))[0] == 404
        assert (await get(root, ""))[2] == "index.html"


async def test_it_listens_on_this_machine_alone(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


async def test_a_port_that_is_taken_is_refused_with_a_sentence(address: str, folder: Path) -> None:
    port = int(address.rstrip("/").rpartition(":")[2])

    with pytest.raises(Taken, match=f"Port {port} cannot be used .* name another with --port"):
        async with shown(folder, port):
            pass


@pytest.mark.parametrize(("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("evil.example", 421)])
async def test_only_this_machine_s_own_names_are_answered(address: str, host: str, status: int) -> None:
    def read() -> int:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=10) as answer:
                found: int = answer.status
                return found
        except HTTPError as error:
            return error.code

    assert await asyncio.to_thread(read) == status


@pytest.mark.parametrize("path", ["../secret", "d/../../secret", "%2e%2e/secret", "..%2fsecret", "d/..%5c..%5csecret"])
async def test_nothing_beside_the_folder_is_shown(address: str, folder: Path, path: str) -> None:
    (folder.parent / "secret").write_text("nobody's")

    status, _headers, body = await get(address, path)

    assert (status, "nobody" in body) == (404, False)
