using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.SchemaTables;

/// <summary>The temporary views and tables of a connection, as the collections show them: in the schema of tables, since their names stand alone.</summary>
internal sealed class SessionRelations(RerunConnection connection)
{
    private readonly Query.QuerySession _session = connection.QuerySession;

    public string[] Views => [.. _session.Views.Values.Select(view => view.Name).Order(StringComparer.Ordinal)];

    public string[] Tables => [.. _session.Tables.Values.Select(table => table.Name).Order(StringComparer.Ordinal)];

    /// <summary>The columns of a view or table; no rows are read for them. None of a view whose relations are no more.</summary>
    public async ValueTask<IReadOnlyList<Field>> FieldsOfAsync(string name, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand($"SELECT * FROM \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        await using (command.ConfigureAwait(false))
        {
            try
            {
                var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SchemaOnly, cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return reader.ArrowSchema.FieldsList;
                }
            }
            catch (RerunException)
            {
                return [];
            }
        }
    }

    /// <summary>The status of a task of registration, by its id.</summary>
    public async ValueTask<IReadOnlyList<object?[]>> TaskAsync(string id, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand("SELECT task_id, exec_status FROM tasks([@id])");
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddWithValue("id", id);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<object?[]>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add([reader.GetValue(0), reader.GetValue(1)]);
                }

                return rows;
            }
        }
    }
}
