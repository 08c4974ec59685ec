"""Japanese addresses: one way of writing them, their town without the block, and the place that they mean."""

from typing import TYPE_CHECKING

from words.doors import when_asked_for

if TYPE_CHECKING:
    from geodata.address.block import without_block
    from geodata.address.gazetteer import Gazetteer
    from geodata.address.placed import Placed
    from geodata.address.writing import kanji_number, normalise, normalise_lines
else:
    __getattr__ = when_asked_for(__file__)

__all__ = ["Gazetteer", "Placed", "kanji_number", "normalise", "normalise_lines", "without_block"]
