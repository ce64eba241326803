"""How onnxruntime is set up for face models, and which of its errors mean what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    import onnxruntime

CUDA = "CUDAExecutionProvider"
CPU = "CPUExecutionProvider"

_MOST_THREADS = 4
"""Convolutions of 640x640 pictures gain little from more; further processors take further pictures."""


def processors() -> int:
    """How many processors this process may use."""
    process = psutil.Process()
    return len(process.cpu_affinity()) if hasattr(process, "cpu_affinity") else psutil.cpu_count() or 1


def session_threads() -> int:
    """Threads inside one inference."""
    return min(_MOST_THREADS, processors())


def pictures_at_once() -> int:
    """Two pictures at least: while one waits for decoding, alignment or Python, the other keeps the processors busy."""
    return max(2, processors() // _MOST_THREADS)


def session_options() -> onnxruntime.SessionOptions:
    """Threads that sleep when they have nothing to do: spinning ones take a third of the speed from everything else."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = session_threads()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    return options


def providers() -> list[str | tuple[str, dict[str, Any]]]:
    """CUDA where this onnxruntime has it (full precision and one algorithm, so that numbers repeat), then the CPU."""
    import onnxruntime

    if CUDA not in onnxruntime.get_available_providers():
        return [CPU]
    return [(CUDA, {"use_tf32": "0", "cudnn_conv_algo_search": "HEURISTIC"}), CPU]


def inference_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises when a model fails: its exceptions share no base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    return (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.NoModel,
            state.NoSuchFile, state.NotImplemented, state.RuntimeException, state.EPFail)


def loading_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime and insightface raise for model files that are damaged, cut off or of another kind."""
    return (*inference_errors(), AssertionError, IndexError, OSError, RuntimeError, ValueError)
