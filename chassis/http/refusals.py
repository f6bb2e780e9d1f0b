"""What every API refuses with, as descriptions of APIs show it."""

from collections.abc import Mapping
from typing import Any, Final

from chassis.http.problems import Problem

__all__ = ["REFUSED"]

REFUSED: Final[Mapping[int, dict[str, Any]]] = {
    problem.status_code: problem.members
    for problem in (
        Problem(400, "not JSON: Expecting value at character 0", kind="bad-json", title="Not a JSON object"),
        Problem(401, "A key is needed: send it as `Authorization: Bearer` or `X-API-Key`.", kind="no-key"),
        Problem(413, "The body is over 8388608 bytes.", kind="too-large", limit=8_388_608),
        Problem(429, "Too many requests with this key.", kind="rate"),
        Problem(503, "The log cannot be reached yet.", kind="unavailable"),
    )
}
"""By status, an example of each refusal that says the same whatever is asked for."""
