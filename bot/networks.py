"""Opens the small neural networks that come with the repository, each held against its known SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

import onnxruntime


def open_network(model: Path, sha256: str) -> onnxruntime.InferenceSession:
    """On one thread: others run beside it. Raises OSError when the file is missing, ValueError when it is another."""
    if hashlib.sha256(model.read_bytes()).hexdigest() != sha256:
        raise ValueError(f"{model.name} is not the pinned model")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it keeps what the longest text ever took
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
