"""Names of rows beside the wrong rows.

## What it does
Moves the names in the first column (7. …, 8. …) one row down or up, to the texts they name,
where one of these rows has no name.

## Why it happens
A cell that goes over two rows of print is read beside the first of them; a page model that
misses it gives every name below it to the row above.

## Example
`7. 公开办事清单⇥定期通报情况。`, `8. 培训窗口人员⇥公开办事清单和指南。`, `⇥分批培训窗口人员。`: the
names go one row down.

## Safety
Only where the names of the table mostly say what their texts are about (five characters in a
row, in two of five rows and in five at least). Two names or more that share as much with the row
they would move to, and three characters at most with their own, are one proposal: where a run
ends an item may have two rows of its own, of which the second tells. One name alone moves
safely, up into a row without one right below a heading, if the numbers leave no name out, it
shares as much with that row as with its own, and the name below it stands where it belongs.
The engine reads the table again; the names of a run move all or none.
"""

from __future__ import annotations

from collections.abc import Iterator

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule
from repair.tables.named_rows import named_rows

RULE = Rule("TB014", "row-name", Stage.TABLES, Safety.SAFE)


def find(context: Context) -> Iterator[Fix]:
    """Names of rows that stand one row too high or too low."""
    return named_rows(context)
