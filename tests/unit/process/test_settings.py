"""Settings come from the environment alone, and a wrong one is told by its variable."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from chassis.process.settings import PREFIX, BadSettings, Settings, load


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)


def test_nothing_need_be_set_and_nothing_listens_beyond_loopback() -> None:
    settings = load()
    assert settings.http_host == "127.0.0.1"
    assert settings.topic_prefix == ""
    assert settings.overlay is None


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECONFLICT_KAFKA_BOOTSTRAP", "a:1,b:2")
    monkeypatch.setenv("DECONFLICT_HTTP_PORT", "8080")
    monkeypatch.setenv("DECONFLICT_STATE_DIR", "somewhere/else")
    settings = load()
    assert (settings.kafka_bootstrap, settings.http_port) == ("a:1,b:2", 8080)
    assert settings.state_dir == Path("somewhere/else")


def test_an_empty_variable_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECONFLICT_HTTP_PORT", "")
    assert load().http_port == Settings.model_fields["http_port"].default


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAFKA_BOOTSTRAP", "nowhere"),
        ("TOPIC_PREFIX", "with space"),
        ("TOPIC_REPLICATION", "0"),
        ("HTTP_PORT", "70000"),
        ("POSTGRES_DSN", "mysql://u@h/d"),
        ("POSTGRES_DSN", "postgresql://u@h1:5432,h2:x/d"),
        ("PUBLIC_QUERY_URL", "ftp://x"),
        ("PUBLIC_QUERY_URL", "https://x/"),
        ("GENERATION", "first"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(BadSettings, match=f"^{PREFIX}{name}: "):
        load()


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECONFLICT_HTTP_PORT", "x")
    monkeypatch.setenv("DECONFLICT_LOG_LEVEL", "x")
    with pytest.raises(BadSettings, match=r"DECONFLICT_HTTP_PORT.*; DECONFLICT_LOG_LEVEL"):
        load()


def test_a_dsn_with_its_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECONFLICT_POSTGRES_DSN", "postgresql://u:secret@h/d")
    settings = load()
    assert "secret" not in repr(settings)
    assert settings.postgres_dsn.get_secret_value() == "postgresql://u:secret@h/d"


@pytest.mark.parametrize(
    "dsn",
    ["postgres://u:p@h/d", "postgresql://u@[::1]:5432/d", "postgresql://h1:1,h2:2/d", "postgresql:///d?host=/run"],
)
def test_a_database_may_be_named_as_the_driver_allows(monkeypatch: pytest.MonkeyPatch, dsn: str) -> None:
    monkeypatch.setenv("DECONFLICT_POSTGRES_DSN", dsn)
    assert load().postgres_dsn.get_secret_value() == dsn


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load().http_port = 1
