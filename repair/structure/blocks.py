"""The lines of an official document as blocks: what each is, and its level.

The levels are those of GB/T 9704—2012 (一、 （一） 1. （1）) and of rules and plans, where
chapters and sections stand above them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from repair.patterns import lazy


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or the lines of a table, of an official document.

    ``kind``: issuer, title, number, addressee, heading, item, paragraph, signature, date,
    annex (its mark or title), note (a list of annexes, a registration number, who answers
    questions), caption (of a table), table, roster, list, grid or form. ``level`` is 1–4 for
    一、 （一） 1. （1）, for 章, 节 and 条; in a chapter or section the first of them that
    stands there is one below it; below an article （一） is 4, 1. is 5, （1） is 6; 0 where
    there is none. The span lies in the clean text.
    """

    kind: str
    level: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines behind the contents page."""

    lines: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[int, ...]
    """Index of each among all lines of the document."""


def blocks_of(
    text: Lines,
    kinds: Mapping[int, tuple[str, int]],
    fixed: Mapping[int, str],
    place: tuple[int, int],
    issuer: str,
) -> tuple[tuple[Block, ...], dict[int, int]]:
    """The blocks of the lines ``place``, and the index of the block that each line begins.

    ``kinds``: tables by their first line, with one past their last; ``fixed``: lines whose
    kind is known.
    """
    blocks: list[Block] = []
    index_of: dict[int, int] = {}
    at, end = place
    levels = _Levels()
    while at < end:
        index_of[at] = len(blocks)
        begin, stop = text.spans[at]
        line = text.lines[at]
        if at in kinds and at not in fixed:
            kind, last = kinds[at]
            last = min(last, end)
            stop = text.spans[last - 1][1]
            blocks.append(Block(kind, 0, "\n".join(text.lines[at:last]), begin, stop))
            at = last
            continue
        if at in fixed:
            levels = _Levels()
            blocks += _head(Block(fixed[at], 0, line, begin, stop), issuer)
        else:
            if _CHAPTER.match(line):
                levels = _Levels(level_of(line), _highest(text.lines, at + 1, end))
            block = levels.block(line, begin, stop)
            if blocks and block.kind == "heading" and _goes_on_list(blocks[-1], block):
                block = replace(block, kind="item")
            blocks.append(block)
        at += 1
    return tuple(_seen_together(blocks)), index_of


def _head(block: Block, issuer: str) -> list[Block]:
    """A line of a document's head; an issuer run together with the title is a block of its own."""
    size = len(issuer)
    rest = block.text[size:]
    if (
        block.kind != "title"
        or not issuer
        or not block.text.startswith(issuer)
        or not rest[:1].isspace()
    ):
        return [block]
    at = block.end - len(rest.lstrip())
    own = Block("issuer", 0, issuer, block.start, block.start + size)
    return [own, replace(block, text=rest.lstrip(), start=at)]


@dataclass(slots=True)
class _Levels:
    """The levels of the lines below a chapter or section, or of a document without."""

    part: int = 0
    """Level of the chapter or section."""
    highest: int = 1
    """The highest mark in it; it is one below."""
    in_article: bool = False

    def block(self, line: str, start: int, end: int) -> Block:
        """The block of a line that has no other kind."""
        if _PART.match(line):
            self.in_article = False
        article = _ARTICLE.match(line) is not None
        level = level_of(line)
        if level and self.in_article and not article:
            level += 2
        elif level and self.part and not article and not _CHAPTER.match(line):
            level += self.part + 1 - self.highest
        self.in_article = self.in_article or article
        if not level:
            return Block("paragraph", 0, line, start, end)
        sentence = line.endswith(("。", "；", ";", "，", ",")) or len(line) > 50 or "。" in line
        if line.endswith(("：", ":")) and (article or _COMMA.search(line)):
            sentence = True  # What follows is counted: 第四条 …有下列情形之一的：
        return Block("item" if sentence else "heading", level, line, start, end)


def _highest(lines: tuple[str, ...], first: int, end: int) -> int:
    """The highest mark between a chapter's or section's line and the next."""
    found = 0
    for at in range(first, end):
        line = lines[at]
        if _CHAPTER.match(line):
            break
        if _ARTICLE.match(line):
            return 1
        level = level_of(line)
        if level and (not found or level < found):
            found = level
    return found or 1


def _goes_on_list(above: Block, block: Block) -> bool:
    """Whether the item above ends in ；, so that this one, without its 。, is the last."""
    return above.kind == "item" and above.level == block.level and above.text[-1] in "；;"


def _seen_together(blocks: list[Block]) -> list[Block]:
    """The blocks with what only the next one tells: headings that end with 。, captions."""
    out = [_before(block, below) for block, below in pairwise(blocks)]
    return [*out, *blocks[-1:]]


def _before(block: Block, below: Block) -> Block:
    if block.kind == "item" and _SENTENCE.fullmatch(block.text) and below.level > block.level:
        return replace(block, kind="heading")
    if block.kind != "paragraph" or len(block.text) > _LONGEST_CAPTION:
        return block
    if below.kind in _TABLES:
        return block if _NO_CAPTION.search(block.text) else replace(block, kind="caption")
    if below.level and _BOX.match(block.text):
        return replace(block, kind="heading", level=max(below.level - 1, 1))
    return block


_TABLES = frozenset(("table", "roster", "list", "grid", "form"))
_LONGEST_CAPTION = 60
_NO_CAPTION = re.compile(r"[，,。；;：:]")
#: （一）加强法制建设，保障合法权益。 above its 1. and 2.
_SENTENCE = lazy(r"[(（\d一二三四五六七八九十][^。；;：:]{4,38}。")
#: A box in a plan: 专栏 2 重点项目
_BOX = re.compile(r"专 ?栏 ?\d{0,2}[^。]*$")
_COMMA = re.compile("[，,]")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百零\d]+[章编节]")
#: Parts that articles stand in.
_PART = re.compile(r"第[一二三四五六七八九十百零\d]+[章编节]|[一二三四五六七八九十]{1,3}、")
_LEVELS = (
    (1, lazy(r"第[一二三四五六七八九十百零\d]+[章编]|[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"第[一二三四五六七八九十百零\d]+节|[(（][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"第[一二三四五六七八九十百零\d]+条|\d{1,3}[.．、](?!\d)")),
    (4, re.compile(r"[(（]\d{1,3}[)）]|[①-⑳]")),
)


def level_of(line: str) -> int:
    """The level of a line's mark: 一、 and 章 1, （一） and 节 2, 1. and 条 3, （1） 4; none 0."""
    return next((level for level, mark in _LEVELS if mark.match(line)), 0)
