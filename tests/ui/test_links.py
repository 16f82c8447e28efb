from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.grades import Grade
from graph.errors import InputError
from graph.question import Question
from ui.i18n import LANGUAGES
from ui.links import CHOICES, View

ids = st.text("abz-가", min_size=1, max_size=12)
many = st.lists(ids, max_size=3).map(tuple)
few = st.integers(1, 99)
views = st.builds(
    View, ids, ids, st.none() | ids, many, many, many, st.none() | st.sampled_from(Grade), few, few,
    st.none() | st.dates(), st.none() | ids, st.none() | ids, st.sampled_from(list(LANGUAGES)), st.text(max_size=9),
    many, st.none() | ids, st.text(),
)  # fmt: skip


@given(views)
def test_an_address_opens_the_view_it_was_copied_from(view: View) -> None:
    assert View.of(view.params()) == view


def test_an_address_holds_only_what_was_chosen() -> None:
    assert View().params() == {}
    assert replace(View(), service="svc-temu", k=5).params() == {"service": "svc-temu", "k": "5"}


def test_every_field_is_declared_once_with_words_in_both_languages() -> None:
    assert [choice.field for choice in CHOICES] == [field.name for field in fields(View)]
    assert all(choice.label(lang) and choice.help(lang) for choice in CHOICES for lang in LANGUAGES)


def test_the_question_has_every_choice_that_it_knows() -> None:
    view = View.of({"service": "temu", "category": "payment,cat-order", "grade": "reported", "at": "2025-01-02"})
    assert view.question == Question(
        service="svc-temu", categories=("cat-payment", "cat-order"), grade=Grade.REPORTED, at=date(2025, 1, 2)
    )


def test_the_defaults_are_those_of_the_question() -> None:
    assert View().question == Question()


@pytest.mark.parametrize(
    ("key", "text", "form"),
    [
        ("grade", "strong", "one of law, decision"),
        ("k", "0", "a whole number from 1"),
        ("at", "yesterday", "YYYY-MM-DD"),
        ("lang", "fr", "one of en, ko"),
    ],
)
def test_an_unreadable_address_says_what_may_stand_there(key: str, text: str, form: str) -> None:
    with pytest.raises(InputError, match=form):
        View.of({key: text})


def test_keys_of_others_are_left_alone() -> None:
    assert View.of({"embed": "true"}) == View()
