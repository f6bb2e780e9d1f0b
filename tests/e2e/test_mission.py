"""The report that Deconflict exists for: several claimants in one text, each kept with what it said."""

from typing import Any

import pytest

from tests.system import System

pytestmark = pytest.mark.e2e

ARTICLE = {
    "external_id": "evening-post-5521",
    "title": "Armenia and Azerbaijan trade accusations over border fire",
    "published_at": "2026-06-03T16:40:00Z",
    "language": "en",
    "text": (
        "The Defence Ministry of Armenia accused Azerbaijan on Wednesday of a build-up of troops near Verin Shorzha. "
        "Later in the day the ministry said that Azerbaijani artillery had fired on an Armenian position near the "
        "village, killing three soldiers and injuring two.\n\n"
        "In Baku, the Ministry of Defence said two Azerbaijani soldiers were wounded when Armenian combat drones "
        "struck their post in Kalbajar.\n\n"
        "The EU Mission in Armenia said its patrols had observed crossfire and a tense situation along the line.\n\n"
        "In September 2022, some 300 people were killed in clashes between the two neighbours."
    ),
}


@pytest.fixture(scope="module")
def report(system: System) -> dict[str, Any]:
    """The article, posted and decided."""
    found: dict[str, Any] = system.decided(system.post(ARTICLE)["status_url"])
    return found


@pytest.fixture(scope="module")
def incidents(system: System, report: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything in the feed."""
    return [system.get(f"/v1/incidents/{one['id']}") for one in system.get("/v1/incidents")["incidents"]]


def _said(report: dict[str, Any], claimant: str) -> list[dict[str, Any]]:
    return [one for one in report["statements"] if one["claimant"]["id"] == claimant]


def _cells(statement: dict[str, Any]) -> set[tuple[str, str | None, int]]:
    return {(one["category"], one["side"], one["min"]) for one in statement["casualties"]}


def test_each_side_and_the_observers_are_claimants_of_what_they_said(report: dict[str, Any]) -> None:
    assert {one["event_type"] for one in _said(report, "am.mod")} == {"force_buildup", "shelling"}
    assert {one["event_type"] for one in _said(report, "az.mod")} == {"drone_strike"}
    assert {one["event_type"] for one in _said(report, "euma")} == {"exchange_of_fire"}


def test_each_side_counts_its_own_losses(report: dict[str, Any]) -> None:
    [shelling] = [one for one in _said(report, "am.mod") if one["event_type"] == "shelling"]
    [drones] = _said(report, "az.mod")

    assert _cells(shelling) == {("killed", "AM", 3), ("injured", "AM", 2)}
    assert _cells(drones) == {("injured", "AZ", 2)}
    assert (shelling["initiator"]["country"], drones["initiator"]["country"]) == ("AZ", "AM")


def test_a_quote_is_cut_from_the_text_it_points_at(report: dict[str, Any]) -> None:
    for statement in report["statements"]:
        span = statement["span"]
        assert statement["quote"] == ARTICLE[span["field"]][span["start"] : span["end"]]


def test_the_contradicting_accounts_are_incidents_of_their_own(
    report: dict[str, Any], incidents: list[dict[str, Any]]
) -> None:
    [shelling] = [one for one in _said(report, "am.mod") if one["event_type"] == "shelling"]
    [drones] = _said(report, "az.mod")

    assert shelling["incident_id"] != drones["incident_id"]
    assert {shelling["incident_id"], drones["incident_id"]} <= {one["id"] for one in incidents}


def test_what_happened_in_2022_is_background_and_no_incident(
    report: dict[str, Any], incidents: list[dict[str, Any]]
) -> None:
    past = [one for one in report["statements"] if (one["occurred"] or {}).get("start", "").startswith("2022-09")]

    assert [(one["temporal"], one["incident_id"]) for one in past] == [("historical", None)]
    assert all((one["occurred"] or {}).get("start", "2026") >= "2026" for one in incidents)


def test_a_denial_stands_beside_what_it_denies(system: System, report: dict[str, Any]) -> None:
    [shelling] = [one for one in _said(report, "am.mod") if one["event_type"] == "shelling"]
    denial = {
        "external_id": "evening-post-5522",
        "published_at": "2026-06-03T18:05:00Z",
        "text": (
            "Azerbaijan's Defence Ministry denied that its artillery had fired on Armenian positions near "
            "Verin Shorzha on Wednesday."
        ),
    }

    answer = system.decided(system.post(denial)["status_url"])

    [denied] = _said(answer, "az.mod")
    assert (denied["speech_act"], denied["incident_id"]) == ("denies", shelling["incident_id"])
    incident = system.get(f"/v1/incidents/{shelling['incident_id']}")
    assert incident["dispute"] == "denied"


def test_a_copy_under_another_address_is_no_second_voice(system: System, report: dict[str, Any]) -> None:
    [shelling] = [one for one in _said(report, "am.mod") if one["event_type"] == "shelling"]
    before = system.get(f"/v1/incidents/{shelling['incident_id']}")

    system.decided(system.post({**ARTICLE, "external_id": "morning-post-1"})["status_url"])

    after = system.get(f"/v1/incidents/{shelling['incident_id']}")
    assert after["counts"]["reports"] == before["counts"]["reports"] + 1
    assert after["counts"]["origins"] == before["counts"]["origins"]
    assert (after["support"], after["counts"]["voices"]) == (before["support"], before["counts"]["voices"])
