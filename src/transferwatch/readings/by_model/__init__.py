"""Reading by a small encoder that was trained on coded texts (`training/`), run offline on the processor."""
