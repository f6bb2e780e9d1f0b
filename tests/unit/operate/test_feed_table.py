"""The table keeps every side's words apart and says each thing once."""

import io
from typing import Any

from rich.console import Console

from operate.feed_table import feed_table


def claim(name: str, act: str, stance: str = "supports", *figures: dict[str, Any]) -> dict[str, Any]:
    return {"claimant": {"name": name}, "stance": stance, "speech_acts": [act], "figures": list(figures)}


def figure(side: str | None, low: int, high: int | None, category: str = "killed") -> dict[str, Any]:
    return {"side": side, "category": category, "min": low, "max": high}


def shown(*claims: dict[str, Any]) -> str:
    incident = {
        "headline": "Shelling near Zenda, 12 April 2024",
        "initiators": [{"name": "Ruritanian army"}],
        "targets": [],
        "claims": claims,
        "support": "single_claimant",
        "dispute": "denied",
        "counts": {"reports": 1, "origins": 2},
    }
    console = Console(width=200, file=io.StringIO())
    with console.capture() as captured:
        console.print(feed_table([incident]))
    return captured.get()


def test_each_claimant_stands_with_its_own_figures() -> None:
    text = shown(
        claim("Ministry A", "asserts", "supports", figure("xa", 3, 3)), claim("Ministry B", "denies", "denies")
    )

    assert "Ministry A says so: 3 killed (XA)" in text
    assert "Ministry B denies it" in text


def test_a_side_that_is_no_state_keeps_its_name() -> None:
    assert "2 killed (some-group)" in shown(claim("A", "asserts", "supports", figure("some-group", 2, 2)))


def test_an_open_figure_and_a_range_are_told_apart() -> None:
    text = shown(claim("A", "asserts", "supports", figure(None, 3, None), figure(None, 1, 2, "injured")))

    assert "3+ killed, 1 to 2 injured" in text


def test_a_figure_without_a_side_is_not_repeated_beside_one_with_it() -> None:
    text = shown(claim("A", "asserts", "supports", figure(None, 3, 3), figure("xa", 3, 3)))

    assert text.count("killed") == 1
    assert "3 killed (XA)" in text


def test_how_it_stands_is_told_in_words() -> None:
    text = shown(claim("A", "asserts"))

    assert "single claimant" in text
    assert "1 report, 2 origins" in text
