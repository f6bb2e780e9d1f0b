"""Metrics and spans are closed lists."""

import subprocess
import sys

from chassis.telemetry import metrics, spans


def test_every_metric_is_ours_and_says_what_it_measures() -> None:
    families = list(metrics.REGISTRY.collect())
    assert len(families) == sum(name.isupper() for name in metrics.__all__) - len({"REGISTRY", "CONTENT_TYPE"})
    for family in families:
        assert family.name.startswith("deconflict_")
        assert family.documentation.endswith(".")


def test_a_process_tells_nothing_that_it_does_not_measure() -> None:
    program = "from chassis.telemetry import metrics; print(metrics.exposition().decode())"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert [line for line in told.splitlines() if line and not line.startswith("#")] == []


def test_spans_are_named_as_the_conventions_have_it() -> None:
    assert (spans.send("t"), spans.poll("t"), spans.process("t")) == ("send t", "poll t", "process t")
    assert (spans.request("GET", "/v1/x"), spans.request("GET", None)) == ("GET /v1/x", "GET")
