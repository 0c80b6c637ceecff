using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Linq.Materialization;

namespace Rerun.Data.Linq;

/// <summary>A row whose columns are read by name. It stays valid after its query has ended.</summary>
public sealed class RerunRow
{
    private readonly DynamicBatch _batch;
    private readonly int _row;

    internal RerunRow(DynamicBatch batch, int row)
    {
        _batch = batch;
        _row = row;
    }

    /// <summary>The id of the partition.</summary>
    public string PartitionId => _batch.Read<string>(DynamicBatch.PartitionColumn, _row)!;

    /// <summary>The index value: nanoseconds for a timestamp or duration, the number for a sequence. The static view has none, which is an error.</summary>
    public Timestamp64 Index => new(_batch.Read<long>(
        _batch.IndexName ?? throw new RerunException("Rows of the static view have no index value.", RerunErrorCode.InvalidArgument), _row));

    /// <summary>The names of all columns in order.</summary>
    public IReadOnlyList<string> Columns => _batch.Names;

    /// <summary>The value of a column.</summary>
    /// <param name="column">The exact name.</param>
    /// <exception cref="RerunException">There is no such column; the message names the nearest.</exception>
    public RerunValue this[string column]
    {
        get
        {
            _batch.Ordinal(column);
            return new RerunValue(_batch, column, _row);
        }
    }
}
