"""What one line is by itself: a row of a table or roster, a list entry, names, running text.

Most lines of most texts are running text, and their last character says so; of the others
few can be rows. So every test here has a cheap necessary condition in front of it, and the
lines nobody asks for are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, overload

from repair.names.persons import (
    is_person_name,
    may_be_name,
    may_begin_with_surname,
    spaced_name,
)
from repair.patterns import lazy
from repair.tables.words import (
    LIST_MARK,
    POST_INSIDE,
    SHORT_POST,
    WORD_ENDS,
    ends_as_post,
    is_organisation,
    is_post,
    is_role,
    label_in,
    may_end_organisation,
    may_hold_label,
)

if TYPE_CHECKING:
    from repair.document import Lines

#: Lines whose shape is remembered: most stay as they are from round to round.
_LINES = 10_000
LONGEST_ROW = 120
LONGEST_FRAGMENT = 36
SENTENCE = re.compile(r"[。！？]")
CLOSED = tuple("。；：！？;:")
HEADING = re.compile(
    r"\s*(?:#|第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])"
)
_LIST_MARKS = frozenset("-*+•")
_ROW_SIGNS = re.compile("[ \t\u3000(（:：]")
_CLAUSE_MARKS = re.compile("[，,、；;：:《》]")
#: In a post none of these stands.
_CLAUSE = re.compile("[，,；;：:。！？《》]")
_STOPS = frozenset("。！？")
_CLAUSE_ENDS = frozenset("；;，,")
_CLOSED_CLAUSE = frozenset("；;：:")
#: A dot between the parts of a name, or a bold mark; and where it stands in a name at most.
_DOT = re.compile("[·•・‧*]")
_LATEST_DOT = 16
_LONGEST_LABEL = 44
_CONTENTS_END = frozenset(".·…0123456789)）")
#: Without them, a surname or a list mark no line is part of a table, a roster or a list: the
#: end of an entry or a post, signs of cells, bold and dotted names, and an end within the line.
_TELLING_ENDS = WORD_ENDS | _CONTENTS_END
_TELLING_SIGNS = re.compile(f"[\t|*·•・‧{''.join(sorted(WORD_ENDS))}](?:(?<=[\t|*·•・‧])|[\\s:：])")
_CONTENTS = re.compile(r"[.·…]{3,}\s*\t?\s*[(（]?\d*[)）]?\s*\Z")
#: The last characters of a post, alone in a line.
_POST_TAIL = lazy(r"[\u4e00-\u9fff]?(?:长|任|记|理|席|员)(?:[(（][^()（）]{1,8}[)）])?\Z")
_NAME_FIRST = lazy(
    r"(?P<name>[\u4e00-\u9fff](?:[ \u3000]{1,4}[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3})"
    r"(?:[·•・][\u4e00-\u9fff]{1,8})*(?:[(（][^()（）]{1,6}[)）])?)"
    r"(?P<gap>[ \t\u3000]+|(?=[(（]))(?P<post>\S.*)\Z"
)


class Shape(NamedTuple):
    """What one line is by itself."""

    text: str
    """The line without list mark and blanks at its ends; tabs at the ends stay."""
    blank: bool = False
    tabs: int = 0
    pipe: bool = False
    contents: bool = False
    row: bool = False
    """A row of a roster: role or name in front, a post behind."""
    label: bool = False
    """Has a role label with a colon."""
    fragment: bool = False
    """May be a piece of a roster row that was cut."""
    post: bool = False
    names: int = 0
    """How many cells the line has when all of them are names, else 0."""
    entry: bool = False
    """May be an entry of a one-column list of organisations."""


_BLANK = Shape("", blank=True)


def is_pipe_row(text: str) -> bool:
    """Whether a line is a row of a Markdown pipe table (``| a | b |``), rule lines too."""
    text = LIST_MARK.sub("", text, count=1).strip()
    return text.startswith("|") and text.endswith("|") and text.count("|") >= 3


def is_blank(line: str) -> bool:
    """Whether a line holds nothing; tabs are a row of empty cells."""
    return not line or (line.isspace() and "\t" not in line)


@lru_cache(maxsize=_LINES)
def shape_of(line: str) -> Shape:
    """What a line is, by its signs, its ends and the words in it."""
    if is_blank(line):
        return _BLANK
    text = line.strip(" \u3000\r")
    if text[:1] in _LIST_MARKS:
        text = LIST_MARK.sub("", text, count=1)
    pipe, tabs = False, 0
    if "|" in text or "\t" in text:
        pipe = is_pipe_row(text)
        if pipe:
            text = "\t".join(cell.strip() for cell in text.strip("|").split("|"))
        tabs = text.count("\t")
    elif _is_running(text):
        return Shape(text)
    plain = text.replace("**", "").strip("\t") if tabs or "**" in text else text
    last = text.rstrip()[-1:]
    if (last in _CONTENTS_END or last.isdecimal()) and _CONTENTS.search(text):
        return Shape(text, contents=True)
    if len(plain) > LONGEST_ROW or SENTENCE.search(plain):
        return Shape(text, tabs=tabs, pipe=pipe)
    # Most short lines are clauses and headings: a mark inside rules out names and agencies,
    # and without blank, bracket or colon there is no row.
    row = label = False
    named = _may_begin_with_name(plain.lstrip())
    if (named or tabs or may_hold_label(plain)) and _ROW_SIGNS.search(plain):
        row, label = _roster_row(plain)
    marked = _CLAUSE_MARKS.search(plain) is not None
    names = len(names_of(plain)) if named and not marked else 0
    entry = not marked and _entry(plain)
    post = is_post(plain)
    fragment = _fragment(plain, post=post)
    if not (tabs or pipe or row or label or fragment or post or names or entry):
        return Shape(text)
    # By place, as this is made for many lines of some texts.
    return Shape(text, False, tabs, pipe, False, row, label, fragment, post, names, entry)


@lru_cache(maxsize=_LINES)
def _marked(line: str) -> Shape | None:
    """The shape of a line that may be more than running text."""
    if not _may_be_marked(line):
        return None
    shape = shape_of(line)
    return shape if any(shape[2:]) else None


def _may_be_marked(line: str) -> bool:
    """A quick look, at a line that is not empty: whether it may be more than running text."""
    bare = line.strip()
    return (
        bare[-1:] in _TELLING_ENDS
        or bare[-1:].isdecimal()
        or bare[:1] in _LIST_MARKS
        or may_begin_with_surname(bare)
        or _TELLING_SIGNS.search(line) is not None
    )


def _is_running(text: str) -> bool:
    """Whether a line without tabs is running text beyond doubt, as most lines are.

    It ends or holds a sentence, or ends a clause and has neither name nor role in front.
    """
    last = text[-1:]
    if last in _STOPS:
        return True
    if last in _CLOSED_CLAUSE and not may_hold_label(text) and not _may_begin_with_name(text):
        return True
    if last in _CLAUSE_ENDS and _ROW_SIGNS.search(text, 0, _LONGEST_LABEL) is None:
        return True
    if last in _CLOSED_CLAUSE:
        return False
    return last not in _CONTENTS_END and SENTENCE.search(text) is not None


def _roster_row(text: str) -> tuple[bool, bool]:
    """Whether a line reads as a roster row, and whether a role label stands in it."""
    label = label_in(text) if may_hold_label(text) else None
    has_label = False
    if label is not None and is_role(label[2]):
        start, end, _ = label
        rest = text[end:].strip()
        if start == 0 and (not rest or _name_first(rest)):
            return bool(rest), True
        has_label = start == 0 or text[start - 1] in " \t\u3000"
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()] if "\t" in text else ()
    if len(cells) == 3 and is_role(cells[0]) and is_person_name(cells[1]):
        return True, True
    return _name_first(text.lstrip("\t ")), has_label


def _name_first(text: str) -> bool:
    match = _NAME_FIRST.match(text) if _may_begin_with_name(text) else None
    if match is None or not is_person_name(match["name"]):
        return False
    post = match["post"].strip()
    if post[:1] in "(（" and post[-1:] in ")）":
        return is_post(post[1:-1]) or is_organisation(post[1:-1])
    return (
        is_post(post)
        or is_organisation(post)
        or SHORT_POST.fullmatch(post) is not None
        or _post_then_name(post)
        or _open(post)
    )


def _may_begin_with_name(text: str) -> bool:
    """Whether a surname may stand in front, or a name of parts with dots between."""
    return may_begin_with_surname(text) or _DOT.search(text, 0, _LATEST_DOT) is not None


def _open(post: str) -> bool:
    """A post that a sign or blank follows and that then goes on (…书记、镇长, 临淄经济开发区)."""
    return POST_INSIDE.search(post) is not None


def _post_then_name(text: str) -> bool:
    """A post with the beginning of the next row behind it (区住建局局长 宋爱)."""
    head, _, tail = text.rpartition(" ")
    return (
        bool(head)
        and len(tail) <= 4
        and (is_post(head) or (head.endswith(("、", ",", "，")) and is_organisation(tail)))
    ) or (bool(head) and label_in(text) is not None)


def layout_of(text: str) -> str:
    """What parts a name from its post in a line: ``()``, a tab, ``wide`` or a blank; or nothing.

    By the layout alone: a roster knows more posts than any list of their endings.
    """
    label = label_in(text) if may_hold_label(text) else None
    if label is not None and label[0] == 0 and is_role(label[2]):
        text = text[label[1] :]
    match = _NAME_FIRST.match(text.strip())
    if match is None or len(match["post"]) > LONGEST_FRAGMENT or _CLAUSE.search(match["post"]):
        return ""
    gap = match["gap"]
    if not gap:
        return "()" if match["post"][-1] in ")）" and may_be_name(match["name"]) else ""
    if "\t" in gap or len(gap) > 1 or gap == "\u3000":
        return ("\t" if "\t" in gap else "wide") if may_be_name(match["name"]) else ""
    return " " if is_person_name(match["name"]) else ""


def _fragment(text: str, *, post: bool) -> bool:
    if len(text) > LONGEST_FRAGMENT or text.rstrip().endswith(CLOSED):
        return False
    if not (post or _POST_TAIL.match(text) or any(map(ends_as_post, text.split()[:-1]))):
        return False
    return not HEADING.match(text)


def names_of(text: str) -> tuple[str, ...]:
    """The names of a line that holds nothing else, letter-spaced ones put together.

    ``王兴国 王 飞 刘泽洋`` gives three names; an empty tuple when anything is no name.
    """
    atoms = text.split()
    out: list[str] = []
    at = 0
    while at < len(atoms):
        if len(atoms[at]) == 1 and at + 1 < len(atoms) and len(atoms[at + 1]) <= 2:
            name = spaced_name(f"{atoms[at]} {atoms[at + 1]}")
            if name is None:
                return ()
            out.append(name)
            at += 2
        elif len(atoms[at]) <= 8 and is_person_name(atoms[at]):
            out.append(atoms[at])
            at += 1
        else:
            return ()
    return tuple(out)


def _entry(text: str) -> bool:
    """Whether a line without clause marks is names of organisations and nothing else."""
    if not may_end_organisation(text.rstrip()[-1:]):
        return False
    words = text.split()
    if not 1 <= len(words) <= 6 or not all(3 <= len(w) <= 30 and is_organisation(w) for w in words):
        return False
    return not text.rstrip().endswith(CLOSED) and not HEADING.match(text)


class Shapes(Sequence[Shape]):
    """The shapes of all lines of a text; those of running text are made when asked for."""

    def __init__(self, lines: Lines) -> None:
        self._texts = lines.texts
        self._count = len(lines)
        self._marked = dict(self._find_marked())

    @property
    def marked(self) -> Iterable[int]:
        """The lines that may be part of a table, roster, list or contents page, in order."""
        return self._marked.keys()

    def _find_marked(self) -> Iterator[tuple[int, Shape]]:
        for at, line in enumerate(self._texts):
            if line and (line[-1] not in _STOPS or "\t" in line or "|" in line):
                shape = _marked(line)
                if shape is not None:
                    yield at, shape

    def blank_between(self, first: int, last: int) -> bool:
        """Whether nothing but blank lines stands between two lines."""
        return all(self._is_blank(at) for at in range(first + 1, last))

    def above(self, at: int) -> Shape | None:
        """The nearest line above that is not blank."""
        return next((self[up] for up in range(at - 1, -1, -1) if not self._is_blank(up)), None)

    def filled(self, first: int, last: int, most: int) -> list[Shape]:
        """The first lines of ``[first, last)`` that are not blank, at most so many."""
        lines = (at for at in range(first, last) if not self._is_blank(at))
        return [self[at] for at in islice(lines, most)]

    def _is_blank(self, at: int) -> bool:
        return is_blank(self._texts[at])

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Shape: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Shape, ...]: ...
    def __getitem__(self, at: int | slice) -> Shape | tuple[Shape, ...]:
        if isinstance(at, slice):
            return tuple(map(self.__getitem__, range(*at.indices(self._count))))
        return self._marked.get(at) or shape_of(self._texts[at])
