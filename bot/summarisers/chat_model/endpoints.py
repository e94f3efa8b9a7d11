"""Where a language model is asked, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible address, as its operator configured it.

    ``address`` is what stands before ``/chat/completions``. ``key`` is sent as a bearer token, and shown nowhere.
    ``timeout_seconds`` is for all that asking about one topic takes. ``limit_letters`` is how much of a topic is sent,
    ``limit_bytes`` how long an answer may be. ``retry_seconds`` passes before a failed request is tried once more.
    """

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_seconds: float = 120.0
    retry_seconds: float = 1.0
    limit_letters: int = 60_000
    limit_bytes: int = 1_000_000

    @property
    def completions(self) -> str:
        """Where requests go."""
        return f"{self.address.rstrip('/')}/chat/completions"
