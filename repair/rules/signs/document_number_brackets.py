"""Brackets of the year in a document number.

## What it does
Writes `[2018]`, `(2018)`, `【2018】`, `﹝2018﹞` between an issuer and a number with 号 as
`〔2018〕`, and takes the blanks inside the number away; sets a lost 〔 where 〕 stands.

## Why it happens
Few fonts and keyboards have six-corner brackets, so readers take the nearest they know.

## Example
`(临政办字[2018]98号)` becomes `(临政办字〔2018〕98号)`.

## Safety
Safe for square brackets and for a pair of which one side is right. Round and full-width
brackets stood in print in older documents: safe where the text writes another number with
〔〕, else a proposal. The digits stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.patterns import lazy
from repair.rules import Rule

RULE = Rule("SG001", "document-number-brackets", Stage.SIGNS, Safety.SAFE)

_OPEN, _CLOSE = r"[〔\[【﹝(（［{｛〈《「]", r"[〕\]】﹞)）］}｝〉》」]"
_NUMBER = lazy(
    rf"([ \u3000]*{_OPEN}[ \u3000]*)((?:19|20)\d\d)([ \u3000]*{_CLOSE}[ \u3000]*)"
    r"(第?[ \u3000]*)(\d{1,5})([ \u3000]*)号"
)
#: What is sought is 号 after a digit: of all signs of a document number the rarest.
_END = re.compile(r"号(?:(?<=[0-9]号)|(?<=[0-9][ \u3000]号))")
_TAIL = lazy(rf"(?:19|20)\d\d[ \u3000]*{_CLOSE}[ \u3000]*第?[ \u3000]*\d{{1,5}}[ \u3000]*\Z")
#: A year, its bracket, a number and blanks.
_LONGEST = 20
_BEFORE = frozenset("〔[【﹝(（［{｛〈《「 \u3000")
_HALF = re.compile(r"((?:19|20)\d\d)〕[ \u3000]*\d{1,5}[ \u3000]*号")
_RIGHT = lazy(r"[\u4e00-\u9fff]〔(?:19|20)\d\d〕\d")
#: What an issuer's mark ends in (发, 字, 函 …); after one of these even a round bracket
#: belongs to a document number.
_MARKS = frozenset("发字函办令电规综文通告编批复议")
#: Brackets that no printer used for a year: a reader's.
_READERS = frozenset("[]﹝﹞{}【】〈〉《》「」")


def find(context: Context) -> Iterator[Fix]:
    """Every document number whose year is not in six-corner brackets."""
    text = context.text
    right = None
    for last in _END.finditer(text):
        first = _TAIL.search(text, max(last.start() - _LONGEST, 0), last.start())
        if first is None:
            continue
        start = first.start()
        while start and text[start - 1] in _BEFORE:
            start -= 1
        if start == first.start() and start and text[start - 1] in _MARKS:
            yield from _half(text, start)
            continue
        match = _NUMBER.match(text, start)
        if match is None or not start or not "\u4e00" <= text[start - 1] <= "\u9fff":
            continue
        left, closing = match[1].strip(), match[3].strip()
        if (left, closing) == ("〔", "〕"):
            continue
        if right is None:
            right = bool(_RIGHT.search(text))
        yield from _fixes(text, match, right)


def _half(text: str, start: int) -> Iterator[Fix]:
    match = _HALF.match(text, start)
    if match is not None:
        yield Fix(
            start,
            start,
            "〔",
            f"the bracket before {match[1]}〕 is lost",
            confidence=0.95,
            evidence=("GB/T 9704: the year stands in six-corner brackets",),
        )


def _fixes(text: str, match: re.Match[str], right: bool) -> Iterator[Fix]:
    pair = match[1].strip() + match[3].strip()
    readers = bool(_READERS.intersection(pair))
    issuer = text[match.start() - 1] in _MARKS
    if not issuer and (not readers or pair[0] in "〈《「"):
        return
    sure = bool(_READERS.union("〔〕").intersection(pair)) or right
    message = f"{pair[0]}{match[2]}{pair[1]}{match[5]}号 is a document number: 〔{match[2]}〕"
    pieces = [(match.span(1), "〔"), (match.span(3), "〕")]
    pieces += [(match.span(6), "")] if match[6] else []
    for (start, end), after in pieces:
        yield Fix(
            start,
            end,
            after,
            message,
            confidence=0.99 if sure else 0.7,
            safety=Safety.SAFE if sure else Safety.REVIEW,
            evidence=("GB/T 9704: the year stands in six-corner brackets",)
            + (("other numbers of this text have 〔〕",) if right else ()),
            group=str(match.start()),
        )
