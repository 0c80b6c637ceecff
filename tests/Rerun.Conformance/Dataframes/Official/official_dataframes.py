"""Answers dataframe queries by the official client 0.27.3 through its own server: a JSON object a line in, a JSON object a line out.

argv: the folder of golden dataframe cases, whose `check.py` knows how to ask and how to write answers.
in:   {"recordings": [{"partition", "file", "chunks": [{"entity", "index": {name: [kind, [..]]}, "components": {name: [type, [cell, ..]]}}]}],
       "inputs": [{"file", "layer"}], "queries": [a query as in the golden cases, ..]}
out:  {"answers": [{"columns", "schema_metadata", "rows"} or {"error"}, ..]}
The recordings are written first, in order, so that their row ids ascend; the inputs are registered as one dataset.
"""
import json
import sys
import warnings

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
warnings.filterwarnings("ignore")
import check  # noqa: E402
import pyarrow as pa  # noqa: E402
import rerun as rr  # noqa: E402

TYPES = {"bool": pa.bool_(), "string": pa.string(), "int64": pa.int64(), "double": pa.float64(), "point": pa.list_(pa.float32(), 2)}
TIMES = {"sequence": pa.int64(), "timestamp": pa.timestamp("ns")}
CLEAR = rr.ComponentDescriptor("Clear:is_recursive", archetype="rerun.archetypes.Clear", component_type="rerun.components.ClearIsRecursive")


class Column:
    """One column for `send_columns`, of a timeline or a component, out of a ready array."""

    def __init__(self, name, array):
        self.name, self.array = name, array

    def timeline_name(self):
        return self.name

    def component_descriptor(self):
        return CLEAR if self.name == CLEAR.component else rr.ComponentDescriptor(self.name)

    def as_arrow_array(self):
        return self.array


def write(recording):
    out = rr.RecordingStream("differential", recording_id=recording["partition"], send_properties=False, batcher_config=rr.ChunkBatcherConfig.NEVER())
    out.save(recording["file"])
    for chunk in recording["chunks"]:
        times = [Column(name, pa.array(values, pa.int64()).view(TIMES[kind])) for name, (kind, values) in chunk["index"].items()]
        cells = [Column(name, pa.array(values, pa.list_(TYPES[kind]))) for name, (kind, values) in chunk["components"].items()]
        rr.send_columns(chunk["entity"], times, cells, recording=out, strict=True)
    out.flush()
    out.disconnect()


def render(check, kind, value):
    """The answer, or None where it holds what cannot be printed: dates, and nanoseconds in lists."""
    try:
        return check.render(kind, value)
    except (TypeError, ValueError) as error:
        if "datetime" in str(error):
            return None
        raise


def main():
    runner = check.Runner(sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        for recording in request["recordings"]:
            write(recording)
        cases = [{"inputs": request["inputs"], "query": query} for query in request["queries"]]
        answers = [render(check, *runner.run(case)) for case in cases]
        print(json.dumps({"answers": answers}), flush=True)
    runner.close()


if __name__ == "__main__":
    main()
