"""The same three characters read the same way everywhere in a document.

A name or a set phrase of the document that no lexicon knows (打非治违) stands at places
where the structure leaves no doubt and at others where it does; the margins are drawn towards
their mean, within bounds, so that a doubtful place is tipped and a clear one is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from repair.decoder.local import Site

SHARE = 0.5
MOST = 4.0


def pool(text: str, sites: Sequence[Site], margins: Sequence[float]) -> list[float]:
    """Margins with what the same surroundings say elsewhere added."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, site in enumerate(sites):
        around = text[max(site.place - 1, 0) : site.place + 2]
        if len(around) == 3 and all("一" <= char <= "龥" for char in around):
            groups[around].append(index)
    pooled = list(margins)
    for members in groups.values():
        if len(members) < 2:
            continue
        mean = sum(margins[index] for index in members) / len(members)
        for index in members:
            pull = SHARE * (mean - margins[index])
            pooled[index] += max(min(pull, MOST), -MOST)
    return pooled
