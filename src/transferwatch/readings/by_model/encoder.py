"""The encoder and the heads that were trained with it (`training/`), run without the means that trained them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from onnxruntime import InferenceSession
    from threadpoolctl import ThreadpoolController

Array = NDArray[np.float32]

ENCODER = "encoder.onnx"
HEADS = "heads.npz"
OPEN, CLOSE = 101, 102
# The most pieces that the encoder reads at once, its two marks left out.
LONGEST = 500


@cache
def _session() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread, one order of additions: the same text gives the same figures on every machine of one kind.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    with as_file(files(__package__).joinpath(ENCODER)) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def one_thread() -> AbstractContextManager[None]:
    """While it lasts, products of matrices are reckoned on one thread: these are too small to be worth waking others."""
    limited: AbstractContextManager[None] = _threads().limit(limits=1, user_api="blas")
    return limited


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@cache
def heads() -> Mapping[str, Array]:
    """The weights of the heads, by name."""
    with as_file(files(__package__).joinpath(HEADS)) as path, np.load(path) as held:
        return {name: held[name].astype(np.float32) for name in held.files}


def linear(head: str, values: Array) -> Array:
    """What a head of one layer makes of values of shape (…, width)."""
    bias = heads().get(f"{head}.bias")
    found: Array = values @ heads()[f"{head}.weight"].T
    return found if bias is None else found + bias


def logistic(logits: Array) -> Array:
    """Logits as figures between 0 and 1."""
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def states(pieces: Sequence[int]) -> Array:
    """The state of each piece in its context, shape (pieces, width); at most LONGEST pieces."""
    ids = np.array([[OPEN, *pieces, CLOSE]], dtype=np.int64)
    feed: dict[str, Any] = {"pieces": ids, "mask": np.ones_like(ids)}
    found: Array = _session().run(None, feed)[0][0, 1:-1]
    return found
