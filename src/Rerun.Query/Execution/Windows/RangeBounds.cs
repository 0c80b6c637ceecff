using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Windows;

/// <summary>The bounds of RANGE frames: rows whose key lies within a distance of the row's key.</summary>
internal static class RangeBounds
{
    /// <summary>Finds the bounds. Rows with a null key see each other only.</summary>
    public static int[] Find(WindowBound bound, bool isEnd, WindowPartitions partitions, VectorBatch rows, IReadOnlyList<SortKey> order)
    {
        if (order.Count != 1)
        {
            throw new RerunException("RANGE with an offset needs exactly one key in ORDER BY.", RerunErrorCode.InvalidArgument);
        }

        var key = order[0];
        var keys = rows[key.Column].Flatten();

        // Toward the front of a falling order the keys grow.
        var subtract = (bound.Direction < 0) != key.Descending;
        sbyte[]? beyond = null;
        ColumnVector targets;

        // Hours before a date are a time of the day before it.
        if (keys.Type.TypeId == ArrowTypeId.Date32 && bound.Offset is MonthDayNanosecondIntervalArray { Length: 1 } step && step.IsValid(0) && step.Values[0].Nanoseconds % Time.Calendar.Day != 0)
        {
            keys = As(keys, SqlTypes.Timestamp);
        }

        if (keys.Type.TypeId is ArrowTypeId.Time32 or ArrowTypeId.Time64 || (SqlTypes.IsInteger(keys.Type) && keys.Type.TypeId != ArrowTypeId.UInt64))
        {
            keys = As(keys, SqlTypes.IsInteger(keys.Type) ? SqlTypes.BigInt : SqlTypes.Time);
            targets = Counted(keys, bound, subtract, out beyond);
        }
        else
        {
            targets = Shifted(keys, bound, subtract);
            targets = targets.Type.TypeId == ArrowTypeId.Double ? Unbounded(targets, keys, isEnd != key.Descending ? double.PositiveInfinity : double.NegativeInfinity) : targets;
        }

        var comparer = ValueComparer.For(keys.Type);
        var bounds = new int[partitions.Length];
        for (var row = 0; row < bounds.Length; row++)
        {
            if (keys.IsNull(row) || targets.IsNull(row))
            {
                bounds[row] = isEnd ? partitions.PeerEnd[row] : partitions.PeerStart[row];
                continue;
            }

            var (low, high) = (partitions.PartitionStart[row], partitions.PartitionEnd[row]);
            while (low < high && keys.IsNull(low))
            {
                low = partitions.PeerEnd[low];
            }

            while (low < high && keys.IsNull(high - 1))
            {
                high = partitions.PeerStart[high - 1];
            }

            while (low < high)
            {
                var middle = (low + high) >>> 1;
                var distance = beyond?[row] is { } far and not 0 ? -far : comparer.Compare(keys.Values, middle, targets.Values, targets.PlaceOf(row));
                distance = key.Descending ? -distance : distance;
                if (isEnd ? distance <= 0 : distance < 0)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            bounds[row] = low;
        }

        return bounds;
    }

    private static ColumnVector As(ColumnVector keys, IArrowType type) =>
        Evaluation.CastEvaluator.To(new Evaluation.ColumnEvaluator(0, keys.Type), type).Evaluate(new VectorBatch([keys], keys.Length), EvaluationContext.Create()).Flatten();

    // Whole numbers and times of day do not turn round at their ends: beyond them lies no key.
    private static ColumnVector Counted(ColumnVector keys, WindowBound bound, bool subtract, out sbyte[] beyond)
    {
        var offset = ColumnVector.Constant(bound.Offset!, 1);
        if (offset.IsConstantNull)
        {
            throw NoOffset();
        }

        Int128 distance = offset.Type.TypeId switch
        {
            ArrowTypeId.Interval => RowKernels.Value<MonthDayNanosecondInterval>(offset, 0).Nanoseconds,
            ArrowTypeId.Int64 or ArrowTypeId.Duration => RowKernels.Value<long>(offset, 0),
            _ => throw new RerunException($"RANGE cannot be measured in {SqlTypes.NameOf(offset.Type)} over {SqlTypes.NameOf(keys.Type)}.", RerunErrorCode.TypeMismatch),
        };
        var source = new FixedView<long>(keys);
        var buffer = NewArrays.Buffer<long>(keys.Length, out var targets);
        beyond = new sbyte[keys.Length];
        for (var row = 0; row < targets.Length; row++)
        {
            var target = keys.IsNull(row) ? 0 : subtract ? source[row] - distance : source[row] + distance;
            beyond[row] = (sbyte)(target > long.MaxValue ? 1 : target < long.MinValue ? -1 : 0);
            targets[row] = (long)Int128.Clamp(target, long.MinValue, long.MaxValue);
        }

        return ColumnVector.Flat(NewArrays.Fixed(keys.Type, buffer, Validity.Of(keys), keys.Length));
    }

    // From one infinity by another everything is reached.
    private static ColumnVector Unbounded(ColumnVector targets, ColumnVector keys, double reached)
    {
        var moved = new FixedView<double>(targets);
        var from = new FixedView<double>(keys);
        var buffer = NewArrays.Buffer<double>(targets.Length, out var results);
        for (var row = 0; row < results.Length; row++)
        {
            results[row] = !targets.IsNull(row) && double.IsNaN(moved[row]) && !double.IsNaN(from[row]) ? reached : moved[row];
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Double, buffer, Validity.Of(targets), targets.Length));
    }

    private static RerunException NoOffset() => new("The offset of a window frame is not NULL.", RerunErrorCode.InvalidArgument);

    private static ColumnVector Shifted(ColumnVector keys, WindowBound bound, bool subtract)
    {
        FunctionRegistry.BuiltIn.TryGetScalar(subtract ? "-" : "+", out var function);
        var offset = ColumnVector.Constant(bound.Offset!, keys.Length);
        if (offset.IsConstantNull)
        {
            throw NoOffset();
        }

        if (!function!.TryResolve([new FunctionArgument(keys.Type), new FunctionArgument(offset.Type)], out var binding, out var error))
        {
            throw new RerunException($"RANGE cannot be measured: {error}", RerunErrorCode.TypeMismatch);
        }

        var batch = new VectorBatch([keys, offset], keys.Length);
        var call = new Evaluation.CallEvaluator(
            binding,
            Evaluation.CastEvaluator.To(new Evaluation.ColumnEvaluator(0, keys.Type), binding.ParameterTypes[0]),
            Evaluation.CastEvaluator.To(new Evaluation.ColumnEvaluator(1, offset.Type), binding.ParameterTypes[1]));
        Evaluation.Evaluator result = SqlTypes.Same(call.Type, keys.Type) ? call : new Evaluation.CastEvaluator(call, Casts.Cast.Between(call.Type, keys.Type)!);
        return result.Evaluate(batch, EvaluationContext.Create()).Flatten();
    }
}
