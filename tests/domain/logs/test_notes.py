from __future__ import annotations

import base64

import pytest

from bot.domain.logs.notes import Checkpoint, Note, Signature, from_base64, key_id, read_checkpoint, read_note

# The examples of C2SP signed-note and tlog-checkpoint.
POEM = """\
Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""  # noqa: E501
SOFA = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501


def test_a_note_ends_at_its_last_empty_line() -> None:
    note = read_note(POEM.encode())

    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert [(one.name, one.key_id.hex(), len(one.value)) for one in note.signatures] == [
        ("quasimodo.example/salvatore", "367ba04b", 64)
    ]
    assert str(note) == POEM


def test_a_checkpoint_says_whose_log_it_is_and_how_large() -> None:
    checkpoint = read_checkpoint(read_note(SOFA.encode()).text)

    root = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert checkpoint == Checkpoint("example.com/behind-the-sofa", 20_852_163, root)
    assert str(checkpoint) == read_note(SOFA.encode()).text


def test_lines_after_the_root_are_passed_over() -> None:
    text = read_note(SOFA.encode()).text

    assert read_checkpoint(f"{text}more\n") == read_checkpoint(text)


def test_a_key_is_told_by_four_bytes() -> None:
    public = from_base64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]

    assert key_id("PeterNeumann", public).hex() == "c74f20a3"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"text\n\n",
        "text\n\n— name AAAAAAA=".encode(),
        b"text\n\n- name AAAAAAA=\n",
        "text\n\n— name\n".encode(),
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— na+me AAAAAAA=\n".encode(),
        "text\n\n— name AAAAAAB=\n".encode(),
        "text\n\n— name AAAAAAA=\n\n".encode(),
        "te\txt\n\n— name AAAAAAA=\n".encode(),
        "te\rxt\n\n— name AAAAAAA=\n".encode(),
        b"\xff\n\n\xe2\x80\x94 name AAAAAAA=\n",
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_signed_note_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - decoding has a sentence of its own
        read_note(content)


def test_a_note_may_have_many_signatures() -> None:
    note = Note("text\n", tuple(Signature(f"name{number}", bytes(4), b"x") for number in range(16)))

    assert read_note(str(note).encode()) == note


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20852163", "020852163"),
        ("20852163", "-1"),
        ("20852163", "2085216\uff13"),
        ("20852163", ""),
        ("example.com/behind-the-sofa\n", ""),
        ("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J="),
        ("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", "CsUYapGG"),
        ("q2I=\n", "q2I="),
        ("q2I=\n", "q2I=\n\nmore\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(old: str, new: str) -> None:
    text = read_note(SOFA.encode()).text

    with pytest.raises(ValueError, match=r"does not say|base64|no digest"):
        read_checkpoint(text.replace(old, new))
