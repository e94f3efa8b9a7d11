"""Which language people speak in decides who ranks."""

from __future__ import annotations

import pytest

from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.summaries import Kind, Summary
from bot.summarisers import Embedded
from bot.summarisers.languages import spoken
from bot.summarisers.words import tokens
from tests.summarisers.remarks import a_town_hall

ENGLISH = "We have to say what the data is, and it should be in the text of the definition."
GERMAN = "Wir müssen sagen, was die Daten sind, um zehn Uhr ist das auch für die anderen nicht zu spät."
LANGUAGES = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": "Nous avons dit que les données sont dans le texte de la définition, et que c'est bien pour vous.",
    "es": "Nosotros no tenemos los datos, pero la definición está en el texto que es de todos y para todos.",
    "it": "Non abbiamo i dati, ma la definizione è nel testo che è di tutti e per tutti anche se non sono pronti.",
    "pt": "Nós não temos os dados, mas a definição está no texto que é de todos e para todos como uma regra.",
    "nl": "We hebben de gegevens niet, maar dat is ook niet wat er in het voorstel van de groep staat.",
}


@pytest.mark.parametrize(("language", "text"), LANGUAGES.items())
def test_the_common_words_tell_the_language(language: str, text: str) -> None:
    assert spoken([tokens(text)]) == language


def test_a_town_hall_in_two_languages_is_in_several() -> None:
    assert spoken([tokens(ENGLISH), tokens(GERMAN)]) == "mul"


def test_one_sentence_in_ten_of_another_language_changes_nothing() -> None:
    assert spoken([tokens(ENGLISH)] * 9 + [tokens(GERMAN)]) == "en"


@pytest.mark.parametrize("text", ["", "ok", "我们必须说出数据是什么。", "Anaconda Bordeaux Cantaloupe Dortmund"])
def test_what_has_no_common_words_is_of_no_known_language(text: str) -> None:
    assert spoken([tokens(text)]) == "und"


def summarised(remarks: list[Remark]) -> Summary:
    """What the shipped summariser makes of them."""
    return Embedded.shipped().summarise(remarks, 60)


def test_english_is_ranked_by_the_ranker_and_says_so() -> None:
    made = summarised(a_town_hall(*[ENGLISH] * 3))

    assert (made.language, made.method) == ("en", "ranker/1")


@pytest.mark.parametrize("text", [GERMAN, f"{ENGLISH}\n{GERMAN}", "Anaconda Bordeaux Cantaloupe Dortmund Essen Fulda."])
def test_anything_else_is_ranked_by_lexrank_and_says_so(text: str) -> None:
    made = summarised(a_town_hall(text))

    assert made.language != "en"
    assert made.method == "lexrank/1"
    assert made.sentences


def test_a_german_um_is_no_filler() -> None:
    (sentence,) = summarised(a_town_hall(GERMAN)).sentences

    assert (sentence.text, sentence.kind) == (GERMAN, Kind.EXTRACT)


def test_chinese_counts_its_characters() -> None:
    (sentence,) = summarised(a_town_hall("我们必须说出数据是什么。")).sentences

    assert sentence.sources == (1,)
