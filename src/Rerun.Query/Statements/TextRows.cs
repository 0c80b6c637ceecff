using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Query.Statements;

/// <summary>Results made of text in memory.</summary>
internal static class TextRows
{
    /// <summary>One column of text.</summary>
    public static QueryResult Of(string name, IEnumerable<string> rows) => Of([name], rows.Select(row => (string?[])[row]));

    /// <summary>Several columns of text, any of which may be null.</summary>
    public static QueryResult Of(IReadOnlyList<string> names, IEnumerable<string?[]> rows)
    {
        StringArray.Builder[] builders = [.. names.Select(_ => new StringArray.Builder())];
        int count = 0;
        foreach (string?[] row in rows)
        {
            for (int i = 0; i < builders.Length; i++)
            {
                if (row[i] is { } text)
                {
                    builders[i].Append(text);
                }
                else
                {
                    builders[i].AppendNull();
                }
            }

            count++;
        }

        var schema = new Schema(names.Select(name => new Field(name, StringType.Default, true)));
        return InMemory(new RecordBatch(schema, builders.Select(builder => (IArrowArray)builder.Build()), count));
    }

    /// <summary>A batch as a result.</summary>
    public static QueryResult InMemory(RecordBatch batch) => new(batch.Schema, Single(batch));

    /// <summary>Batches as the result of a change of so many rows.</summary>
    public static QueryResult InMemory(Schema schema, IReadOnlyList<RecordBatch> batches, long recordsAffected) =>
        new(schema, Several(batches), true, recordsAffected);

    /// <summary>No rows: something was done.</summary>
    public static QueryResult Done(long recordsAffected = -1) => new(new Schema([]), Single(null), false, recordsAffected);

    private static async IAsyncEnumerable<RecordBatch> Several(IReadOnlyList<RecordBatch> batches)
    {
        foreach (RecordBatch batch in batches)
        {
            yield return batch;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<RecordBatch> Single(RecordBatch? batch)
    {
        if (batch is { Length: > 0 })
        {
            yield return batch;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
