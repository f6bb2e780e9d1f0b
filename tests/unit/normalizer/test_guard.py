"""One report that hangs, raises or kills its process fails alone; its neighbours are extracted."""

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from chassis.errors import Fatal
from chassis.process.settings import BadSettings
from schemas.events.statements import EmptyReason, Rules
from schemas.features import Features
from schemas.slots import Actor
from schemas.vocabulary import SourceKind
from services.ingest.extraction import Document, Extraction
from services.ingest.normalizer.guard import Failure, GuardedExtractor


class Obedient:
    """An extractor that does what the text says."""

    rules = Rules(fingerprint="f", code="c", model="m", reference="r")

    def extract_batch(self, documents: Sequence[Document]) -> list[Extraction]:
        return [self._extract(document.text) for document in documents]

    def _extract(self, text: str) -> Extraction:
        if text.startswith("hang"):
            signal.pause()
        if text == "who":
            text = f"by {os.getpid()}"
        if text == "raise":
            raise RuntimeError("no such thing")
        if text == "die":
            os._exit(42)
        return Extraction((), Features(), 0, EmptyReason.NOTHING_FOUND, f"read {text}", "en")


def _never_ready() -> Obedient:
    os._exit(3)


def _without_model() -> Obedient:
    raise BadSettings("DECONFLICT_NLP_MODEL: there is none")


@pytest.fixture(scope="module")
def guarded() -> Iterator[GuardedExtractor]:
    with GuardedExtractor(Obedient, limit_s=0.5) as extractor:
        yield extractor


def _documents(*texts: str) -> list[Document]:
    publisher = Actor(name="The Courier")
    return [Document(uuid4(), None, text, None, None, publisher, SourceKind.OUTLET) for text in texts]


def _told(outcomes: list[Extraction | Failure]) -> list[str | None]:
    return [outcome.reason if isinstance(outcome, Failure) else outcome.detail for outcome in outcomes]


def test_the_rules_are_those_of_the_extractor(guarded: GuardedExtractor) -> None:
    assert guarded.rules == Obedient.rules


def test_outcomes_stand_in_the_order_of_the_documents(guarded: GuardedExtractor) -> None:
    assert _told(guarded.extract(_documents("a", "b", "c"))) == ["read a", "read b", "read c"]


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        ("raise", "extraction failed: RuntimeError: no such thing"),
        ("hang", "extraction was over its time limit of 0.5 s"),
        ("die", "extraction took its process down (exit code 42)"),
    ],
)
def test_a_poisonous_report_fails_alone(guarded: GuardedExtractor, poison: str, reason: str) -> None:
    outcomes = guarded.extract(_documents("a", poison, "b"))

    assert _told(outcomes) == ["read a", reason, "read b"]
    assert isinstance(outcomes[1], Failure)


def _noted(starts: Path) -> Obedient:
    with starts.open("a") as file:
        file.write("started\n")
    return Obedient()


@pytest.mark.parametrize("poison", ["hang", "hang" * 50_000], ids=["short", "long"])
def test_neighbours_wait_for_one_that_hangs_a_bounded_time(poison: str, tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    with GuardedExtractor(partial(_noted, starts), limit_s=0.5) as guarded:
        outcomes = guarded.extract(_documents("a", poison, *"bcdefghijk"))

    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, *[False] * 10]
    # Every child after the first stands for one limit that was waited; it was once that of twelve reports.
    assert len(starts.read_text().splitlines()) - 1 <= 2


def test_a_long_text_that_hangs_is_alone_from_the_start(guarded: GuardedExtractor) -> None:
    pid = guarded.pid
    asked, *_ = guarded.extract(_documents("who", "hang" * 50_000, "b"))
    assert _told([asked]) == [f"read by {pid}"], "no child was ended for its sake"


def test_a_child_that_somebody_killed_costs_no_report(guarded: GuardedExtractor) -> None:
    pid = guarded.pid
    os.kill(pid, signal.SIGKILL)

    assert _told(guarded.extract(_documents("a"))) == ["read a"]
    assert guarded.pid != pid


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_extractor_that_never_comes_up_ends_the_process() -> None:
    with pytest.raises(Fatal, match="could not be made ready"):
        GuardedExtractor(_never_ready, limit_s=1)


def test_a_setting_that_the_extractor_refuses_is_named_by_the_process_itself() -> None:
    with pytest.raises(BadSettings, match=r"^DECONFLICT_NLP_MODEL: there is none$"):
        GuardedExtractor(_without_model, limit_s=0.5)
