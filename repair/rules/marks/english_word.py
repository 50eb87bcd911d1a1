"""English for a Chinese word.

## What it does
Puts 和 for `and`, 等 for `etc`, 或 for `or` between hanzi, and takes the blanks beside the
word away. Other small words (`of`, `the`, `with` …) are proposed; longer words of small
letters are noted.

## Why it happens
A language model reads the page and, in the middle of a sentence, falls into English.

## Example
`完善设施 and 场所` becomes `完善设施和场所`.

## Safety
Safe for words with one translation, between hanzi, with no other English near; where the
same words stand elsewhere in the text with 与 or 及, that is taken. The rest is a proposal.
Names of products and technical terms are no small words and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.context import Context
from repair.marks.extraction import signs_of
from repair.model import Fix, Safety, Stage
from repair.nearby import Witness, witness
from repair.rules import Rule

RULE = Rule("MK010", "english-word", Stage.MARKS, Safety.SAFE)

_CERTAIN = {"and": "和", "etc": "等", "etc.": "等", "or": "或"}
_LIKELY = {
    "of": "的", "the": "该", "with": "与", "to": "至", "in": "在", "by": "由", "for": "为",
    "from": "从", "as": "作为", "is": "是", "are": "是", "on": "关于", "also": "也",
    "but": "但", "if": "如", "than": "于", "other": "其他", "such": "等", "all": "所有",
    "each": "各", "within": "内", "through": "通过", "between": "之间", "including": "包括",
}  # fmt: skip
#: Other words a translator may have had before him for the same English one.
_RIVALS = {"and": "和与及", "or": "或"}
_WORD = re.compile(
    r"(?<=[\u4e00-\u9fff」”》〉）)、，,])[ ]*("
    + "|".join(sorted(map(re.escape, (*_CERTAIN, *_LIKELY)), key=len, reverse=True))
    + r")(?![A-Za-z.\-'])[ ]*(?=[\u4e00-\u9fff“《〈（(])"
)
#: Any other word of small letters between hanzi with blanks around it; units have three at
#: most, product names a capital.
_UNKNOWN = re.compile(r" ([a-z]{4,}) (?=[\u4e00-\u9fff])")
_SMALL = re.compile("[a-z]{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
#: How far around the word other English speaks against a slip of the reader.
_REACH = 12
_SPACED = re.compile(
    " (?:" + "|".join(sorted(map(re.escape, (*_CERTAIN, *_LIKELY)), key=len, reverse=True)) + ")"
)


def find(context: Context) -> Iterator[Fix]:
    """Every small English word between hanzi."""
    text = context.text
    # Chinese text has few ASCII letters, and the words are looked for in them first.
    small = " ".join(frozenset(_SMALL.findall(context.get(signs_of).ascii)))
    if any(word in small for word in (*_CERTAIN, *_LIKELY)):
        for start in sorted({*_with_blank(text), *_without_blank(text)}):
            match = _WORD.match(text, start)
            if match is not None:
                yield _fix(text, match, context.get(witness))
    for found in _UNKNOWN.finditer(text):
        if found[1] in _LIKELY or not "\u4e00" <= text[found.start() - 1] <= "\u9fff":
            continue
        yield Fix(
            *found.span(1),
            found[1],
            f"{found[1]} stands between hanzi; the reader may have fallen into English",
            confidence=0.5,
            safety=Safety.NOTE,
        )


def _with_blank(text: str) -> Iterator[int]:
    for found in _SPACED.finditer(text):
        start = found.start()
        while start and text[start - 1] == " ":
            start -= 1
        yield start


def _without_blank(text: str) -> Iterator[int]:
    for word in ("and", "etc", "or"):
        at = text.find(word)
        while at >= 0:
            if text[at - 1 : at] != " ":
                yield at
            at = text.find(word, at + 1)


def _fix(text: str, match: re.Match[str], known: Witness) -> Fix:
    word = match[1]
    start, end = match.span()
    around = text[max(start - _REACH, 0) : start] + " " + text[end : end + _REACH]
    # Another such slip near by, perhaps cut by the window, is no English around.
    slips = " ".join(_CERTAIN)
    alone = all(other in slips for other in _LATIN.findall(around))
    repeated = _elsewhere(text, match, known)
    after = repeated or _CERTAIN.get(word) or _LIKELY[word]
    after_comma = text[start - 1] in "、，,"
    sure = alone and not after_comma and (bool(repeated) or word in _CERTAIN)
    evidence = (
        (f"elsewhere in this text: {text[start - 2 : start]}{after}{text[end : end + 2]}",)
        if repeated
        else (f"{word!r} stands between hanzi",)
    )
    return Fix(
        start,
        end,
        after,
        f"the reader fell into English: {word} is {after}",
        confidence=0.97 if sure else 0.5,
        safety=Safety.SAFE if sure else Safety.REVIEW,
        evidence=evidence,
    )


def _elsewhere(text: str, match: re.Match[str], known: Witness) -> str:
    """The word that stands between the same hanzi at another place, if there is one."""
    left, right = text[match.start() - 2 : match.start()], text[match.end() : match.end() + 2]
    if len(left) < 2 or len(right) < 2 or "\n" in left + right:
        return ""
    rivals = _RIVALS.get(match[1]) or _CERTAIN.get(match[1]) or _LIKELY[match[1]]
    options = rivals if match[1] in _RIVALS else [rivals]
    found = [r for r in options if known.stands(f"{left}{r}{right}", match.start())]
    return found[0] if len(found) == 1 else ""
