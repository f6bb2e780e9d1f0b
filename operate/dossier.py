"""Posting the sample dossier and waiting for what becomes of it."""

from functools import partial

import httpx
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from operate.home import Home, read_json, write_json
from operate.samples import sample_reports
from operate.waiting import wait_for

DECIDED_TIMEOUT = 120.0  # seconds from the last post until every report is decided and can be read
_UNDECIDED = frozenset({"queued"})


def show_dossier(home: Home, ingest_url: str, tokens: dict[str, str], read_token: str) -> None:
    """Post the dossier if this home has not yet, each report with its source's key, and see it decided.

    Raises httpx.HTTPError when a report is refused, NotInTime when one is not decided in time.
    """
    reports = list(sample_reports())
    columns = TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns) as progress, httpx.Client(timeout=30) as client:
        # Posting again would be harmless; it would only write each report's text into the log once more.
        posted: list[str] = read_json(home.dossier) or []
        posting = progress.add_task("posting reports", total=len(reports), completed=len(posted))
        for report in reports[len(posted) :]:
            answer = client.post(f"{ingest_url}/v1/reports", json=report.body, headers=_bearer(tokens[report.source]))
            answer.raise_for_status()
            posted.append(answer.json()["status_url"])
            write_json(home.dossier, posted)
            progress.advance(posting)
        deciding = progress.add_task("decided and served", total=len(posted))
        for status_url in posted:
            wait_for(status_url, partial(_decided, client, status_url, read_token), DECIDED_TIMEOUT)
            progress.advance(deciding)


def _decided(client: httpx.Client, status_url: str, token: str) -> bool:
    answer = client.get(status_url, headers=_bearer(token))
    if answer.status_code in (404, 503):  # not there yet; away for a moment
        return False
    answer.raise_for_status()
    return answer.json()["status"] not in _UNDECIDED


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
