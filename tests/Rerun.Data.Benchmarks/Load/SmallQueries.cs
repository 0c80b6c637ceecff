using System.Collections.Concurrent;
using System.Globalization;

namespace Rerun.Data.Benchmarks.Load;

/// <summary>Small queries over the sample drives, each with the answer that the folder itself gives.</summary>
internal sealed class SmallQueries
{
    private const int Partitions = 12;
    private readonly ConcurrentDictionary<int, string> _answers = new();

    /// <summary>How many different queries there are.</summary>
    public const int Count = Partitions * 3;

    /// <summary>Asks the folder for all answers.</summary>
    public static async Task<SmallQueries> OfAsync(string folder)
    {
        var queries = new SmallQueries();
        await using var connection = await ConnectAsync(folder);
        for (var i = 0; i < Count; i++)
        {
            queries._answers[i] = await AnswerAsync(connection, i);
        }

        return queries;
    }

    public static async Task<RerunConnection> ConnectAsync(string source)
    {
        var connection = new RerunConnection(new RerunConnectionStringBuilder { DataSource = source }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs a query, and says whether the answer is right.</summary>
    public async Task<bool> IsRightAsync(RerunConnection connection, int query) => await AnswerAsync(connection, query % Count) == _answers[query % Count];

    private static async Task<string> AnswerAsync(RerunConnection connection, int query)
    {
        await using var command = connection.CreateCommand(Text(query));
        await using var reader = await command.ExecuteReaderAsync();
        var cells = new List<string>();
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                cells.Add(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "");
            }
        }

        return string.Join('|', cells);
    }

    private static string Text(int query)
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"drive-{(query % Partitions) + 1:000}");
        return (query / Partitions) switch
        {
            0 => $"""SELECT frame, "/battery:Battery:voltage"[1] FROM drives.frame WHERE rerun_partition_id = '{partition}' AND frame BETWEEN 100 AND 110""",
            1 => $"""SELECT count(*), max("/battery:Battery:percent"[1]) FROM drives.frame WHERE rerun_partition_id = '{partition}'""",
            _ => $"SELECT rerun_num_chunks FROM drives.__partitions WHERE rerun_partition_id = '{partition}'",
        };
    }
}
