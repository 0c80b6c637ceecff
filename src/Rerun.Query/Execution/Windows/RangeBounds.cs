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
        var targets = Shifted(keys, bound, subtract: (bound.Direction < 0) != key.Descending);
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
                var distance = comparer.Compare(keys.Values, middle, targets.Values, targets.PlaceOf(row));
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

    private static ColumnVector Shifted(ColumnVector keys, WindowBound bound, bool subtract)
    {
        FunctionRegistry.BuiltIn.TryGetScalar(subtract ? "-" : "+", out var function);
        var offset = ColumnVector.Constant(bound.Offset!, keys.Length);
        if (offset.IsConstantNull)
        {
            throw new RerunException("The offset of a window frame is not NULL.", RerunErrorCode.InvalidArgument);
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
