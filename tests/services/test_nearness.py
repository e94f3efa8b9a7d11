import pytest

from bot.services.nearness import nearest

NAMES = ["Training code", "Inference code", "Model card", "training_code", "Evaluation results"]


@pytest.mark.parametrize(
    ("written", "whole", "found"),
    [
        ("trainig kode", True, ["training_code"]),
        ("MODELCARD", True, ["Model card"]),
        ("results", False, ["Evaluation results"]),
        ("results", True, []),
        ("zzz", False, []),
        ("", False, []),
    ],
)
def test_the_names_most_like_what_was_written(written: str, whole: bool, found: list[str]) -> None:
    assert nearest(written, NAMES, alike=70, whole=whole) == found


def test_the_likest_comes_first_and_no_more_than_asked() -> None:
    names = ["training codes", "inference code", "training code"]

    assert nearest("training code", names, most=2, whole=True) == ["training code", "training codes"]
