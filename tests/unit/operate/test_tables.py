"""No id is cut in a table, however little room there is."""

import pytest

from operate.tables import show, table

ID = "01a22c3c-0f1e-7d42-9b6a-3c5d7e9f1a2b"
WORDS = "the desk that reads what the others post " * 5


@pytest.mark.parametrize("terminal", ["", "1"])
def test_an_id_is_whole_on_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", terminal)
    listed = table("id", "label", "scopes", "source", "made", "revoked")
    listed.add_row(ID, WORDS, "ingest ingest:coded", "desk", "2026-11-30 12:00", "")
    show(listed)
    shown = capsys.readouterr().out
    assert ID in shown
    assert "…" not in shown
    assert (WORDS.strip() in shown) == (not terminal), "a pipe has no edge to fold at"
