using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Tests.Execution;

/// <summary>Builds arrays and calls for tests, and reads results back.</summary>
internal static class Samples
{
    public static readonly double[] OddDoubles = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, 1.5, -2.5, double.MaxValue, double.Epsilon];
    public static readonly long[] OddLongs = [long.MinValue, long.MaxValue, 0, 1, -1, 42];

    public static IArrowArray Longs(params IEnumerable<long?> values) => Fixed(SqlTypes.BigInt, values);

    public static IArrowArray Ints(params IEnumerable<int?> values) => Fixed(SqlTypes.Int, values);

    public static IArrowArray Doubles(params IEnumerable<double?> values) => Fixed(SqlTypes.Double, values);

    public static IArrowArray Fixed<T>(IArrowType type, IEnumerable<T?> values)
        where T : unmanaged
    {
        var list = values.ToList();
        var buffer = NewArrays.Buffer<T>(list.Count, out var target);
        var bits = NewArrays.Bitmap(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            // What stands below a null is arbitrary; zero would hide mistakes.
            target[i] = list[i] ?? System.Runtime.CompilerServices.Unsafe.BitCast<T, T>(default);
            BitUtility.SetBit(bits, i, list[i] is not null);
        }

        return NewArrays.Fixed(type, buffer, Validity.FromBits(bits, list.Count), list.Count);
    }

    public static IArrowArray Bools(params IEnumerable<bool?> values)
    {
        var builder = new BooleanArray.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    public static IArrowArray Texts(params IEnumerable<string?> values) => new StringArray.Builder().AppendRange(values).Build();

    public static IArrowArray LongLists(params IEnumerable<long?[]?> lists)
    {
        var builder = new ListArray.Builder(SqlTypes.BigInt);
        foreach (var list in lists)
        {
            if (list is null)
            {
                builder.AppendNull();
                continue;
            }

            builder.Append();
            foreach (var value in list)
            {
                if (value is { } known)
                {
                    ((Int64Array.Builder)builder.ValueBuilder).Append(known);
                }
                else
                {
                    builder.ValueBuilder.AppendNull();
                }
            }
        }

        return builder.Build();
    }

    /// <summary>The same values behind an offset, so that bitmaps do not begin at a byte.</summary>
    public static IArrowArray Shifted(IArrowArray array, int by)
    {
        var padding = ArrayTaking.Nulls(array.Data.DataType, by);
        return ArrowArrayFactory.Slice(ArrayTaking.Concat([padding, array]), by, array.Length);
    }

    public static object? At(IArrowArray array, int row) => array.IsNull(row) ? null : array switch
    {
        BooleanArray a => a.GetValue(row),
        Int8Array a => a.Values[row],
        Int16Array a => a.Values[row],
        Int32Array a => a.Values[row],
        Int64Array a => a.Values[row],
        UInt8Array a => a.Values[row],
        UInt16Array a => a.Values[row],
        UInt32Array a => a.Values[row],
        UInt64Array a => a.Values[row],
        FloatArray a => a.Values[row],
        DoubleArray a => a.Values[row],
        StringArray a => a.GetString(row),
        Date32Array a => a.Values[row],
        ListArray a => Enumerable.Range(0, a.GetValueLength(row)).Select(i => At(a.GetSlicedValues(row)!, i)).ToArray(),
        _ when ArrayTaking.WidthOf(array.Data.DataType) == 8 => NewArrays.ValuesOf<long>(array)[row],
        _ => Rerun.Query.Execution.Casts.ValueText.Of(array, row),
    };

    public static object?[] Values(ColumnVector vector) => Values(vector.ToArray());

    public static object?[] Values(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(i => At(array, i))];

    /// <summary>Calls a scalar function as a query would, casts included.</summary>
    public static ColumnVector Call(string name, params ColumnVector[] arguments)
    {
        Assert.True(FunctionRegistry.BuiltIn.TryGetScalar(name, out var function), $"no function {name}");
        var described = arguments.Select(a => new FunctionArgument(a.Type, a.IsConstant ? a : null)).ToList();
        Assert.True(function.TryResolve(described, out var binding, out var error), error);
        var evaluators = arguments.Select((a, i) => CastEvaluator.To(new ColumnEvaluator(i, a.Type), binding.ParameterTypes[i])).ToArray();
        return new CallEvaluator(binding, evaluators).Evaluate(new VectorBatch(arguments, arguments[0].Length), EvaluationContext.Create());
    }

    public static object?[] CallFlat(string name, params IArrowArray[] arguments) =>
        Values(Call(name, [.. arguments.Select(ColumnVector.Flat)]));

    /// <summary>Calls a scalar function with constants and gives its only value.</summary>
    public static object? CallOnce(string name, params IArrowArray[] arguments) => CallFlat(name, arguments)[0];

    public static AggregateBinding Aggregate(string name, params IArrowType[] types)
    {
        Assert.True(FunctionRegistry.BuiltIn.TryGetAggregate(name, out var function), $"no aggregate {name}");
        Assert.True(function.TryResolve([.. types.Select(t => new FunctionArgument(t))], out var binding, out var error), error);
        return binding;
    }

    public static IArrowArray One(object? value) => value switch
    {
        null => ArrayTaking.Nulls(SqlTypes.Null, 1),
        bool v => Constants.Of(v),
        int v => Constants.Of(v),
        long v => Constants.Of(v),
        double v => Constants.Of(v),
        string v => Constants.Of(v),
        _ => throw new ArgumentException(value.GetType().Name),
    };

    /// <summary>An operator over columns, cut into batches of some rows.</summary>
    public static BatchSourceOperator Source(int batchRows, params IArrowArray[] columns)
    {
        var batches = new List<VectorBatch>();
        for (var start = 0; start < columns[0].Length; start += batchRows)
        {
            var length = Math.Min(batchRows, columns[0].Length - start);
            batches.Add(new VectorBatch([.. columns.Select(c => ColumnVector.Flat(ArrowArrayFactory.Slice(c, start, length)))], length));
        }

        return new BatchSourceOperator([.. columns.Select(c => c.Data.DataType)], batches);
    }

    public static async Task<List<object?[]>> Rows(BatchOperator source)
    {
        var rows = new List<object?[]>();
        await using (source)
        {
            while (await source.NextAsync(CancellationToken.None) is { } batch)
            {
                var columns = batch.Columns.ToArray().Select(c => c.ToArray()).ToArray();
                for (var row = 0; row < batch.Length; row++)
                {
                    rows.Add([.. columns.Select(c => At(c, row))]);
                }
            }
        }

        return rows;
    }
}
