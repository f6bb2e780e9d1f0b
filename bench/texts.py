"""Synthetic reports for load: plausible news prose, no two alike, the same again for the same seed.

Not for measuring quality: the sentences come from a few dozen moulds. Each figure, place, unit and hour is drawn
anew, so that a sentence is hardly ever seen twice and every one of them has to be parsed.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

__all__ = ["reports"]

_SIDES = (
    ("Armenian", "Yerevan", "Azerbaijani", ("Vardenis", "Jermuk", "Sotk", "Tegh", "Goris", "Kapan")),
    ("Azerbaijani", "Baku", "Armenian", ("Kalbajar", "Lachin", "Zangilan", "Gadabay", "Tovuz", "Sadarak")),
    ("Ukrainian", "Kyiv", "Russian", ("Kherson", "Nikopol", "Kupiansk", "Vovchansk", "Orikhiv", "Kramatorsk")),
    ("Israeli", "Jerusalem", "Lebanese", ("Metula", "Kiryat Shmona", "Naqoura", "Aitaroun", "Marjayoun", "Tyre")),
    ("Pakistani", "Islamabad", "Indian", ("Kotli", "Poonch", "Uri", "Rajouri", "Neelum", "Kupwara")),
)

_MOULDS = (
    "The {own} Ministry of Defence said {other} artillery had shelled its positions near {place} at {hour}, "
    "killing {n} soldiers and wounding {m}.",
    "{capital} said a drone launched by {other} forces hit a vehicle outside {place} at {hour}, injuring {m} men.",
    "According to the {own} Defence Ministry, {n} civilians died at {hour} when a mortar shell hit a house in {place}.",
    "A spokesman for the {own} army accused {other} units of opening fire at {hour} on a post {k} km from {place}.",
    "The {own} Foreign Ministry denied it at {hour}, saying its troops fired none of the {m} shots near {place}.",
    "The {other} military said at {hour} it could not confirm that {n} people had been hurt in {place}.",
    "Observers based in {place} reported {k} bursts of small-arms fire between {hour} and the early afternoon.",
    "Residents of {place} told reporters that shelling began at {hour} and went on for about {k} minutes.",
    "The governor of the {place} area said {m} people had been taken to hospital and {k} houses damaged by {hour}.",
    "In March 2021 some {big} people died in {k} days of fighting around {place}, the worst toll in a decade.",
    "The road through {place} was closed at {hour} on {day}, and buses were turned back at a checkpoint {k} km away.",
    "Prices at the market in {place} rose by {k} per cent last month, a trader said, as {big} lorries went around.",
    "{own} officials are to meet mediators in {place} at {hour} on {day} to talk about the exchange of {n} prisoners.",
    "\"Our units responded to the provocation near {place} and lost {n} men,\" the {own} commander said at {hour}.",
)  # fmt: skip

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reports(count: int, seed: int = 1, sentences: int = 8) -> Iterator[dict[str, Any]]:
    """`count` bodies for `POST /v1/reports`, of `sentences` sentences each (8 are about 1 KB of text)."""
    draw = random.Random(seed)
    start = datetime(2026, 1, 5, 6, tzinfo=UTC)
    for number in range(count):
        own, capital, other, places = draw.choice(_SIDES)
        lines = [_line(draw, own, capital, other, places) for _ in range(sentences)]
        yield {
            "external_id": f"load-{seed}-{number}",
            "title": f"{own} side reports incident near {draw.choice(places)}",
            "text": "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)),
            "published_at": (start + timedelta(minutes=7 * number)).isoformat(),
            "language": "en",
        }


def _line(draw: random.Random, own: str, capital: str, other: str, places: tuple[str, ...]) -> str:
    return draw.choice(_MOULDS).format(
        own=own,
        other=other,
        capital=capital,
        place=draw.choice(places),
        day=draw.choice(_DAYS),
        hour=f"{draw.randrange(24):02}:{draw.randrange(60):02}",
        n=draw.randrange(1, 40),
        m=draw.randrange(2, 90),
        k=draw.randrange(2, 60),
        big=draw.randrange(100, 900),
    )
