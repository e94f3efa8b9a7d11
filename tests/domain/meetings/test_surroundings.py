"""What a kept town hall knows besides its remarks."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.meetings.discussions import Declared, Discussion, Gone, KeptRemark, Mark, Participant
from bot.domain.meetings.making import minutes
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.suggesting import suggestions
from bot.domain.meetings.suggestions import SuggestionKind
from bot.domain.meetings.surroundings import around
from bot.domain.meetings.votes import Stand

NOW = datetime(2024, 5, 8, 16, 0, tzinfo=UTC)
ANA, BEN = "discord:42", "discord:43"


def kept(number: int, author: str, text: str, **rest: object) -> KeptRemark:
    return KeptRemark(number, author, text, "0" * 64, "0" * 64, at=NOW, **rest)  # type: ignore[arg-type]


def a_discussion(*remarks: KeptRemark, declared: tuple[Declared, ...] = ()) -> Discussion:
    return Discussion(
        id="t", title="Town hall", place="discord thread", source_kind="discord", started=NOW, ended=NOW,
        participants=(Participant(ANA, "Ana Lovric"), Participant(BEN, "Ben")), remarks=remarks, declared=declared,
    )  # fmt: skip


def suggested(discussion: Discussion) -> list[tuple[str, str, tuple[int, ...], tuple[str, ...], date | None]]:
    said = [Remark(one.number, one.author, one.text) for one in discussion.remarks if one.gone is None]
    made = minutes(said, len(discussion.remarks))
    found = suggestions(made.remarks, around(discussion, made, date(2024, 5, 22)), lambda *_of: 0.0)
    return [(one.kind.value, one.text, one.sources, one.owners, one.due) for one in found]


def test_persons_own_what_their_names_take_on() -> None:
    found = suggested(
        a_discussion(kept(1, ANA, "Good morning"), kept(2, ANA, "Ben will draft the list by the next town hall."))
    )

    assert found == [("action", "Ben will draft the list by the next town hall.", (2,), (BEN,), date(2024, 5, 22))]


def test_a_reply_by_link_answers_a_question_and_one_that_is_gone_does_not() -> None:
    asked = kept(1, ANA, "Who of us keeps the second list?")

    assert suggested(a_discussion(asked, kept(2, BEN, "Me.", reply_to=1))) == []
    gone = kept(2, BEN, "", reply_to=1, gone=Gone.DELETED)
    assert [kind for kind, *_rest in suggested(a_discussion(asked, gone))] == [SuggestionKind.QUESTION]


def test_reactions_vote() -> None:
    discussion = a_discussion(kept(1, ANA, "PROPOSED: lists are enough", reactions={"\U0001f44d": (BEN,)}))
    made = minutes([Remark(1, ANA, "PROPOSED: lists are enough")], 1)

    (found,) = suggestions(made.remarks, around(discussion, made), lambda *_of: 0.0)

    assert found.tally
    assert [(vote.person, vote.stand) for vote in found.tally.votes] == [(BEN, Stand.FOR)]


def test_what_a_button_declared_is_not_suggested_unless_it_was_struck() -> None:
    remark = kept(1, ANA, "We agreed that lists are enough.")
    mark = Declared(1, Mark.AGREED, "We agreed that lists are enough.", BEN, NOW, (1,))
    struck = Declared(1, Mark.AGREED, "We agreed that lists are enough.", BEN, NOW, (1,), struck=True)

    assert suggested(a_discussion(remark, declared=(mark,))) == []
    assert len(suggested(a_discussion(remark, declared=(struck,)))) == 1
