"""One sentence for several groups: 小学、初中生均面积分别达到4.5平方米以上、5.8平方米以上."""

from __future__ import annotations

import re

from repair.figures.bounds import SHORTEST, WHOLE, Bound
from repair.patterns import lazy

_FIGURE = rf"[ ]?\d{{1,6}}(?:\.\d{{1,4}})?(?:[ ]?[%％‰])?{WHOLE}[ ]?[\u4e00-\u9fff㎡]{{0,3}}?"
#: Each figure with its 以上, or one 以上 for all; 不低于 needs none.
_SHARED_OUT = lazy(
    r"分别[应要须]?(?:"
    rf"(?:达到|达)(?P<reached>{_FIGURE}(?:以上)?(?:[、和]{_FIGURE}(?:以上)?)*[、和]{_FIGURE}以上)"
    rf"|(?:不低于|不少于|不小于)(?P<bounded>{_FIGURE}(?:[、和]{_FIGURE})+)(?=[，。；;、的\n]|\Z))"
)
_ITEM = lazy(r"[ ]?(\d+(?:\.\d+)?(?:[ ]?[%％‰])?)[ ]?(.*?)[ ]?(?:以上)?")
_AND = lazy(r"[、和]")
_GROUPS = lazy(r"[\u4e00-\u9fff]{2,6}(?:[、和][\u4e00-\u9fff]{2,6})+\Z")
_FILLER = lazy(r"[ ，,]*(?:按照|根据|依据)?")
#: Between the thing and 分别 may stand the groups.
_BETWEEN = 30
#: The longest name of a group, and the longest row of groups.
_GROUP, _ROW = 6, 40


def share_of(text: str, name: str, end: int, bound: Bound) -> tuple[int, int] | None:
    """Start and end of the sentence part that gives a group of a thing its figure.

    ``name`` is the group and the thing together (初中生均面积), the thing ends at ``end``;
    the groups stand before or after it, in the order of the figures. None where the cell
    goes on after the figure, as its unit is then unknown.
    """
    clause = _clause(text, end)
    if clause is None or bound.unit is None:
        return None
    items = [_ITEM.fullmatch(item) for item in _AND.split(clause["reached"] or clause["bounded"])]
    wanted = [
        item is not None
        and item[1].replace(" ", "") == bound.figure
        and bound.unit in ("", item[2])
        for item in items
    ]
    for cut in range(2, min(_GROUP, len(name) - SHORTEST) + 1):
        group, start = name[:cut], end - len(name) + cut
        if start < 0 or text[start:end] != name[cut:]:
            continue
        groups, first = _groups(text, start, end, clause.start())
        if len(groups) == len(items) and [g == group for g in groups] == wanted:
            return first, clause.end()
    return None


def _clause(text: str, end: int) -> re.Match[str] | None:
    """``分别达到 …`` in the same sentence as a thing that ends at ``end``."""
    at = text.find("分别", end, end + _BETWEEN)
    if at < 0 or re.search(r"[。；;\n\t]", text[end:at]):
        return None
    return _SHARED_OUT.match(text, at)


def _groups(text: str, start: int, end: int, verb: int) -> tuple[list[str], int]:
    """The groups named beside a thing, and where thing and groups begin."""
    after = _FILLER.sub("", text[end:verb])
    if after:
        return _AND.split(after), start
    before = text[max(start - _ROW, 0) : start]
    found = _GROUPS.search(_last_clause(before))
    if found is None:
        return [], start
    groups = _AND.split(_FILLER.sub("", found[0], count=1))
    return groups, start - len(found[0])


def _last_clause(before: str) -> str:
    return re.split(r"[，。；;：:\n\t（(]", before)[-1]
