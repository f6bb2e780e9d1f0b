"""What decisions are made by, as one fingerprint."""

import hashlib
import json
from importlib.metadata import version

from reference import Reference
from services.dedup.matching.weights import Weights

__all__ = ["deciding_rules"]


def deciding_rules(weights: Weights, reference: Reference) -> str:
    """The hash of code version, weights and reference data; equal rules decide equally."""
    parts = [version("deconflict"), weights.fingerprint, reference.version, reference.overlay_version]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
