"""Whether a phrase stands elsewhere in a text, asked so often that the answer must be cheap."""

from __future__ import annotations

#: How far on either side a witness is looked for: more than a whole gazette. Without a bound,
#: many questions over a long text would take quadratic time.
REACH = 150_000


def stands(text: str, phrase: str, position: int) -> bool:
    """Whether ``phrase`` stands within REACH characters of ``position``."""
    return text.find(phrase, max(position - REACH, 0), position + REACH) >= 0
