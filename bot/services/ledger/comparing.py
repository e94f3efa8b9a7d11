"""Whether what is published is the beginning of what the database holds; it is not after an old backup was restored."""

from __future__ import annotations

from bot.domain.logs.notes import Checkpoint
from bot.services.logs.publishing import Stock, check_extends
from bot.store import Store


async def check_begins(store: Store, published: Checkpoint) -> None:
    """Check that the log in the database begins with one that is published.

    Raises:
        NotPublished: It does not.
    """
    async with store.read() as records:
        size = await records.log_leaves.size()
        signed = await records.log_checkpoints.find(published.size)
        if size >= published.size and signed is not None and signed.checkpoint == published:
            return
        # Nobody here has signed it, or the leaves are not there: what stands in the database has to be looked at whole.
        stock = Stock(await records.log_leaves.contents(), await records.log_leaves.latest())
    check_extends(stock, published, None)
