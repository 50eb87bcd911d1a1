"""A person's body without a post, where another list gives the post.

## What it does
Where one list says 张某 区发展和改革委员会、区经济研究中心主任 and another says of the same
person 区发改局党组成员、区经济研究中心主任, it proposes the wording of the other.

## Why it happens
A model runs over a line and writes a body's full name for body and post. The writer of
the list may have done so as well.

## Example
`张明 区发展和改革委员会、区经济研究中心主任` → `区发改局党组成员、区经济研究中心主任`

## Safety
Review: people hold different posts at different times, and the print may say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.names.agencies import agencies, ends
from repair.names.posts import Holder, holders
from repair.rules import Rule
from repair.wording import times

RULE = Rule("AG005", "body-without-post", Stage.SIGNS, Safety.REVIEW)

#: A part of this shape names a body and says nothing of a post.
_BODY = re.compile(r".{2,}(?:局|委|委员会|办|办公室|中心|大队|镇|街道|公司|政府)\Z")


def find(context: Context) -> Iterator[Fix]:
    """Proposals for bodies that stand where a post ought to."""
    people: dict[str, list[Holder]] = defaultdict(list)
    for holder in context.get(holders):
        people[holder.name].append(holder)
    for name, rows in people.items():
        for row in rows:
            for start, end, part in row.parts:
                if len(row.parts) < 2 or not _BODY.match(part):
                    continue
                others = {post for other in rows for post in _instead(row, other, part)}
                if len(others) == 1:
                    post = _in_the_words_of(context, part, others.pop())
                    yield Fix(
                        start,
                        end,
                        post,
                        f"{part} is a body and no post; elsewhere {name} is {post}.",
                        confidence=0.55,
                        safety=Safety.REVIEW,
                        evidence=(f"{name} stands {times(len(rows))} in lists of this text",),
                        group=str(start),
                    )


def _in_the_words_of(context: Context, part: str, post: str) -> str:
    """``post`` with the form of the body's name that ``part`` uses.

    区发展和改革委员会 and 区发改局党组成员 give 区发展和改革局党组成员: what is printed stays.
    """
    table = agencies(context.dictionaries)
    for end in ends(post):
        for start in range(end - 2):
            row = table.get(post[start:end])
            for alias in row.aliases if row else ():
                if part.startswith(post[:start] + alias[:-1]):
                    return post[:start] + alias + post[end:]
    return post


def _instead(row: Holder, other: Holder, part: str) -> Iterator[str]:
    """What another row of the person says for ``part``, all other posts being the same."""
    if len(row.parts) != len(other.parts):
        return
    differing = [
        (mine[2], theirs[2])
        for mine, theirs in zip(row.parts, other.parts, strict=True)
        if mine[2] != theirs[2]
    ]
    if len(differing) == 1 and differing[0][0] == part and not _BODY.match(differing[0][1]):
        yield differing[0][1]
