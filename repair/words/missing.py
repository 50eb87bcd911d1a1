"""Characters missing in one place that the same words elsewhere in the text have (CH009).

Where a character was lost, two neighbours meet that stand nowhere else together, while each
of them stands elsewhere beside what is missing. The longest words before the gap that come
again tell what follows them, the longest ones after it what stands before them; where both
say the same, and the words are hardly less likely with it, it is missing (自动控制系统,
elsewhere 自动化 and 化控制系统). It is also missed when one side alone never stands without
it and only with it makes a word (管理和服、, elsewhere always 和服务).

Words of several characters are not looked for: one that may be left out (便民市场 beside
便民农贸市场) is far more frequent than one that was lost (1 of 16 proposals in the gazettes).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from repair.patterns import lazy
from repair.words.grams import Grams, gain, is_hanzi
from repair.words.meetings import PLACES, Places, meetings
from repair.words.neighbours import VARYING
from repair.words.rare import pairs

#: How far words are followed to each side.
REACH = 7
#: Other places that must agree on each side. One side may have places that say otherwise,
#: if so many say the same and they are so large a part.
MANY, PART = 3, 0.7
#: Other places that must agree where one side speaks alone, and how much likelier (natural
#: logarithm) the words must become.
ALONE, LIKELIER = 5, 2.0
#: Where the two characters that meet are known from words, as much likelier.
LIKELIER_IN_WORDS = 6.0
#: Where both sides say the same, the words may become so much less likely: one character
#: more costs something, and 及 or 给 that may be left out cost most.
LESS_LIKELY = -3.5

#: What stands between words that are read on over it.
_PARTING = frozenset(" \u3000\t\n\r()（）[]［］〔〕【】")

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
    """Where characters are missing in part of a text, in order."""
    text = grams.text
    meet = meetings(grams)
    places = Places(grams, meet)
    found = {at: gap for at in meet if (gap := _both_say(text, at, places))}
    for at, missing in _broken(grams):
        if at in found or not may_miss(missing):
            continue
        least = LIKELIER_IN_WORDS if text[at - 1 : at + 1] in pairs() else LIKELIER
        if gain(text, at, at, missing) >= least:
            found[at] = _gap(text, at, missing)
    for at in sorted(found):
        if not _NUMBER.match(text, at):
            yield found[at]


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
    """Whether two characters meet only here; blanks and brackets (村（居）委会) tell nothing."""
    return len(meeting) == 2 and _PARTING.isdisjoint(meeting) and count[meeting] == 1


def _ends(text: str, at: int, places: Places) -> list[int]:
    """Where the longest words before ``at`` that come again end elsewhere."""
    ends = [place + 3 for place in places.of(text[at - 3 : at], at) if place + 3 != at]
    if len(ends) < PLACES or not is_hanzi(text[max(at - 3, 0)]):
        if not places.agree(text[at - 2 : at], 2, PART):
            return []
        return [place + 2 for place in places.of(text[at - 2 : at], at) if place + 2 != at]
    for size in range(4, min(REACH, at) + 1):
        longer = [end for end in ends if end >= size and text[end - size] == text[at - size]]
        if len(longer) < PLACES or not is_hanzi(text[at - size]):
            break
        ends = longer
    return ends


def _starts(text: str, at: int, places: Places) -> list[int]:
    """Where the longest words after ``at`` that come again begin elsewhere."""
    starts = [place for place in places.of(text[at : at + 3], at) if place != at]
    if len(starts) < PLACES or not is_hanzi(text[at + 2 : at + 3]):
        if not places.agree(text[at : at + 2], -1, PART):
            return []
        return [place for place in places.of(text[at : at + 2], at) if place != at]
    for size in range(3, min(REACH, len(text) - at)):
        char = text[at + size]
        longer = [start for start in starts if text[start + size : start + size + 1] == char]
        if len(longer) < PLACES or not is_hanzi(char):
            break
        starts = longer
    return starts


def _both_say(text: str, at: int, places: Places) -> Gap | None:
    """The character that follows the words before and stands before the words after."""
    ends = _ends(text, at, places)
    if len(ends) < PLACES:
        return None
    missing, left = _usual(text, ends)
    if left < PART * len(ends) or not may_miss(missing):
        return None
    starts = _starts(text, at, places)
    if len(starts) < PLACES:
        return None
    right = sum(text[start - 1] == missing for start in starts)
    words = text[at - 2 : at] + missing + text[at : at + 2]
    if (
        _enough(left, len(ends), right, len(starts))
        and words in text
        and gain(text, at, at, missing) >= LESS_LIKELY
    ):
        return _gap(text, at, missing)
    return None


def _usual(text: str, places: Sequence[int]) -> tuple[str, int]:
    """The character that stands oftenest at some places, and how often."""
    return Counter(text[place : place + 1] for place in places).most_common(1)[0]


def _enough(left: int, of_left: int, right: int, of_right: int) -> bool:
    """Whether one side says it always, the other nearly."""
    whole, rest, part = right == of_right, left, left / of_left
    if left == of_left:
        whole, rest, part = True, right, right / of_right
    return whole and (part == 1 or (part >= PART and rest >= MANY))


def may_miss(word: str) -> bool:
    """Whether a word may be put in or taken out.

    The facts protect some hanzi; 的 may always be left out, and so may the name of the place
    (关于印发临淄区当前工作要点).
    """
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
