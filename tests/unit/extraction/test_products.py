"""The parser's matrix products: what a row gives does not depend on its company, and trees are those of spaCy alone."""

import numpy
import pytest
import spacy
from numpy.typing import NDArray
from threadpoolctl import threadpool_info

from services.ingest.extraction import MODEL
from services.ingest.extraction.syntax.parse import open_model
from services.ingest.extraction.syntax.products import Products

SHAPES = ((288, 576), (288, 288), (1024, 96), (108, 64), (50, 96))
"""Of matrices that a small pipeline has."""
SENTENCES = (
    "Two shepherds were wounded on Friday when a mortar round fell near the village well.",
    "The governor denied that his guards had fired first, and blamed men from across the river.",
    "Shelling stopped at noon.",
)


def _filled(rows: int, columns: int, seed: int) -> NDArray[numpy.float32]:
    return numpy.random.default_rng(seed).standard_normal((rows, columns)).astype(numpy.float32)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_gives_the_same_bits_in_any_company(shape: tuple[int, int]) -> None:
    weights, many = _filled(*shape, seed=1), _filled(400, shape[1], seed=2)
    whole = Products().gemm(many, weights, trans2=True)
    for rows in (1, 2, 3, 5, 8, 13, 21, 34, 144, 233):
        assert numpy.array_equal(Products().gemm(many[:rows], weights, trans2=True), whole[:rows]), rows


def test_trees_are_those_of_a_pipeline_left_alone() -> None:
    ours, plain = open_model(MODEL), spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    for text in SENTENCES:
        here, there = ours(text), plain(text)
        assert [(t.tag_, t.dep_, t.head.i) for t in here] == [(t.tag_, t.dep_, t.head.i) for t in there]


def test_a_process_multiplies_in_one_thread() -> None:
    open_model(MODEL)
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
