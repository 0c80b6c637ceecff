using System.Collections.Concurrent;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;

namespace Rerun.Data.Linq.Materialization;

/// <summary>A batch whose columns are read by name, each by a reader that is made when first asked for.</summary>
internal sealed class DynamicBatch
{
    public const string PartitionColumn = DataframeScan.PartitionColumn;

    private readonly RecordBatch _batch;
    private readonly RowPlace _place;
    private readonly ConcurrentDictionary<(string Column, Type Type), Cell> _cells = new();

    public DynamicBatch(RecordBatch batch, string? indexName)
    {
        _batch = batch;
        IndexName = indexName;
        _place = new RowPlace(batch.Schema, indexName);
        _place.Bind(batch);
    }

    public string? IndexName { get; }

    public IReadOnlyList<string> Names => [.. _batch.Schema.FieldsList.Select(column => column.Name)];

    public int Ordinal(string column)
    {
        int ordinal = _batch.Schema.GetFieldIndex(column);
        return ordinal >= 0 ? ordinal : throw UnknownColumn(column, Names);
    }

    public static RerunException UnknownColumn(string column, IEnumerable<string> names) => new(
        $"There is no column '{column}'.{(NearestName.Of(column, names) is { } nearest ? $" Did you mean '{nearest}'?" : $" There are: {string.Join(", ", names.Take(20))}.")}",
        RerunErrorCode.NotFound);

    public bool IsNull(string column, int row) => _batch.Column(Ordinal(column)).IsNull(row);

    public T? Read<T>(string column, int row)
    {
        var cell = (Cell<T>)_cells.GetOrAdd((column, typeof(T)), _ =>
        {
            int ordinal = Ordinal(column);
            var made = new Cell<T>(ordinal, _batch.Schema.GetFieldByIndex(ordinal), _place.Of);
            made.Bind(_batch);
            return made;
        });

        // Readers keep the last text they decoded, so one row at a time.
        lock (cell)
        {
            return cell.Read(row);
        }
    }
}
