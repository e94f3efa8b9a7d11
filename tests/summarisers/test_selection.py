"""The best first, nothing twice, within the words."""

from __future__ import annotations

import numpy as np

from bot.summarisers.selection import Candidate, chosen
from bot.summarisers.vectors import Vectors


def choose(
    ranks: list[float],
    words: list[int],
    budget: int,
    texts: list[str] | None = None,
    speakers: str = "",
    topics: str = "",
) -> list[int]:
    """The places chosen; unless said otherwise no two sentences share a word, nobody speaks and there are no topics."""
    vectors = Vectors([text.split() for text in texts or [f"word{place}" for place in range(len(ranks))]])
    candidates = [
        Candidate(count, speakers[place : place + 1], int(topics[place]) if topics else -1)
        for place, count in enumerate(words)
    ]
    return chosen(np.array(ranks), vectors, candidates, budget)


def test_the_best_ranked_that_fit_are_chosen_in_order_of_time() -> None:
    assert choose([0.1, 0.9, 0.2, 0.8], [10, 10, 10, 10], 20) == [1, 3]


def test_of_equals_the_earlier_is_chosen() -> None:
    assert choose([0.5, 0.5, 0.5], [10, 10, 10], 20) == [0, 1]


def test_a_sentence_that_does_not_fit_gives_way_to_the_next_that_does() -> None:
    assert choose([0.9, 0.8, 0.1], [10, 15, 8], 20) == [0, 2]


def test_sentences_under_6_and_over_60_words_are_never_chosen() -> None:
    assert choose([0.9, 0.8, 0.1, 0.2], [5, 61, 6, 60], 200) == [2, 3]


def test_what_was_said_already_counts_for_less() -> None:
    # 0.8 x 0.9 - 0.2 x 1 is less than 0.8 x 0.8.
    assert choose([1.0, 0.9, 0.8, 0.0], [10] * 4, 20, ["data open", "data open", "code", "x"]) == [0, 2]


def test_each_topic_has_a_sentence_where_one_fits() -> None:
    assert choose([0.9, 0.8, 0.7, 0.1], [10] * 4, 20, topics="0001") == [0, 3]


def test_at_most_two_fifths_of_a_topic_come_from_one_person() -> None:
    speakers = "AAAAAABCDE"

    taken = choose(
        [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], [10] * 10, 500, speakers=speakers, topics="0" * 10
    )

    assert [speakers[place] for place in taken] == list("AABCDE")


def test_what_one_says_too_much_goes_at_the_end_the_last_taken_first() -> None:
    assert choose([1.0, 0.9, 0.8, 0.7], [10] * 4, 30, speakers="AABC", topics="0000") == [0, 2]


def test_where_two_speak_nobody_is_held_back() -> None:
    assert choose([1.0, 0.9, 0.8], [10] * 3, 500, speakers="AAB", topics="000") == [0, 1, 2]


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose([], [], 100) == []
