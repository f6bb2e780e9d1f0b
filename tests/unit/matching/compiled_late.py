"""Prints what a writer compiles once it has begun: joining, linking, changing, taking back reports that have words."""

from math import inf
from typing import Any

from numba.core.dispatcher import Dispatcher

from schemas.features import Features, Term
from services.dedup.matching.readiness import compile_all
from services.dedup.matching.weights import load
from tests.unit.incidents.desk import HENTZAU, Desk, ministry, says


def _telling(of_numba: Any) -> None:
    compiling = of_numba.compile

    def told(function: Any, signature: Any) -> Any:
        print(function.py_func.__name__)
        return compiling(function, signature)

    of_numba.compile = told


def _day() -> None:
    desk = Desk()
    words = Features(terms=(Term(hash=5, count=1), Term(hash=6, count=2)), names=(7,), sketch=(1, 2, 3))
    for number, country in enumerate(("AM", "AZ", "AM")):
        here, there = says(ministry(country)), says(ministry(country), place=HENTZAU, sentence="t")
        desk.publish(f"report {number}", here, there, features=words)
    desk.publish("report 0", says(ministry("AM"), place=HENTZAU), features=words, revision=2)
    desk.retract("report 1")
    first, second = list(desk.record.seeds.items())[:2]
    assert desk.matcher.between(first[0], second[0], desk.matcher.weighed, -inf) is not None


if __name__ == "__main__":
    compile_all(load())
    _telling(Dispatcher)
    _day()
