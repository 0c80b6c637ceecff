using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Statements;

/// <summary>Rows on their way into a table: as they pass they take the table's schema, are checked for nulls, and counted.</summary>
internal sealed class WrittenRows(Schema schema, string table)
{
    /// <summary>How many rows have passed.</summary>
    public long Count { get; private set; }

    /// <summary>A batch of the table without rows.</summary>
    public RecordBatch None => new(schema, schema.FieldsList.Select(column => ArrayTaking.Nulls(column.DataType, 0)), 0);

    /// <summary>The rows of a result whose columns are the table's.</summary>
    /// <exception cref="RerunException">A column that takes no nulls would get one, or the query fails.</exception>
    public async IAsyncEnumerable<RecordBatch> ReadAsync(QueryResult result, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using (result.ConfigureAwait(false))
        {
            while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                Count += batch.Length;
                yield return Take(batch);
            }
        }
    }

    /// <summary>The first columns of a batch as the table's.</summary>
    /// <exception cref="RerunException">A column that takes no nulls would get one.</exception>
    public RecordBatch Take(RecordBatch batch)
    {
        var columns = new IArrowArray[schema.FieldsList.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            Field field = schema.GetFieldByIndex(i);
            columns[i] = field.IsNullable || batch.Column(i).NullCount == 0
                ? NewArrays.Relabel(batch.Column(i), field.DataType)
                : throw new RerunException($"The column {field.Name} of {table} takes no NULL.", RerunErrorCode.NotNullViolation);
        }

        return new RecordBatch(schema, columns, batch.Length);
    }
}
