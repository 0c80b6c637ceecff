using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Materialization;

/// <summary>Says in messages which row of a dataset is meant: partition and index value, as far as they are among the columns.</summary>
internal sealed class RowPlace(Schema schema, string? indexName)
{
    private readonly int _partition = schema.GetFieldIndex(DataframeScan.PartitionColumn);
    private readonly int _index = indexName is null ? -1 : schema.GetFieldIndex(indexName);
    private RecordBatch? _batch;

    public void Bind(RecordBatch batch) => _batch = batch;

    public string Of(int row)
    {
        string partition = _partition >= 0 ? $" of partition '{new Cell<string>(_partition, schema.GetFieldByIndex(_partition), _ => "").ReadIn(_batch!, row)}'" : "";
        string index = _index >= 0 ? $" at {indexName} {Value(row)}" : "";
        return partition.Length + index.Length == 0 ? FormattableString.Invariant($"in row {row} of a batch") : $"{index}{partition}".TrimStart();
    }

    private string Value(int row)
    {
        Field field = schema.GetFieldByIndex(_index);
        return field.DataType is TimestampType
            ? new Cell<Timestamp64>(_index, field, _ => "").ReadIn(_batch!, row).ToString()
            : FormattableString.Invariant($"{new Cell<long>(_index, field, _ => "").ReadIn(_batch!, row)}");
    }
}
