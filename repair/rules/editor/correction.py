"""A correction by hand

## What it does
Replays what a person corrected while reviewing: the same string in the same
neighbourhood gets the same replacement. Where the string stands elsewhere in the
document, the correction is proposed there too.

## Why it happens
Some damage leaves no trace a rule could see: a character misread as another that
also makes sense, a line the scanner missed. Whoever has the print beside the text
sees it at once, and should have to say it once.

## Example
A person corrects `孙 家 庄村` to `孙家庄村` in one row of a list; the next run repairs
that row, and proposes the same in the three other rows that have it.

## Safety
The corrected place is changed because a person said so, whatever characters it
touches. Other places are only proposed. Taking the decision back takes the
correction out again.
"""

from __future__ import annotations

from collections.abc import Iterable

from repair.context import Context
from repair.model import Fix, Safety, Stage
from repair.rules import Rule

RULE = Rule(
    code="ED001",
    name="correction-by-hand",
    stage=Stage.NORMALISE,
    safety=Safety.SAFE,
)


def find(context: Context) -> Iterable[Fix]:
    """The person's own corrections, where their strings stand."""
    return context.decisions.corrections(context.text) if context.decisions else ()
