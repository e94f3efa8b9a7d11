"""The keys that sign checkpoints: Ed25519, named after the log.

Source: C2SP signed-note, and the way in which golang.org/x/mod/sumdb/note writes keys, read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.domain.logs.notes import ED25519, Note, Signature, base64_of, from_base64, is_key_name, key_id

_SECRET = "PRIVATE+KEY+"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """What anyone may have: it tells whether a signature is the log's."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name it."""
        return key_id(self.name, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64_of(ED25519 + self.public)}"

    def made(self, signature: Signature) -> bool:
        """Whether a signature claims to be by this key."""
        return (signature.name, signature.key_id) == (self.name, self.id)

    def verifies(self, text: str, signature: Signature) -> bool:
        """Whether a signature of a text is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature.value, text.encode())
        except InvalidSignature:
            return False
        return self.made(signature)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What only the bot may have. A key that is being replaced still signs ``until`` then, beside the newer one."""

    name: str
    seed: bytes = field(repr=False)
    until: datetime | None = None

    @property
    def verifier(self) -> VerifierKey:
        """What to hand out."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return VerifierKey(self.name, private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Sign a text; the same text gets the same signature."""
        value = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return Signature(self.name, self.verifier.id, value)

    @property
    def secret(self) -> str:
        """The key in one line, for its file and nothing else."""
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{base64_of(ED25519 + self.seed)}"


def new_key(name: str) -> SigningKey:
    """Make a key.

    Raises:
        ValueError: A key cannot be called this.
    """
    if not is_key_name(name):
        raise ValueError("a name holds neither spaces nor a plus")
    return SigningKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def verifier_key(text: str) -> VerifierKey:
    """Read a verification key.

    Raises:
        ValueError: It is none.
    """
    name, id_, public = _parts(text)
    key = VerifierKey(name, public)
    if key.id.hex() != id_:
        raise ValueError("the key does not fit its id")
    return key


def signing_key(text: str) -> SigningKey:
    """Read the line of a key's file.

    Raises:
        ValueError: It is none.
    """
    if not text.startswith(_SECRET):
        raise ValueError("it is no private key")
    name, id_, seed = _parts(text.removeprefix(_SECRET))
    key = SigningKey(name, seed)
    if key.verifier.id.hex() != id_:
        raise ValueError("the key does not fit its id")
    return key


def _parts(text: str) -> tuple[str, str, bytes]:
    # The last part may hold a plus, the first never does.
    name, _plus, rest = text.partition("+")
    id_, _plus, encoded = rest.partition("+")
    value = from_base64(encoded)
    if not is_key_name(name) or value[:1] != ED25519 or len(value) != _KEY_BYTES + 1:
        raise ValueError("it is no Ed25519 key")
    return name, id_, value[1:]


def signers(note: Note, keys: Collection[VerifierKey]) -> list[VerifierKey]:
    """Which of these keys signed a note; signatures by others are passed over.

    Raises:
        ValueError: A signature that names one of the keys is not by it.
    """
    found = []
    for signature in note.signatures:
        for key in keys:
            if not key.made(signature):
                continue
            if not key.verifies(note.text, signature):
                raise ValueError(f"the signature by {key.name} ({key.id.hex()}) does not fit the text")
            found.append(key)
    return found
