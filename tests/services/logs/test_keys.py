from __future__ import annotations

import pytest

from bot.domain.logs.notes import read_note
from bot.services.logs.keys import new_key, signers, signing_key, verifier_key

# The example of golang.org/x/mod/sumdb/note, whose format C2SP signed-note describes.
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
NOTE = """\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""


def test_the_published_note_is_signed_by_the_published_key() -> None:
    key = verifier_key(VERIFIER)

    assert signers(read_note(NOTE.encode()), [key]) == [key]


def test_the_published_secret_signs_the_published_note() -> None:
    note = read_note(NOTE.encode())

    assert signing_key(SECRET).sign(note.text) == note.signatures[0]
    assert str(signing_key(SECRET).verifier) == VERIFIER
    assert signing_key(SECRET).secret == SECRET


def test_a_signature_that_names_a_key_and_is_not_by_it_is_refused() -> None:
    note = read_note(NOTE.replace("answer", "Answer").encode())

    with pytest.raises(ValueError, match="does not fit the text"):
        signers(note, [verifier_key(VERIFIER)])


def test_signatures_by_unknown_keys_are_passed_over() -> None:
    assert signers(read_note(NOTE.encode()), [new_key("PeterNeumann").verifier]) == []


@pytest.mark.parametrize(
    "text",
    [
        VERIFIER.replace("c74f20a3", "c74f20a4"),
        VERIFIER.replace("PeterNeumann", "Peter"),
        VERIFIER.replace("+ARpc", "+BRpc"),
        VERIFIER[:-4],
        VERIFIER.replace("PeterNeumann", ""),
        VERIFIER.replace("PeterNeumann", "Peter Neumann"),
        "",
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"key|base64"):
        verifier_key(text)


def test_a_secret_is_not_shown() -> None:
    key = signing_key(SECRET)

    assert "seed" not in repr(key)


@pytest.mark.parametrize("text", [VERIFIER, SECRET.replace("c74f20a3", "c74f20a4"), SECRET[:-4]])
def test_what_is_no_secret_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"key|base64"):
        signing_key(text)
