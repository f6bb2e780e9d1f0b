"""Weights of choices: what is mostly right gets bits, what tells nothing gets none."""

from bench.fitting.choice import Choice, fitted, vocabulary


def test_what_is_right_gains_and_what_is_wrong_loses() -> None:
    choices = [Choice([["subject"], ["object"], []], [True, False, False])] * 20
    bits = fitted(choices, vocabulary(choices, 3), 1.0)
    assert bits["subject"] > 1.0
    assert bits["object"] < bits["subject"] - 1.0


def test_what_holds_of_all_candidates_weighs_nothing() -> None:
    choices = [Choice([["always", "subject"], ["always"]], [True, False])] * 20
    assert abs(fitted(choices, vocabulary(choices, 3), 1.0)["always"]) < 0.05


def test_a_choice_counts_by_its_weight() -> None:
    choices = [Choice([["a"], ["b"]], [True, False]), Choice([["a"], ["b"]], [False, True], 0.2)] * 10
    bits = fitted(choices, ["a", "b"], 1.0)
    assert bits["a"] > bits["b"]


def test_what_holds_too_rarely_is_no_feature() -> None:
    choices = [Choice([["often", "once"], ["often"]], [True, False]), Choice([["often"], []], [True, False])]
    assert vocabulary(choices, 2) == ["often"]


def test_an_amount_counts_by_its_size() -> None:
    choices = [Choice([{"share": 2.0}, {"share": 1.0}], [True, False])] * 20
    small = [Choice([{"share": 1.1}, {"share": 1.0}], [True, False])] * 20
    assert 0 < fitted(small, ["share"], 1.0)["share"] < fitted(choices, ["share"], 1.0)["share"]
