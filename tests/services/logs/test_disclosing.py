from __future__ import annotations

import base64

import pytest

from bot.domain.logs.disclosures import Disclosure, digest_of
from bot.services.logs.disclosing import content_of, disclosure, disclosure_of

# RFC 9901, sections 4.2.1 to 4.2.3.
PUBLISHED = {
    "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0": (
        "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
    ),
    "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0": "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs",
}


@pytest.mark.parametrize("encoded", PUBLISHED)
def test_digests_are_those_published(encoded: str) -> None:
    content = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))

    assert digest_of(content) == PUBLISHED[encoded]


def test_a_disclosure_is_written_without_white_space() -> None:
    content = content_of(Disclosure("_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"))

    assert content == '["_26bc4LT-ac6q2KI6cBW5es","family_name","Möbius"]'.encode()


def test_every_disclosure_has_a_salt_of_its_own() -> None:
    salts = {disclosure("cells", "yes").salt for _number in range(100)}

    assert len(salts) == 100
    assert {len(salt) for salt in salts} == {22}


def test_a_disclosure_is_read_as_it_was_written() -> None:
    made = disclosure("cells", {"training-code/study": "yes", "count": 3, "open": True, "none": None, "list": ["a"]})

    assert disclosure_of(content_of(made)) == made


@pytest.mark.parametrize(
    "content",
    [
        b'["_26bc4LT-ac6q2KI6cBW5es", "name", "x"]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name"]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name","x","y"]',
        b'["_26bc4LT-ac6q2KI6cBW5es",1,"x"]',
        b'["short","name","x"]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name",1.5]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name",NaN]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name",{"a":1,"a":1}]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name",{"b":1,"a":1}]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name","\\u00f6"]',
        b'["_26bc4LT-ac6q2KI6cBW5es","name","\xff"]',
        b'{"salt":"_26bc4LT-ac6q2KI6cBW5es"}',
        b"[" * 100_000,
        b"",
    ],
)
def test_what_is_no_disclosure_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"canonical|salt"):
        disclosure_of(content)


@pytest.mark.parametrize(
    "value", [1.5, 2**53, -(2**53), float("nan"), b"bytes", {1: "a"}, "\ud800", [0.1], {"a": {"b": 0.1}}]
)
def test_what_cannot_be_written_in_one_way_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        content_of(disclosure("name", value))  # type: ignore[arg-type]
