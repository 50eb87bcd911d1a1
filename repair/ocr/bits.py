"""Rows of a two-coloured image as the bits of integers, the leftmost pixel the highest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from repair.ocr.extra import need

if TYPE_CHECKING:
    from PIL import Image


def rows_of(image: Image.Image) -> list[int]:
    """The rows of an image of mode ``1``, white pixels as ones."""
    stride = (image.width + 7) // 8
    spare = 8 * stride - image.width
    packed = image.tobytes()
    return [
        int.from_bytes(packed[i : i + stride], "big") >> spare
        for i in range(0, len(packed), max(stride, 1))
    ]


def image_of(rows: Sequence[int], width: int) -> Image.Image:
    """The image of mode ``L`` that has these rows."""
    stride = (width + 7) // 8
    spare = 8 * stride - width
    packed = b"".join((row << spare).to_bytes(stride, "big") for row in rows)
    image: Image.Image = need("PIL.Image").frombytes("1", (width, len(rows)), packed)
    return image.convert("L")


def thickened(rows: Sequence[int], width: int) -> list[int]:
    """The rows with every pixel three wide and high."""
    every = (1 << width) - 1
    wide = [(row | row << 1 | row >> 1) & every for row in rows]
    return [
        above | row | below
        for above, row, below in zip([0, *wide[:-1]], wide, [*wide[1:], 0], strict=True)
    ]


def solid(rows: Sequence[int]) -> list[int]:
    """The rows with the pixels of which five or more of nine, itself and those round it, are set.

    The median of two colours: what it drops is grain. Numbers are added column by column,
    one digit of all sums at a time.
    """
    ones, twos = [0], [0]
    for row in rows:
        left, right = row << 1, row >> 1
        ones.append(left ^ row ^ right)
        twos.append(left & row | right & (left ^ row))
    ones.append(0)
    twos.append(0)
    out = []
    for y in range(len(rows)):
        if not (twos[y] or twos[y + 1] or twos[y + 2]):
            out.append(0)  # three at most
            continue
        one, one_carried = _sum(*ones[y : y + 3])
        two, two_carried = _sum(*twos[y : y + 3])
        four = two & one_carried
        two ^= one_carried
        eight = four & two_carried
        four ^= two_carried
        out.append(eight | four & (one | two))
    return out


def _sum(a: int, b: int, c: int) -> tuple[int, int]:
    """The digits of the sums of three numbers of one digit."""
    return a ^ b ^ c, a & b | c & (a ^ b)


def extent(row: int, width: int) -> tuple[int, int]:
    """Where the ones of a row begin and end, of ``width`` pixels; both ``width`` without any."""
    trailing = (row & -row).bit_length() - 1 if row else 0
    return width - row.bit_length(), width - trailing


def runs(values: Iterable[object]) -> Iterator[tuple[int, int]]:
    """Where values that hold something begin and end."""
    start = end = 0
    for holds, group in groupby(values, bool):
        start, end = end, end + sum(1 for _ in group)
        if holds:
            yield start, end
