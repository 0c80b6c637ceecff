using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Arrays;

public class ArrowArrayConcatenatorTests
{
    public static TheoryData<string> Kinds => [.. Samples().Select(sample => sample.Data.DataType.ToString()!)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Slices_joined_in_order_give_the_array_again(string kind)
    {
        var array = Samples().Single(sample => sample.Data.DataType.ToString() == kind);
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var slices = new List<IArrowArray>();
            for (var at = 0; at < array.Length;)
            {
                var length = random.Next(0, array.Length - at + 1);
                slices.Add(ArrowArrayFactory.Slice(array, at, length));
                at += length;
            }

            slices.Add(ArrowArrayFactory.Slice(array, 0, 0));
            var joined = ArrowArrayConcatenator.Concatenate(slices);
            Assert.Equal(Describe(array), Describe(joined));
            Assert.Equal(array.NullCount, joined.NullCount);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_array_joined_to_itself_gives_its_values_twice(string kind)
    {
        var array = Samples().Single(sample => sample.Data.DataType.ToString() == kind);
        var part = ArrowArrayFactory.Slice(array, 1, array.Length - 2);
        Assert.Equal([.. Describe(part), .. Describe(part)], Describe(ArrowArrayConcatenator.Concatenate([part, part])));
    }

    [Fact]
    public void Different_dictionaries_are_joined()
    {
        var joined = ArrowArrayConcatenator.Concatenate([Dictionary(["a", "b"], 1, null, 0), Dictionary(["x"], 0, 0)]);
        Assert.Equal(["b", "null", "a", "x", "x"], Describe(joined));
    }

    [Fact]
    public void Dictionaries_that_outgrow_their_indices_are_an_error()
    {
        string[] many = [.. Enumerable.Range(0, 100).Select(i => $"{i}")];
        Assert.Throws<OverflowException>(() => ArrowArrayConcatenator.Concatenate([Dictionary(many, 99), Dictionary(many, 99)]));
    }

    [Fact]
    public void Different_types_are_an_error()
    {
        IArrowArray[] arrays = [new Int32Array.Builder().Append(1).Build(), new Int64Array.Builder().Append(1).Build()];
        var error = Assert.Throws<ArgumentException>(() => ArrowArrayConcatenator.Concatenate(arrays));
        Assert.Contains("int64", error.Message);
    }

    private static IEnumerable<IArrowArray> Samples()
    {
        yield return new NullArray(6);
        yield return new BooleanArray.Builder().Append(true).Append(false).AppendNull().Append(true).Append(true).Build();
        yield return new Int32Array.Builder().Append(1).AppendNull().Append(3).Append(4).Build();
        yield return new DoubleArray.Builder().Append(0.5).Append(1.5).Append(2.5).Build();
        yield return new FixedSizeBinaryArray.Builder(3).Append("abc"u8).AppendNull().Append("def"u8).Append("ghi"u8).Build();
        yield return Text("one", null, "", "three", "vier");
        yield return new LargeStringArray.Builder().Append("one").AppendNull().Append("").Append("three").Build();
        yield return new StringViewArray.Builder().Append("short").AppendNull().Append("longer than twelve bytes").Append("another that is long").Build();
        yield return Lists();
        yield return ListViews();
        yield return new FixedSizeListArray(new ArrayData(
            new FixedSizeListType(Int32Type.Default, 2), 4, 1, 0, [new ArrowBuffer(new byte[] { 0b1011 })], [Numbers(8).Data]));
        yield return new StructArray(new ArrayData(
            new StructType([new Field("a", Int32Type.Default, true), new Field("b", StringType.Default, true)]),
            5, 1, 0, [new ArrowBuffer(new byte[] { 0b11101 })], [Numbers(5).Data, Text("p", "q", null, "s", "t").Data]));
        yield return Union(UnionMode.Sparse);
        yield return Union(UnionMode.Dense);
        yield return Dictionary(["a", "b", "c"], 2, 0, null, 1);
        yield return new RunEndEncodedArray(new Int32Array.Builder().Append(2).Append(3).Append(7).Build(), Text("x", null, "z"), 7);
    }

    private static ListArray Lists()
    {
        var builder = new ListArray.Builder(Int32Type.Default);
        var values = (Int32Array.Builder)builder.ValueBuilder;
        builder.Append();
        values.Append(1).Append(2);
        builder.AppendNull();
        builder.Append();
        builder.Append();
        values.Append(3);
        return builder.Build();
    }

    private static ListViewArray ListViews() => new(new ArrayData(
        new ListViewType(Int32Type.Default), 3, 0, 0,
        [ArrowBuffer.Empty, Buffer(3, 0, 1), Buffer(2, 2, 0)], [Numbers(5).Data]));

    private static IArrowArray Union(UnionMode mode)
    {
        var type = new UnionType([new Field("i", Int32Type.Default, true), new Field("t", StringType.Default, true)], [5, 2], mode);
        var ids = new ArrowBuffer(new byte[] { 5, 2, 2, 5 });
        return mode == UnionMode.Sparse
            ? new SparseUnionArray(new ArrayData(type, 4, 0, 0, [ids], [Numbers(4).Data, Text("a", "b", null, "d").Data]))
            : new DenseUnionArray(new ArrayData(type, 4, 0, 0, [ids, Buffer(0, 0, 1, 1)], [Numbers(2).Data, Text("a", null).Data]));
    }

    private static DictionaryArray Dictionary(string[] values, params sbyte?[] indices) => new(
        new DictionaryType(Int8Type.Default, StringType.Default, false), new Int8Array.Builder().AppendRange(indices).Build(), Text(values));

    private static Int32Array Numbers(int count) => new Int32Array.Builder().AppendRange(Enumerable.Range(10, count)).Build();

    private static StringArray Text(params string?[] values) => new StringArray.Builder().AppendRange(values).Build();

    private static ArrowBuffer Buffer(params int[] values) => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static string[] Describe(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(i => Describe(array, i))];

    private static string Describe(IArrowArray array, int i) => array.IsNull(i) ? "null" : array switch
    {
        BooleanArray a => a.GetValue(i).ToString()!,
        Int32Array a => a.GetValue(i).ToString()!,
        DoubleArray a => a.GetValue(i)!.Value.ToString("R"),
        FixedSizeBinaryArray a => Convert.ToHexString(a.GetBytes(i)),
        StringArray a => a.GetString(i)!,
        LargeStringArray a => a.GetString(i)!,
        StringViewArray a => a.GetString(i)!,
        ListArray a => $"[{string.Join(",", Describe(a.GetSlicedValues(i)!))}]",
        ListViewArray a => $"[{string.Join(",", Describe(a.GetSlicedValues(i)!))}]",
        FixedSizeListArray a => $"[{string.Join(",", Describe(a.GetSlicedValues(i)!))}]",
        StructArray a => $"{{{string.Join(",", a.Fields.Select(field => Describe(field, i)))}}}",
        UnionArray a => $"{a.TypeIds[i]}:{Describe(a.Fields[a.GetChildIndex(i)], a.GetChildPosition(i))}",
        DictionaryArray a => Describe(a.Dictionary, a.GetDictionaryIndex(i)),
        RunEndEncodedArray a => Describe(a.Values, a.FindPhysicalIndex(i)),
        _ => throw new InvalidOperationException($"{array.Data.DataType}"),
    };
}
