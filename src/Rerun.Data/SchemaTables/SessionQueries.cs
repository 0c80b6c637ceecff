using System.Runtime.CompilerServices;

namespace Rerun.Data.SchemaTables;

/// <summary>Asks the connection by SQL for what the collections show.</summary>
internal sealed class SessionQueries(RerunConnection connection)
{
    /// <summary>The rows of a query, null for SQL's null.</summary>
    /// <param name="text">The query.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<object?[]> RowsAsync(string text, CancellationToken cancellationToken) => RowsAsync(connection.CreateCommand(text), cancellationToken);

    /// <summary>The status of a task of registration, by its id.</summary>
    public IAsyncEnumerable<object?[]> TaskAsync(string id, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand("SELECT task_id, exec_status FROM tasks([@id])");
        command.Parameters.AddWithValue("id", id);
        return RowsAsync(command, cancellationToken);
    }

    private static async IAsyncEnumerable<object?[]> RowsAsync(RerunCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var row = new object[reader.FieldCount];
                    reader.GetValues(row);
                    yield return Array.ConvertAll(row, value => value is DBNull ? null : value);
                }
            }
        }
    }
}
