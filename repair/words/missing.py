"""Words missing in one place that the same words elsewhere in the text have (CH009).

Where a character or word was lost, two neighbours meet that stand nowhere else together,
while each of them stands elsewhere beside what is missing. The longest words before the gap
that come again tell what follows them, the longest ones after it what stands before them;
where both say the same, something is missing (已经区政府同意, elsewhere 已经区政府研究 and
区政府研究同意). A single character is also missed when one side alone never stands without
it and only with it makes a word (管理和服、, elsewhere always 和服务).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import add, and_

from repair.patterns import lazy
from repair.words.grams import Grams, gain, is_hanzi
from repair.words.neighbours import VARYING
from repair.words.rare import pairs

#: Two neighbours stand together so often at most where something was lost between them.
MEET = 4
#: Hanzi that may be missing; how far words are followed to each side.
MISSING, REACH = 4, 7
#: Other places that must agree on each side. One side may have places that say otherwise,
#: if so many say the same and they are so large a part.
PLACES, MANY, PART = 2, 3, 0.7
#: Other places that must agree where one side speaks alone, and how much likelier (natural
#: logarithm) the words must become.
ALONE, LIKELIER = 5, 2.0
#: Where the two characters that meet are known from words, as much likelier.
LIKELIER_IN_WORDS = 6.0
#: Places nearest to a gap that are asked.
NEAREST = 200


#: The issuer of a document number is written short: 国土资发〔2017〕115号.
_NUMBER = lazy(r"[\u4e00-\u9fff]{0,3}[ \u3000]*[〔\[(（【][ \u3000]*\d{4}")


@dataclass(frozen=True, slots=True)
class Gap:
    """``missing`` ought to stand at ``at``."""

    at: int
    missing: str
    quotes: tuple[tuple[str, int], ...]
    """Words with what is missing, and at how many other places they stand."""


def gaps(grams: Grams) -> Iterator[Gap]:
    """Where words are missing in part of a text, in order."""
    text = grams.text
    meetings = _meetings(grams)
    places = _Places(grams, meetings)
    found = {at: gap for at in meetings if (gap := _both_say(text, at, places))}
    for at, missing in _broken(grams):
        if at in found or not _may_miss(missing):
            continue
        least = LIKELIER_IN_WORDS if text[at - 1 : at + 1] in pairs() else LIKELIER
        if gain(text, at, at, missing) >= least:
            found[at] = _gap(text, at, missing)
    for at in sorted(found):
        if not _NUMBER.match(text, at):
            yield found[at]


def _meetings(grams: Grams) -> list[int]:
    """Where two pairs meet that stand elsewhere with one to four characters between them.

    Whole lists are compared, at C speed.
    """
    two = grams.two
    known = {pair for pair, times in grams.count.items() if times > PLACES and is_hanzi(pair)}
    is_known = [pair in known for pair in two]
    four = list(map(add, two, two[2:]))
    of_known = compress(four, map(and_, is_known, is_known[2:]))
    rare = {words for words, times in Counter(of_known).items() if times <= MEET}
    apart: set[str] = set()
    for size in range(1, MISSING + 1):
        apart.update(filter(rare.__contains__, map(add, two, two[2 + size :])))
    return [at + 2 for at, words in enumerate(four) if words in apart]


class _Places:
    """Where the words before and after some meetings stand elsewhere in a text."""

    def __init__(self, grams: Grams, meetings: Sequence[int]) -> None:
        self._text = text = grams.text
        self._of: dict[str, list[int]] = {}
        for at in meetings:
            for words in (text[at - 3 : at], text[at - 2 : at], text[at : at + 2]):
                self._of[words] = []
            self._of[text[at : at + 3]] = []
        for found in (grams.two, grams.three):
            for at, words in enumerate(found):
                if words in self._of:
                    self._of[words].append(at)
        self._usual: dict[tuple[str, int], int] = {}

    def of(self, words: str, at: int) -> list[int]:
        """The places of two or three hanzi nearest to an offset."""
        found = self._of[words]
        middle = bisect_left(found, at)
        return found[max(middle - NEAREST, 0) : middle + NEAREST]

    def agree(self, words: str, step: int) -> bool:
        """Whether what stands ``step`` characters from where words begin is mostly the same."""
        if (words, step) not in self._usual:
            found = self._of[words]
            beside = Counter(self._text[place + step : place + step + 1] for place in found)
            self._usual[words, step] = max(beside.values())
        return self._usual[words, step] >= PART * (len(self._of[words]) - 1)


def _broken(grams: Grams) -> Iterator[tuple[int, str]]:
    """Where a pair stands without the hanzi that it has everywhere else, and that hanzi."""
    text, count = grams.text, grams.count
    times_of = Counter(grams.three)
    after, before = {}, {}
    for words, times in times_of.items():
        if times >= ALONE:
            if times + 1 == count[words[:2]] and is_hanzi(words):
                after[words[:2]] = words[2]
            if times + 1 == count[words[1:]] and is_hanzi(words):
                before[words[1:]] = words[0]
    for words, times in times_of.items():
        if times == 1:
            if words[:2] in after and _alone(words[1:], count):
                yield text.index(words) + 2, after[words[:2]]
            if words[1:] in before and _alone(words[:2], count):
                yield text.index(words) + 1, before[words[1:]]


def _alone(meeting: str, count: Mapping[str, int]) -> bool:
    """Whether two characters meet only here; blanks tell nothing."""
    return len(meeting) == 2 and meeting.strip() == meeting and count[meeting] == 1


def _ends(text: str, at: int, places: _Places) -> list[int]:
    """Where the longest words before ``at`` that come again end elsewhere."""
    ends = [place + 3 for place in places.of(text[at - 3 : at], at) if place + 3 != at]
    if len(ends) < PLACES or not is_hanzi(text[max(at - 3, 0)]):
        if not places.agree(text[at - 2 : at], 2):
            return []
        return [place + 2 for place in places.of(text[at - 2 : at], at) if place + 2 != at]
    for size in range(4, min(REACH, at) + 1):
        longer = [end for end in ends if end >= size and text[end - size] == text[at - size]]
        if len(longer) < PLACES or not is_hanzi(text[at - size]):
            break
        ends = longer
    return ends


def _starts(text: str, at: int, places: _Places) -> list[int]:
    """Where the longest words after ``at`` that come again begin elsewhere."""
    starts = [place for place in places.of(text[at : at + 3], at) if place != at]
    if len(starts) < PLACES or not is_hanzi(text[at + 2 : at + 3]):
        if not places.agree(text[at : at + 2], -1):
            return []
        return [place for place in places.of(text[at : at + 2], at) if place != at]
    for size in range(3, min(REACH, len(text) - at)):
        char = text[at + size]
        longer = [start for start in starts if text[start + size : start + size + 1] == char]
        if len(longer) < PLACES or not is_hanzi(char):
            break
        starts = longer
    return starts


def _both_say(text: str, at: int, places: _Places) -> Gap | None:
    """What follows the words before and stands before the words after, one to four hanzi."""
    ends = _ends(text, at, places)
    if len(ends) < PLACES or _usual(text, ends, 1)[1] < PART * len(ends):
        return None
    starts = _starts(text, at, places)
    if len(starts) < PLACES:
        return None
    for size in range(1, MISSING + 1):
        missing, left = _usual(text, ends, size)
        right = sum(text.startswith(missing, start - size) for start in starts)
        if _enough(left, len(ends), right, len(starts)) and _may_miss(missing):
            words = text[at - 2 : at] + missing + text[at : at + 2]
            return _gap(text, at, missing) if words in text else None
    return None


def _usual(text: str, places: Sequence[int], size: int) -> tuple[str, int]:
    """What stands oftenest at some places, and how often."""
    return Counter(text[place : place + size] for place in places).most_common(1)[0]


def _enough(left: int, of_left: int, right: int, of_right: int) -> bool:
    """Whether one side says it always, the other nearly."""
    whole, rest, part = right == of_right, left, left / of_left
    if left == of_left:
        whole, rest, part = True, right, right / of_right
    return whole and (part == 1 or (part >= PART and rest >= MANY))


def _may_miss(word: str) -> bool:
    """Whether a word may be put in: the facts protect some hanzi, and 的 may always be left out,
    as the name of the place may (关于印发临淄区当前工作要点)."""
    place = len(word) > 2 and word[-1] in "省市县区旗镇乡村"
    return is_hanzi(word) and word != "的" and not place and VARYING.isdisjoint(word)


def _gap(text: str, at: int, missing: str) -> Gap:
    """With the longest words to each side that stand elsewhere twice or more."""
    quotes = []
    for part in (-1, 1):
        for size in range(min(REACH, at), 1, -1):
            words = missing + text[at : at + size] if part > 0 else text[at - size : at] + missing
            if is_hanzi(words) and (times := text.count(words)) >= PLACES:
                quotes.append((words, times))
                break
    return Gap(at, missing, tuple(quotes))
