"""What every API has: problems, keys and scopes, limits, health, metrics, and a server that stops gracefully."""

from chassis.http.app import create_app
from chassis.http.auth import Admission, Caller, admitted, requires, scope_missing
from chassis.http.body import BadJson, names_in, read_object
from chassis.http.health import Check
from chassis.http.problems import FieldError, Problem, field_errors, invalid, problem_response
from chassis.http.rate import TokenBuckets
from chassis.http.refusals import REFUSED
from chassis.http.server import serve
from chassis.http.session import SESSION_BODY_BYTES, Cookie, session_router
from chassis.http.settings import HttpLimits
from chassis.http.topics import TopicsCheck

__all__ = [
    "REFUSED",
    "SESSION_BODY_BYTES",
    "Admission",
    "BadJson",
    "Caller",
    "Check",
    "Cookie",
    "FieldError",
    "HttpLimits",
    "Problem",
    "TokenBuckets",
    "TopicsCheck",
    "admitted",
    "create_app",
    "field_errors",
    "invalid",
    "names_in",
    "problem_response",
    "read_object",
    "requires",
    "scope_missing",
    "serve",
    "session_router",
]
