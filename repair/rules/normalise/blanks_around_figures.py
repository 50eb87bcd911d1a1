"""Blanks between hanzi and figures.

## What it does
With `--normalize blanks`, removes the blanks between hanzi and digits or Latin words of a
running line: `2015 年度` → `2015年度`.

## Why it happens
Page models set a blank wherever the script changes; the print has none.

## Example
`在 15 个工作日内` becomes `在15个工作日内`.

## Safety
A normalisation, off unless asked for. Blanks stay in rosters, lists and grids, after the
number that opens a line or cell or follows 表, 图, 专栏 or 附件, before the page number of a
contents entry and before long figures (telephones); and after what may be the number of an
item inside a line (`；2 健康学校`), but for pages whose reader set blanks around all figures. Two
digits never meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.nearby import line_around
from repair.normalising import HANZI, kept
from repair.patterns import lazy
from repair.proofs import Blanks
from repair.rules import Rule

RULE = Rule("NM011", "blanks-around-figures", Stage.NORMALISE, Safety.SAFE, normalises="blanks")

#: The blank comes first, so that the search is for one character.
_BLANK = lazy(f" (?:(?=[0-9A-Za-z])(?<=[{HANZI}] )|(?=[{HANZI}])(?<=[0-9A-Za-z%‰] ))")
_FIGURE = re.compile(r"[0-9A-Za-z%‰.]+")
_UNIT = frozenset("年月日号时分秒元万亿个人名项家户亩吨米次倍岁度期届级类批处条款章所座台辆")
_CAPTION = re.compile(r"(?:[表图]|专栏|附件|附表|附图)[ ]?[0-9]{1,3}\Z")
_ADDRESS = re.compile(r"[\w.+-]{1,40}(?:@|://)")
#: A date that ends its line stands apart from the office that signs.
_SIGNED = re.compile(r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[ \u3000]*(?:\n|\Z)")
_ITEM = re.compile(r"[。；;，,：:] ?[0-9]{1,2}\Z")
_OPENS_LINE = re.compile(r"(?:.*\t)?[\s#*(（]*[0-9]{1,3}(?:\.[0-9]{1,2})*[)）]?\Z")


def find(context: Context) -> Iterator[Fix]:
    """Every such blank."""
    text = context.text
    for match in _BLANK.finditer(text):
        start, end = match.span()
        right = text[end]
        fits = _figure_follows(text, end) if right.isascii() else _figure_precedes(context, start)
        if fits and start not in context.get(kept):
            yield Fix(
                start, end, "", "no blank stands between hanzi and figures in print", proof=Blanks()
            )


def _figure_follows(text: str, at: int) -> bool:
    figure = _FIGURE.match(text, at)
    after = text[figure.end() : figure.end() + 1] if figure else ""
    if figure is None or _ADDRESS.match(text, at):
        return False
    if _SIGNED.match(text, at):
        return False
    # A page number ends its line; a telephone number is long; an address has its signs.
    if after and after in "，。、；,;":
        return True
    return bool(after) and after not in "\n\t@:/" and len(figure[0]) < 7


def _figure_precedes(context: Context, at: int) -> bool:
    text = context.text
    start, _ = line_around(text, at)
    line = text[max(start, at - 40) : at]
    if _CAPTION.search(line) or line.endswith((".com", ".cn")):
        return False
    if text[at + 1] in _UNIT:
        return True
    if _ITEM.search(line):
        return context.profile.habits.at(at).figures == "spaced"
    return not (_OPENS_LINE.match(line) and (start >= at - 40 or "\t" in line))
