"""Files of logs: what can be read, and the sentence for what cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.domain.refusals import Refusal
from bot.services.minutes import draft, files, log_files

LOG = "<ana> Topic: Data\n<ben> RESOLVED: d\u00e9cid\u00e9\n"


def written(folder: Path, content: bytes, name: str = "log.txt") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        LOG.encode(),
        LOG.encode("utf-8-sig"),
        LOG.encode("utf-16"),
        LOG.replace("\n", "\r\n").encode(),
        LOG.replace("\n", "\r").encode(),
        LOG.rstrip("\n").encode(),
    ],
    ids=["plain", "mark", "utf-16", "crlf", "cr", "no end"],
)
def test_a_log_is_read_however_it_is_saved(content: bytes, tmp_path: Path) -> None:
    found = draft(written(tmp_path, content), 100)

    assert [one.title for one in found.minutes.topics] == ["Data"]
    assert [(one.text, one.sources) for one in found.minutes.resolutions] == [("d\u00e9cid\u00e9", (2,))]
    assert found.lines == 2


def test_what_is_not_utf_8_is_replaced(tmp_path: Path) -> None:
    found = draft(written(tmp_path, LOG.encode("latin-1")), 100)

    assert [one.text for one in found.minutes.resolutions] == ["d\ufffdcid\ufffd"]


def test_a_line_without_end_is_cut_and_the_next_is_counted_right(tmp_path: Path) -> None:
    path = written(tmp_path, b"<ana> hi\n<ana> " + b"x" * 300_000 + b"\n<ana> RESOLVED: yes\n")

    found = draft(path, 100)

    assert [(one.text, one.sources) for one in found.minutes.resolutions] == [("yes", (3,))]
    assert max(len(one.text) for one in found.minutes.remarks) <= log_files.LIMIT_LINE_BYTES


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "log.txt holds nothing that anybody said."),
        (b"\n \n\r\n", "log.txt holds nothing that anybody said."),
        (b"\x89PNG\r\n\0\0\0\rIHDR\0\0\0", "log.txt is no text."),
        (b"<ana> hi\n" * 600_001, "log.txt has more than 600,000 lines: cut the log of the one meeting out of it."),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = written(tmp_path, content)

    with pytest.raises(Refusal) as caught:
        draft(path, 100)

    assert str(caught.value) == sentence


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "LIMIT_BYTES", 1024 * 1024)

    with pytest.raises(Refusal, match="is larger than 1 MB"):
        draft(written(tmp_path, b"<ana> hello there\n" * 100_000), 100)


def test_a_missing_file_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(Refusal, match=r"There is no file nothing\.txt\."):
        draft(tmp_path / "nothing.txt", 100)
    with pytest.raises(Refusal, match="pipe is no ordinary file"):
        draft(tmp_path / "pipe", 100)


def test_a_folder_stands_for_its_logs(tmp_path: Path) -> None:
    for name in ("b.txt", "a.log", "c.vtt", "d.png"):
        written(tmp_path, b"x", name)
    (tmp_path / "empty").mkdir()

    found = files([tmp_path, tmp_path / "a.log"])

    assert [path.name for path in found] == ["a.log", "b.txt", "c.vtt", "a.log"]
    with pytest.raises(Refusal, match="has no logs"):
        files([tmp_path / "empty"])


def test_chapters_are_the_topics_of_a_transcript_that_marks_none(tmp_path: Path) -> None:
    text = "1 00:00 Hello 01:00\n2 01:00 Data 01:00\n\nSo we began.\n[00:01:00.50] Where is it from?\nNobody knows.\n"

    found = draft(written(tmp_path, text.encode()), 100)

    assert [(one.title, one.first_line, one.last_line, one.sources) for one in found.minutes.topics] == [
        ("Hello", 4, 4, (1,)),
        ("Data", 5, 6, (2,)),
    ]
