"""A Merkle tree over the lines of the ledger, as RFC 6962 (Certificate Transparency), section 2.1, has it.

Its head binds every line: with a proof of a few hashes anybody can check that a line is in the ledger that a head stands
for, and that a later ledger only added to an earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256(b"").digest()


def leaf(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Growing:
    """The roots of the whole subtrees of a tree that grows, largest first: all that its head is reckoned from."""

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    def add(self, entry: bytes) -> None:
        """One more entry."""
        found, count = leaf(entry), self.size
        while count & 1:
            found, count = node(self.roots.pop(), found), count >> 1
        self.roots.append(found)
        self.size += 1

    def head(self) -> bytes:
        """The root hash of all entries so far."""
        if not self.roots:
            return EMPTY
        found = self.roots[-1]
        for root in reversed(self.roots[:-1]):
            found = node(root, found)
        return found


def head(entries: Iterable[bytes]) -> bytes:
    """The root hash of the entries; of none, the hash of the empty string."""
    tree = Growing()
    for entry in entries:
        tree.add(entry)
    return tree.head()


class Tree:
    """A tree over all leaves, its whole subtrees reckoned once, for many proofs."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [list(leaves)]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([node(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])

    def inclusion(self, at: int) -> tuple[bytes, ...]:
        """The hashes that lead from the leaf at `at`, from 0, to the head over all leaves; IndexError past the end."""
        size = len(self.levels[0])
        if not 0 <= at < size:
            raise IndexError(f"no leaf {at} among {size}")
        return self._path(at, 0, size)

    def consistency(self, earlier: int) -> tuple[bytes, ...]:
        """The hashes that show that the first `earlier` leaves are the beginning of all."""
        size = len(self.levels[0])
        if not 0 < earlier <= size:
            raise IndexError(f"no earlier tree of {earlier} among {size} leaves")
        return self._grown(earlier, 0, size, whole=True)

    def _path(self, at: int, start: int, end: int) -> tuple[bytes, ...]:
        if end - start == 1:
            return ()
        cut = start + _cut(end - start)
        if at < cut:
            return (*self._path(at, start, cut), self._root(cut, end))
        return (*self._path(at, cut, end), self._root(start, cut))

    def _grown(self, earlier: int, start: int, end: int, *, whole: bool) -> tuple[bytes, ...]:
        if earlier == end:
            return () if whole else (self._root(start, end),)
        cut = start + _cut(end - start)
        if earlier <= cut:
            return (*self._grown(earlier, start, cut, whole=whole), self._root(cut, end))
        return (*self._grown(earlier, cut, end, whole=False), self._root(start, cut))

    def _root(self, start: int, end: int) -> bytes:
        """The root over a stretch of leaves that begins where a subtree of its size may begin."""
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self.levels[level][start >> level]
        cut = start + _cut(size)
        return node(self._root(start, cut), self._root(cut, end))


def included(found: bytes, at: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether the path leads from a leaf to the head of a tree of that size (RFC 9162, section 2.1.3.2)."""
    if at >= size:
        return False
    here, last = at, size - 1
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node(step, found)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            found = node(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == expected


def consistent(earlier: int, before: bytes, size: int, now: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the tree `now` only added to the tree `before` (RFC 9162, section 2.1.4.2)."""
    if earlier == size:
        return not path and before == now
    steps = list(path)
    if earlier & (earlier - 1) == 0:
        steps.insert(0, before)
    if not steps or not 0 < earlier < size:
        return False
    here, last = earlier - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            first, second = node(step, first), node(step, second)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            second = node(second, step)
        here, last = here >> 1, last >> 1
    return last == 0 and (first, second) == (before, now)


def _cut(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1
