"""How long to wait before something that failed is tried again."""

from __future__ import annotations

from datetime import timedelta

SHORTEST = timedelta(seconds=5)
LONGEST = timedelta(hours=1)


def wait_before_retry(attempts: int) -> timedelta:
    """The wait after so many failures in a row: twice as long each time, an hour at most."""
    # Beyond twelve doublings the longest wait holds anyway, and a number without bound would not fit into a span.
    doublings = min(max(attempts - 1, 0), 12)
    return min(LONGEST, SHORTEST * (1 << doublings))
