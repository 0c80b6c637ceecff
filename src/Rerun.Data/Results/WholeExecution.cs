namespace Rerun.Data.Results;

/// <summary>Executions of which no rows, or one value, are wanted. Each statement runs when it is moved to, so all are moved to.</summary>
internal static class WholeExecution
{
    /// <summary>Runs all statements and counts the changed rows.</summary>
    public static async ValueTask<int> RunToEndAsync(this ValueTask<RerunDataReader> execution, CancellationToken cancellationToken)
    {
        var reader = await execution.ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await MoveToEndAsync(reader, cancellationToken).ConfigureAwait(false);
            return reader.RecordsAffected;
        }
    }

    /// <summary>Runs all statements; gives the first value of the first row, or null where there is none.</summary>
    public static async ValueTask<object?> ReadFirstValueAsync(this ValueTask<RerunDataReader> execution, CancellationToken cancellationToken)
    {
        var reader = await execution.ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var value = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && reader.FieldCount > 0 ? reader.GetValue(0) : null;
            await MoveToEndAsync(reader, cancellationToken).ConfigureAwait(false);
            return value;
        }
    }

    private static async ValueTask MoveToEndAsync(RerunDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            // Its rows are not wanted.
        }
    }
}
