"""What of a town hall stands in its minutes, and whose remarks stand nowhere in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.domain.meetings.document_parts import UNNAMED, Coverage
from bot.domain.meetings.documents import MinutesDocument


def cited(document: MinutesDocument) -> Iterator[str]:
    """The remarks that sentences, items and quotations rest on, some more than once."""
    for part in (*document.sentences(), *document.items(), *document.quotations):
        yield from part.sources


def coverage(document: MinutesDocument) -> Coverage:
    """Count what is cited; who is not represented stands in the order of the people.

    What a document no longer holds, for the public does not see it, stays as it was counted before.
    """
    found = set(cited(document))
    authors = {remark.author for remark in document.remarks if remark.id in found}
    # Where a scribe wrote down what another said, the sentence names who said it.
    authors |= {sentence.author for sentence in document.sentences()}
    missing = [one.id for one in document.people if one.remarks and one.id not in authors]
    answers = Counter(one.state for one in document.suggestions)
    return Coverage(
        remarks_cited=len(found),
        persons_not_represented=tuple(id_ for id_ in missing if not id_.startswith(UNNAMED)),
        unnamed_not_represented=document.coverage.unnamed_not_represented,
        suggestions={state: answers[state] for state in sorted(answers)} or document.coverage.suggestions,
    )
