"""Write the trained tagger as the reader's package data: the encoder with 8-bit weights, and the heads.

python -m training.export ENCODER TRAINED_FOLDER src/transferwatch/readings/by_model
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel

from training.network import Tagger


class _States(nn.Module):
    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state


def main(source: str, trained: str, target: str) -> None:
    """Export; the pooler, which nothing asks, is left out."""
    encoder = AutoModel.from_pretrained(source, attn_implementation="eager", add_pooling_layer=False)
    model = Tagger(encoder, encoder.config.hidden_size)
    held = torch.load(Path(trained) / "tagger.pt", weights_only=True)
    model.load_state_dict({name: value for name, value in held.items() if ".pooler." not in name})
    model.eval()
    out = Path(target)
    np.savez_compressed(out / "heads.npz", **{name: value.astype(np.float16) for name, value in model.arrays().items()})
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.onnx"
        sample = torch.ones(1, 20, dtype=torch.long)
        axes = {"pieces": {0: "texts", 1: "length"}, "mask": {0: "texts", 1: "length"}}
        torch.onnx.export(
            _States(encoder),
            (sample, sample),
            str(whole),
            input_names=["pieces", "mask"],
            output_names=["states"],
            dynamic_axes=axes,
            dynamo=False,
        )
        quantize_dynamic(whole, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    for name in ("encoder.onnx", "heads.npz"):
        print(name, (out / name).stat().st_size)


if __name__ == "__main__":
    main(*sys.argv[1:])
