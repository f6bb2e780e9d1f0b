"""A report is shown with its statements where they stand and every slot by where it came from."""

from rich.console import Console

import reference
from bench.quality.explain import explained
from services.ingest.extraction import Extractor


def test_statements_are_marked_in_the_text_and_told_slot_by_slot() -> None:
    world = reference.open()
    console = Console(width=120, record=True, force_terminal=False)
    text = "Armenia's Defence Ministry said Azerbaijani forces shelled Sotk. Baku denied it."
    extractor = Extractor.load(world)

    console.print(explained(text, extractor))
    console.print(explained("The price of bread was discussed.", extractor))
    shown = console.export_text()

    assert "shelled Sotk[1]. Baku denied it[2]." in shown
    assert "am.mod" in shown
    assert "from [1]" in shown
    assert "no statements: nothing_found" in shown
