"""Writes and reads back arrays of every type with pyarrow.

write FOLDER: one stream and one file, plain and LZ4-compressed.
read FILE EXPECTED: fails unless FILE (stream or file) holds the same batches as EXPECTED.
"""
import datetime, decimal, sys, pathlib
import pyarrow as pa


def columns(shift):
    n = None
    t = datetime.datetime(2024, 1, 31, 12, 34, 56, 123456)
    yield "null", pa.nulls(5)
    yield "bool", pa.array([True, n, False, True, True])
    for ty in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()):
        yield str(ty), pa.array([1 + shift, n, 3, 4, 5], ty)
    import numpy as np
    yield "half", pa.array(np.array([1.5, 2, 3, 4, 5 + shift], np.float16))
    yield "float", pa.array([1.5, n, 3, 4, 5], pa.float32())
    yield "double", pa.array([1.5, n, float("nan"), 4, 5])
    for ty in (pa.string(), pa.large_string(), pa.string_view()):
        yield str(ty), pa.array(["a", n, "", "a longer text than fits a view", "é%d" % shift], ty)
    for ty in (pa.binary(), pa.large_binary(), pa.binary_view()):
        yield str(ty), pa.array([b"a", n, b"", b"a longer value than fits a view", b"\xff"], ty)
    yield "fixed", pa.array([b"abcd", n, b"efgh", b"ijkl", b"mnop"], pa.binary(4))
    yield "decimal128", pa.array([decimal.Decimal("1.23"), n, decimal.Decimal("-4.56"), n, n], pa.decimal128(20, 2))
    yield "decimal256", pa.array([decimal.Decimal("1.23"), n, decimal.Decimal("-4.56"), n, n], pa.decimal256(50, 2))
    yield "decimal32", pa.array([decimal.Decimal("1.23"), n, decimal.Decimal("-4.56"), n, n], pa.decimal32(5, 2))
    yield "decimal64", pa.array([decimal.Decimal("1.23"), n, decimal.Decimal("-4.56"), n, n], pa.decimal64(12, 2))
    yield "date32", pa.array([t.date(), n, n, n, n], pa.date32())
    yield "date64", pa.array([t.date(), n, n, n, n], pa.date64())
    for u in ("s", "ms"):
        yield "time32" + u, pa.array([1, n, 3, 4, 5], pa.time32(u))
    for u in ("us", "ns"):
        yield "time64" + u, pa.array([1, n, 3, 4, 5], pa.time64(u))
    for u in ("s", "ms", "us", "ns"):
        yield "timestamp" + u, pa.array([1, n, -3, 4, 5], pa.timestamp(u))
        yield "timestamptz" + u, pa.array([1, n, -3, 4, 5], pa.timestamp(u, "Europe/Berlin"))
        yield "duration" + u, pa.array([1, n, -3, 4, 5], pa.duration(u))
    yield "interval", pa.array([pa.MonthDayNano([1, 2, 3]), n, pa.MonthDayNano([-1, 0, 9]), n, n])
    lists = [[1, 2], n, [], [3, n], [4]]
    for ty in (pa.list_(pa.int16()), pa.large_list(pa.int16()), pa.list_view(pa.int16()), pa.large_list_view(pa.int16())):
        yield str(ty), pa.array(lists, ty)
    yield "fixed_list", pa.array([[1, 2], n, [3, n], [5, 6], [7, 8]], pa.list_(pa.float32(), 2))
    yield "list_of_lists", pa.array([[["a"], n], n, [], [["b", n]], [[]]], pa.list_(pa.list_(pa.string())))
    yield "struct", pa.array([{"x": 1, "y": ["p"]}, n, {"x": n, "y": n}, {"x": 4, "y": []}, {"x": 5, "y": ["q", n]}])
    yield "map", pa.array([[("a", 1)], n, [], [("b", n), ("c", 3)], [("d", shift)]], pa.map_(pa.string(), pa.int32()))
    yield "dictionary", pa.DictionaryArray.from_arrays(pa.array([0, n, 1, 1, 0], pa.int8()), pa.array(["x", "y"]))
    yield "list_of_dictionary", pa.ListArray.from_arrays(pa.array([0, 1, 1, 2, 4, 5], pa.int32()),
        pa.DictionaryArray.from_arrays(pa.array([0, 1, n, 1, 0], pa.uint16()), pa.array(["red", "green"])))
    yield "dense_union", pa.UnionArray.from_dense(pa.array([0, 1, 0, 1, 1], pa.int8()), pa.array([0, 0, 1, 1, 2], pa.int32()),
        [pa.array([1, n]), pa.array(["u", "v", n])], ["i", "s"], [0, 1])
    yield "sparse_union", pa.UnionArray.from_sparse(pa.array([5, 7, 5, 7, 7], pa.int8()),
        [pa.array([1, 2, n, 4, 5]), pa.array(["u", "v", "w", n, "x"])], ["i", "s"], [5, 7])
    yield "runs", pa.RunEndEncodedArray.from_arrays(pa.array([2, 3, 5], pa.int32()), pa.array(["r", n, "s"]))


def batches():
    for shift in (0, 1):
        names, arrays = zip(*columns(shift))
        fields = [pa.field(k, a.type, metadata={"key of " + k: "value", "order": "2", "a": ""}) for k, a in zip(names, arrays)]
        yield pa.RecordBatch.from_arrays(list(arrays), schema=pa.schema(fields, metadata={"of": "the schema"}))


def read(path):
    data = pathlib.Path(path).read_bytes()
    if data[:6] == b"ARROW1":
        reader = pa.ipc.open_file(pa.BufferReader(data))
        return reader.schema, [reader.get_batch(i) for i in range(reader.num_record_batches)]
    reader = pa.ipc.open_stream(pa.BufferReader(data))
    return reader.schema, list(reader)


def plain(array):
    try:
        return repr(array.to_pylist())
    except ValueError:  # nanoseconds that Python's times cannot hold
        return array.to_string(window=100)


def main():
    if sys.argv[1] == "write":
        folder = pathlib.Path(sys.argv[2])
        both = list(batches())
        for name, options in (("plain", pa.ipc.IpcWriteOptions()), ("lz4", pa.ipc.IpcWriteOptions(compression="lz4")),
                              ("zstd", pa.ipc.IpcWriteOptions(compression="zstd")), ("v4", pa.ipc.IpcWriteOptions(metadata_version=pa.ipc.MetadataVersion.V4)),
                              ("legacy", pa.ipc.IpcWriteOptions(use_legacy_format=True, metadata_version=pa.ipc.MetadataVersion.V4))):
            with pa.ipc.new_stream(str(folder / (name + ".stream")), both[0].schema, options=options) as writer:
                for batch in both:
                    writer.write_batch(batch)
            with pa.ipc.new_file(str(folder / (name + ".file")), both[0].schema, options=options) as writer:
                for batch in both:
                    writer.write_batch(batch)
        growing = pa.schema([pa.field("d", pa.dictionary(pa.int8(), pa.string()))])
        options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
        with pa.ipc.new_stream(str(folder / "deltas.stream"), growing, options=options) as writer:
            for indices, words in (([0, 1], ["a", "b"]), ([2, 0], ["a", "b", "c"]), ([0, 0], ["z"])):
                array = pa.DictionaryArray.from_arrays(pa.array(indices, pa.int8()), pa.array(words))
                writer.write_batch(pa.RecordBatch.from_arrays([array], schema=growing))
    else:
        schema, actual = read(sys.argv[2])
        expected_schema, expected = read(sys.argv[3])
        assert schema.equals(expected_schema, check_metadata=True), f"{schema}\n---\n{expected_schema}"
        assert len(actual) == len(expected), (len(actual), len(expected))
        for a, e in zip(actual, expected):
            a.validate(full=True)
            for name, x, y in zip(a.schema.names, a.columns, e.columns):
                assert plain(x) == plain(y), (name, x, y)


main()
