"""Small ONNX models in the form of a recogniser and of a face parser."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper


def write_recogniser(path: Path, width: int) -> Path:
    """Averages 14x14 patches of a 112x112 picture and mixes them into `width` numbers."""
    mixed = np.random.default_rng(0).normal(size=(3 * 64, width)).astype(np.float32)
    nodes = [
        helper.make_node("AveragePool", ["picture"], ["patches"], kernel_shape=[14, 14], strides=[14, 14]),
        helper.make_node("Flatten", ["patches"], ["flat"]),
        helper.make_node("MatMul", ["flat", "mixed"], ["numbers"]),
    ]
    return _write(path, nodes, {"mixed": mixed}, ("picture", [None, 3, 112, 112]), ("numbers", [None, width]))


def write_parser(path: Path, side: int = 512) -> Path:
    """Answers class 1 (skin) where a pixel's normalised red is above 0, and 0 (background) elsewhere."""
    red = np.zeros((19, 3, 1, 1), np.float32)
    red[1, 0] = 1
    bias = np.array([0, 0, *[-9] * 17], np.float32)
    nodes = [helper.make_node("Conv", ["picture", "red", "bias"], ["scores"])]
    return _write(path, nodes, {"red": red, "bias": bias}, ("picture", [1, 3, 512, 512]), ("scores", [1, 19, side, side]))


def _write(path: Path, nodes: list[onnx.NodeProto], weights: dict[str, NDArray[np.float32]],
           takes: tuple[str, list[int | None]], gives: tuple[str, list[int | None]]) -> Path:
    inputs, outputs = ([helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)] for name, shape in (takes, gives))
    held = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, held)
    model = helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])
    path.write_bytes(model.SerializeToString())
    return path
