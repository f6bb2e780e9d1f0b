"""Posting the sample dossier and waiting for what becomes of it."""

from functools import partial
from typing import Any

import httpx
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from operate.home import Home, read_json, write_json
from operate.samples import sample_reports
from operate.waiting import wait_for

DECIDED_TIMEOUT = 120.0  # seconds until a report that was posted is decided and can be read


def show_dossier(home: Home, ingest_url: str, tokens: dict[str, str], read_token: str) -> None:
    """Post the dossier if this home has not yet, each report with its source's key, and see it decided.

    Raises httpx.HTTPError when a report is refused, NotInTime when one is not decided in time.
    """
    reports = list(sample_reports())
    columns = TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn()
    # Drawn when something is done, and by no thread, which a signal could leave without its lock.
    with Progress(*columns, auto_refresh=False) as progress, httpx.Client(timeout=30) as client:
        # Posting again would be harmless; it would only write each report's text into the log once more.
        posted: list[dict[str, str]] = read_json(home.dossier) or []
        posting = progress.add_task("posting reports", total=len(reports), completed=len(posted))
        for report in reports[len(posted) :]:
            answer = client.post(f"{ingest_url}/v1/reports", json=report.body, headers=_bearer(tokens[report.source]))
            posted.append(answer.raise_for_status().json())
            write_json(home.dossier, posted)
            progress.update(posting, advance=1, refresh=True)
        deciding = progress.add_task("decided and served", total=len(posted))
        for one in posted:
            wait_for(one["status_url"], partial(_decided, client, one, read_token), DECIDED_TIMEOUT)
            progress.update(deciding, advance=1, refresh=True)


def incidents(query_url: str, read_token: str) -> list[dict[str, Any]]:
    """The incidents that stand, the last changed first, each with its claims. Raises httpx.HTTPError."""
    with httpx.Client(base_url=query_url, headers=_bearer(read_token), timeout=30) as client:
        listed = client.get("/v1/incidents").raise_for_status().json()["incidents"]
        return [client.get(f"/v1/incidents/{one['id']}").raise_for_status().json() for one in listed]


def _decided(client: httpx.Client, posted: dict[str, str], token: str) -> bool:
    answer = client.get(posted["status_url"], headers=_bearer(token))
    if answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.SERVICE_UNAVAILABLE):  # not yet; away for a moment
        return False
    revisions = answer.raise_for_status().json()["revisions"]
    return any(one["revision"] == posted["revision"] and one["status"] != "queued" for one in revisions)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
