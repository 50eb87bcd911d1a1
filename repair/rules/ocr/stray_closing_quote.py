"""A quote or stop that was read where only a wide blank is printed.

## What it does
In text read from page images, deletes a quote after 第一条, 第二章 and their like, at the
beginning of a line, when no quotation can begin or end there; and a stop there, when the
text is set in articles.

## Why it happens
Official texts print a full-width blank after 第…条 and after 第…章. Tesseract's Chinese
model has few wide blanks in its training text and reads them as ” or “.

## Example
`第三条”本规定自公布之日起施行。` → `第三条 本规定自公布之日起施行。`

## Safety
Safe for a closing quote there, since nothing was opened before it on the line; safe for
an opening one when the line has no closing quote that it could belong to; for a stop when
three other lines begin with such a number and a blank. Anything else is left. Text of
other origin is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule(
    code="OC001",
    name="stray-quote-after-number",
    stage=Stage.MARKS,
    safety=Safety.SAFE,
    images=True,
)

_NUMBER = r"第[〇零一二三四五六七八九十百千]{1,7}[编章节条款]"
_STRAY = lazy(rf"^({_NUMBER}) ?([”“\"'’‘。.，,；;·]) ?(?=[^\n])(.*)$", re.MULTILINE)
_STOPS = frozenset("。.，,；;·")
#: Lines of a text that begin with a number and a blank: with so many, it is set in articles.
_MANY = 3
_ARTICLES = re.compile(rf"^{_NUMBER}[ 　]", re.MULTILINE)
_CLOSERS = {"“": "”", "‘": "’", '"': '"', "'": "'"}


def find(context: Context) -> Iterator[Fix]:
    """Quotes after an article's number that open and close nothing."""
    articles = len(_ARTICLES.findall(context.text))
    for match in _STRAY.finditer(context.text):
        quote, rest = match[2], match[3]
        if quote in _STOPS and articles < _MANY:
            continue
        closer = _CLOSERS.get(quote)
        if closer is not None and _is_closed(rest, quote, closer):
            continue
        start, end = match.end(1), match.start(3)
        yield Fix(
            start,
            end,
            " ",
            f"Only a wide blank is printed after {match[1]}.",
            0.97,
            evidence=(
                f"{quote} stands after {match[1]}, where a full-width blank is printed",
                "no quotation is open there, and none that it opens is closed",
            ),
        )


def _is_closed(rest: str, opener: str, closer: str) -> bool:
    """Whether the first quote in ``rest`` closes rather than opens."""
    if opener == closer:
        return rest.count(closer) % 2 == 1
    first_opener, first_closer = rest.find(opener), rest.find(closer)
    return first_closer >= 0 and (first_opener < 0 or first_closer < first_opener)
