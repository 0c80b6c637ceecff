using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Gives values at equal steps, each made of the one before.</summary>
/// <param name="type">The type of the values: 64 bits wide.</param>
/// <param name="start">The first value; null gives no rows, as it does for the others.</param>
/// <param name="stop">Where it ends.</param>
/// <param name="next">The value after one.</param>
/// <param name="ascends">Whether values grow; null for a step of nothing.</param>
/// <param name="hasStop">Whether the end is a value too, if it is met.</param>
/// <param name="context">The execution.</param>
internal sealed class SeriesOperator(
    IArrowType type, long? start, long? stop, Func<long, long?> next, bool? ascends, bool hasStop, EvaluationContext context) : BatchOperator([type])
{
    private long? _value = start;

    /// <inheritdoc/>
    public override string Name => "Series";

    /// <inheritdoc/>
    protected override ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_value is null || stop is null)
        {
            return new((VectorBatch?)null);
        }

        if (ascends is not { } isAscending)
        {
            throw new RerunException("The step of a series cannot be zero.", RerunErrorCode.InvalidArgument);
        }

        var values = new List<long>(context.BatchRows);
        while (_value is { } value && values.Count < context.BatchRows && IsWithin(value, isAscending))
        {
            values.Add(value);
            _value = next(value);
        }

        if (values.Count == 0)
        {
            _value = null;
            return new((VectorBatch?)null);
        }

        return new(new VectorBatch([ColumnVector.Flat(NewArrays.Fixed<long>(type, [.. values]))], values.Count));
    }

    private bool IsWithin(long value, bool isAscending) =>
        (isAscending ? value < stop : value > stop) || (hasStop && value == stop);
}
