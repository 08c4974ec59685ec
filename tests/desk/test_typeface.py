"""The typeface has what a city's names are written with, in every weight, and its licence lies beside it."""

from fontTools.ttLib import TTFont

from desk.typeface import LICENCE, typeface


def test_the_typeface_has_the_letters_of_names_in_every_weight_and_its_licence() -> None:
    with TTFont(typeface(), lazy=True) as font:
        assert {*map(ord, "髙﨑𠮷邊邉濵德あア々①㈱～")} <= set(font.getBestCmap())
        [weights] = font["fvar"].axes
        assert "glyf" in font  # what a PDF can embed
    assert (weights.axisTag, weights.minValue, weights.maxValue) == ("wght", 100, 900)
    assert "SIL OPEN FONT LICENSE" in typeface().with_name(LICENCE).read_text(encoding="utf-8")
