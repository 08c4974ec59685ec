"""Names that are marked in a sentence come out of it again, whatever they and the sentence hold."""

from hypothesis import given
from hypothesis import strategies as st

from words.names import BEGIN, BETWEEN, END, Named, leading, marked, pieces, unmarked

MARKS = BEGIN + BETWEEN + END
clean = st.text(st.characters(codec="utf-8", exclude_characters=MARKS))


@given(clean, st.sampled_from(("person", "facility")), st.integers(0), clean, clean)
def test_a_marked_name_comes_out_of_its_sentence_with_whoever_it_names(before, page, key, name, after):
    sentence = before + leading(marked, page, key, name) + after
    assert pieces(sentence) == [one for one in (before, Named(name, page, key), after) if one != ""]
    assert unmarked(sentence) == before + name + after


@given(st.lists(st.sampled_from((*MARKS, "person:1", "あ"))).map("".join))
def test_a_name_that_holds_marks_itself_leads_nowhere_but_to_whoever_it_names(text):
    without = "".join(sign for sign in text if sign not in MARKS)
    assert pieces(leading(marked, "person", 7, text)) == [Named(without, "person", 7)]


def test_a_name_is_as_it_is_where_nobody_takes_it_out_again_and_where_there_is_no_such_place():
    assert marked("person", 7, "S-007") == "S-007"
    assert leading(marked, "facility", -1, "考えただけの事業所") == "考えただけの事業所"
