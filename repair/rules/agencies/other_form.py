"""A body named otherwise than everywhere else in the text.

## What it does
Proposes the usual name where one mention stands against many: a bureau for its branch
(临淄国土资源局, elsewhere 临淄国土资源分局), or a body of the same field under another
name (区卫生局, elsewhere 区卫计局).

## Why it happens
A character is lost, or a model writes the name that is commoner elsewhere. As often the
writer of the document has used an old or a neighbouring name.

## Example
`区林业局、区卫生局参与`, where the text says 区卫计局 24 times

## Safety
Review, never applied: both are names of real bodies, and a bureau and its branch, or the
bureaus before and after a reform, are never merged. Names that stand side by side in one
line are two bodies and are left alone, and so are short forms (食药局, 食药监局).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage, minimal
from repair.names.agencies import agencies, document_names
from repair.patterns import lazy
from repair.rules import Rule
from repair.wording import times

RULE = Rule("AG002", "other-form", Stage.SIGNS, Safety.REVIEW)

#: One against so many: in five gazettes 4 names stand so, all of them worth a look;
#: at one against three, old and new names of one body begin to appear.
RARE, RATIO = 2, 8
#: Functions that passed from one body to another in the reforms of 2010, 2014 and 2018.
FIELDS = tuple(
    frozenset(field.split())
    for field in (
        "卫生 卫计 卫健 计生 人口计生",
        "教育 教体 体育",
        "国土 国土资源 自然资源",
        "环保 生态环境",
        "经信 工信",
        "安监 应急 应急管理",
        "工商 质监 食药 食药监 市场监管",
        "城管 城管执法 综合执法 综合行政执法 行政执法",
        "国税 地税 税务",
    )
)
_BODY = lazy(r"(?P<place>[区市县省]|[\u4e00-\u9fff]{2})(?P<function>.+?)(?P<organ>分局|局|委)\Z")


def find(context: Context) -> Iterator[Fix]:
    """Proposals for names that stand alone against a usual one."""
    names = context.get(document_names)
    text = context.text
    for name, count in sorted(names.items()):
        if count > RARE:
            continue
        usual = _usual(context, name, names)
        if usual is None:
            continue
        for match in re.finditer(rf"{re.escape(name)}(?![\u4e00-\u9fff]{{0,2}}局)", text):
            for start, end, after in minimal(name, usual):
                yield Fix(
                    match.start() + start,
                    match.start() + end,
                    after,
                    f"{name} stands {times(count)} in this text, {usual} {times(names[usual])}.",
                    confidence=0.6,
                    safety=Safety.REVIEW,
                    evidence=(f"{usual} stands {times(names[usual])}, never beside {name}",),
                    group=str(match.start()),
                )


def _usual(context: Context, name: str, names: Counter[str]) -> str | None:
    """The one name that a rare one stands against."""
    body = _BODY.match(name)
    if body is None:
        return None
    rivals = [
        other
        for other, count in names.items()
        if other != name and count >= RATIO * names[name] and _of_one_field(body, other)
    ]
    # The text is searched last: hardly a name gets so far.
    if not rivals or context.text.count(name) > RARE:
        return None
    table = agencies(context.dictionaries)
    found = []
    for other in rivals:
        row = table.get(other.removeprefix(body["place"]))
        alias = row is not None and name.removeprefix(body["place"]) in row.aliases
        if not alias and not _side_by_side(context.text, name, other):
            found.append(other)
    return found[0] if len(found) == 1 else None


def _of_one_field(body: re.Match[str], other: str) -> bool:
    """Whether another name is of the same place and the same field."""
    rival = _BODY.match(other)
    if rival is None or rival["place"] != body["place"]:
        return False
    one, two = body["function"], rival["function"]
    if one == two:
        return {body["organ"], rival["organ"]} == {"局", "分局"}
    same_organ = body["organ"] == rival["organ"]
    return same_organ and any(one in field and two in field for field in FIELDS)


def _side_by_side(text: str, name: str, other: str) -> bool:
    return any(name in line and other in line for line in text.split("\n") if name in line)
