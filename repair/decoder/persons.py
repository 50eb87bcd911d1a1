"""Glyphs of pauses that are surnames: 袁 and 尧 beside a label, a title or the end of a name."""

from __future__ import annotations

import re

from repair.decoder.glyphs import spoken, word_pairs

SURNAMES = frozenset("袁尧")
#: A name up to the next sign or line end, and the label before it.
NAME = re.compile(r"[袁尧][一-龥]{1,2}(?=[\n、，；。：）) \u3000尧袁遥曰冤]|$)")
_LABEL = re.compile(r"(?:^|[\n。；遥曰])[一-龥]{2,6}[：:院]$")
#: A title before a name or after it, and how rare two hanzi must be (log, as words) that are no
#: word and may be a given name: 占亭 is, 并就 is not.
_POST = (
    "(?:[省市县区镇乡村局厅处科院校会部厂所站队组]长|书记|主席|主任|委员|同志|先生|女士|老师|教授"
    "|院士|总理|经理|记者)"
)
MAYBE_NAMED = re.compile(f"(?<=[：:院长记席任员志生士师授理者])[袁尧]|[袁尧]..副?{_POST}")
_TITLED = re.compile(f"[袁尧][一-龥]{{2}}副?{_POST}")
_TITLE = re.compile(f"{_POST}$")
GIVEN = -18.0


def named(text: str, place: int) -> bool:
    """Whether a glyph is a surname: all that a label says (组长：袁广田), or beside a title."""
    if NAME.match(text, place) and _LABEL.search(text, max(place - 9, 0), place):
        return text[place - 2 : place] not in word_pairs()
    given, words = text[place + 1 : place + 3], spoken()
    if not _TITLED.match(text, place) and not _TITLE.search(text, max(place - 3, 0), place):
        return False
    logs = words.log_probability
    return given not in logs and sum([logs.get(char, words.unknown) for char in given]) < GIVEN
