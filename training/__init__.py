"""How the encoder of `readings/by_model` is trained: examples from coded texts, the training itself, the export."""
