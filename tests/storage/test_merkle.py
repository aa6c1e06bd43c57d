"""The tree: RFC 6962's own figures, and proofs that hold for what is there and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transferwatch.storage.merkle import EMPTY, Growing, Tree, consistent, head, included, leaf

# The entries and the roots that the reference implementation of RFC 6962 is tested with.
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_roots_of_the_reference(size: int) -> None:
    assert head(ENTRIES[:size]).hex() == ROOTS[size]


def test_the_head_of_nothing() -> None:
    assert head([]) == EMPTY == Growing().head()


@given(st.integers(1, 70), st.data())
def test_a_leaf_is_proved_where_it_is_and_nowhere_else(size: int, data: st.DataObject) -> None:
    entries = [str(number).encode() for number in range(size)]
    at = data.draw(st.integers(0, size - 1))
    leaves, root = [leaf(entry) for entry in entries], head(entries)
    path = Tree(leaves).inclusion(at)
    assert included(leaves[at], at, size, path, root)
    assert not included(leaf(b"another"), at, size, path, root)
    assert not included(leaves[at], size, size, path, root)
    if size > 1:
        elsewhere = data.draw(st.integers(0, size - 1).filter(lambda other: other != at))
        assert not included(leaves[at], elsewhere, size, path, root)
        bent = (path[0][:-1] + bytes([path[0][-1] ^ 1]), *path[1:])
        assert not included(leaves[at], at, size, bent, root)


@given(st.integers(1, 70), st.data())
def test_a_ledger_that_was_only_added_to(size: int, data: st.DataObject) -> None:
    entries = [str(number).encode() for number in range(size)]
    earlier = data.draw(st.integers(1, size))
    leaves = [leaf(entry) for entry in entries]
    path = Tree(leaves).consistency(earlier)
    before, now = head(entries[:earlier]), head(entries)
    assert consistent(earlier, before, size, now, path)
    rewritten = head([b"rewritten", *entries[1:earlier]])
    assert not consistent(earlier, rewritten, size, now, path)


def test_no_proof_of_what_is_not_there() -> None:
    with pytest.raises(IndexError):
        Tree([leaf(b"one")]).inclusion(1)
    with pytest.raises(IndexError):
        Tree([leaf(b"one")]).consistency(2)
