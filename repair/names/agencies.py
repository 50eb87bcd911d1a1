"""Names of government bodies in a text: where they stand, which are known.

A name is found by its end (局, 办公室, 街道办事处 …): the dictionary holds names and
cores (财政局: a function and an organ), and a name is known when one of them ends there.

The grammar is place × function × organ, after the names in official use; places are
taken from the text itself, so that a gazette of another place works as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from repair.names.index import LONGEST, NameIndex
from repair.patterns import lazy
from repair.words.confusables import confusables, table_of

if TYPE_CHECKING:
    from repair.context import Context
    from repair.dictionaries import Dictionaries

HANZI = "\u4e00-\u9fff"


@cache
def _ends() -> re.Pattern[str]:
    """The end of a name: an organ, with what it goes on with, also with one look-alike in it.

    委, 办, 局 and 镇 are left out where they are part of another word (委托, 办法, 镇域). One
    character class first: alternatives that begin with common hanzi are ten times slower.
    """
    table = confusables()

    def likes(char: str) -> str:
        return "".join(table.neighbours(char))

    committee, office = likes("委"), likes("办")
    return re.compile(
        f"[局厅委办道府镇队心{committee}{office}](?:(?<=局)(?![面部限势])|(?<=厅)"
        f"|(?<=委)(?:[员{likes('员')}]会|(?![托派任]))|(?<=[{committee}])员会"
        f"|(?<=办)(?:[公{likes('公')}][室厅]|[事{likes('事')}]处|(?![理法好学事公]))"
        f"|(?<=[{office}])(?:公[室厅]|事处)|(?<=[街{likes('街')}]道)"
        f"|(?<=[政{likes('政')}]府)(?:办公[室厅])?"
        f"|(?<=镇)(?![村域区街])|(?<=[大支总]队)|(?<=[中{likes('中')}]心))"
    )


#: A post after a name: it ends the name as a comma would.
_POST = (
    "(?:党(?:委|组|工委)|副?(?:局长|主任|书记|镇长|乡长|区长|县长|市长|院长|会长|部长|厅长|"
    "队长|处长|科长|大队长)|关于|工作人员|牵头|负责|主管|监制|组成|等)"
)
_AFTER = lazy(rf"(?![{HANZI}])|{_POST}")
_RUN = lazy(rf"[{HANZI}]+\Z")


@lru_cache(maxsize=4)
def index_of(dictionaries: Dictionaries) -> NameIndex:
    """The names and cores of the dictionary, ready for look-up."""
    return NameIndex(agencies(dictionaries), table_of(dictionaries))


@dataclass(frozen=True, slots=True)
class Agency:
    """A row of ``agencies.tsv``."""

    name: str
    level: str
    aliases: tuple[str, ...]
    issues: int
    """In how many gazettes the name was read; 0 for a core that the grammar makes."""
    provenance: str


@lru_cache(maxsize=4)
def agencies(dictionaries: Dictionaries) -> Mapping[str, Agency]:
    """All rows of the agency table by name; a user's row replaces ours."""
    out = {}
    for name, level, aliases, issues, provenance in dictionaries.table("agencies.tsv"):
        split = tuple(a for a in aliases.split("|") if a)
        count = int(issues) if issues.isdigit() else 0
        out[name] = Agency(name, level, split, count, provenance)
    return out


def ends(text: str) -> list[int]:
    """Offsets just after what may be the end of a name."""
    return [match.end() for match in _ends().finditer(text)]


def name_ends(context: Context) -> Sequence[int]:
    """All ends of names in a context's text."""
    return () if context.text.isascii() else ends(context.text)


def delimited_names(text: str, where: Iterable[int]) -> Counter[str]:
    """Names that stand between marks or before a post, with counts.

    Only what both sides delimit is sure to be a whole name; longer runs of words
    that merely end in an organ are left out by length.
    """
    counts: Counter[str] = Counter()
    after = _AFTER.match
    for end in where:
        if not after(text, end):
            continue
        run = _RUN.search(text, max(end - LONGEST - 1, 0), end)
        if run is not None and 3 <= end - run.start() <= LONGEST:
            counts[run[0]] += 1
    return counts


#: Looked for from its last character, which is the rarest.
_GOVERNMENT = re.compile("府(?<=[省市区县]人民政府)")
_PLACE = lazy(rf"(?:\A|[^{HANZI}])([{HANZI}]{{2,3}}[省市区县])\Z")
#: What stands before a core: 区, 市 … alone, or a place that the text names.
_LEVEL = re.compile(r"\A(?:[省市区县]|国家|全国)\Z")
_BELOW = lazy(rf"\A[{HANZI}]{{2,4}}(?:街道|镇|街道办事处|[镇乡]人民政府)\Z")
_OFFICE = re.compile(r"(?<=街道)办事处|(?<=[镇乡])人民政府")
_NOT_BELOW = re.compile(
    "[各对在由与以每向要按和及为将从该其本全]|有关|相关|建立|加强|指导|支持|满足|统筹|组织|落实"
    "|提升|编制|带动|辐射|连同|信用|健康|社区|山区|平原|区县|开发区|乡|重点|中心|特色|小城|建制"
    "|故都|文旅|城市|一个|部分|试点|示范|所属|辖区|所在|依托"
)


def places(text: str) -> frozenset[str]:
    """Places with a government in the text, with and without their last character."""
    ends = (match.end() for match in _GOVERNMENT.finditer(text))
    before = {text[max(end - 9, 0) : end - 4] for end in ends}
    full = {match[1] for part in before for match in [_PLACE.search(part)] if match}
    return frozenset(full | {place[:-1] for place in full})


def learnt_names(
    text: str, index: NameIndex, found: Mapping[str, int] | None = None
) -> Counter[str]:
    """The delimited names of a text that the grammar explains: place, then a known core.

    A township's office is counted under the township (X街道办事处 under X街道).
    """
    known_places: frozenset[str] | None = None
    out: Counter[str] = Counter()
    delimited = delimited_names(text, ends(text)) if found is None else found
    for name, count in delimited.items():
        core, _ = index.look_up(name)
        before = name.removesuffix(core)
        if _below(name):
            out[_OFFICE.sub("", name)] += count
        elif core and (not before or _LEVEL.match(before)):
            out[name] += count
        elif core:
            known_places = places(text) if known_places is None else known_places
            if before in known_places:
                out[name] += count
    return out


def _below(name: str) -> bool:
    return bool(_BELOW.match(name)) and not _NOT_BELOW.match(name)


def document_names(context: Context) -> Counter[str]:
    """The names a text proves by itself, with counts."""
    if not context.get(name_ends):
        return Counter()
    index = index_of(context.dictionaries)
    return learnt_names(context.text, index, context.get(standing_alone))


def standing_alone(context: Context) -> Counter[str]:
    """The names, known or not, that marks or posts delimit in a text."""
    return delimited_names(context.text, context.get(name_ends))
