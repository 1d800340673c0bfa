"""Runs inside a peer's environment: `python splitter.py FILE` writes a sentence splitter for MiniSBD.

MiniSBD's trained networks come from the internet alone. This one has its format and ends a sentence at a full stop;
it costs less than a trained one, so it flatters the peers.
"""

import json
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ENDS = "。！？."
NOTHING, SENTENCE = (1, 0, 0, 0, 0), (0, 0, 1, 0, 0)


def main(path: str) -> None:
    units = ["<PAD>", "<UNK>", *ENDS]
    scores = np.array([NOTHING, NOTHING, *([SENTENCE] * len(ENDS))], "float32")
    graph = helper.make_graph(
        [helper.make_node("Gather", ["scores", "units"], ["ends"])],
        "splitter",
        [
            helper.make_tensor_value_info("units", TensorProto.INT64, ["texts", "length"]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["texts", "length", "kinds"]),
        ],
        [helper.make_tensor_value_info("ends", TensorProto.FLOAT, ["texts", "length", 5])],
        [numpy_helper.from_array(scores, "scores")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    numbers = {unit: number for number, unit in enumerate(units)}
    vocabulary = {"lang": "ja", "idx": 0, "cutoff": 0, "lower": False, "_unit2id": numbers, "_id2unit": units}
    helper.set_model_props(
        model, {"lang_code": "ja", "config": json.dumps({"batch_size": 32}), "vocab": json.dumps(vocabulary)}
    )
    onnx.save(model, path)


if __name__ == "__main__":
    main(sys.argv[1])
