using System.Globalization;
using Dapper;
using Rerun.Data;

namespace FleetReport.Recordings;

/// <summary>
/// What the report is made of: a catalog in memory, with the recordings of a folder as the dataset <c>drives</c> and the fleet's list of vehicles as the
/// table <c>vehicles</c>. The recordings stay where they are.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private Fleet(RerunConnection connection) => Connection = connection;

    public RerunConnection Connection { get; }

    public static async Task<Fleet> OpenAsync(string recordings, string vehicles)
    {
        var connection = new RerunConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await connection.ExecuteAsync("CREATE DATASET drives; CALL register_prefix('drives', @recordings)", new { recordings });
        await connection.ExecuteAsync("""
            CREATE TABLE vehicles (serial VARCHAR NOT NULL, model VARCHAR, depot VARCHAR, capacity_kg DOUBLE, in_service_since DATE, PRIMARY KEY (serial))
            """);
        foreach (var line in (await File.ReadAllLinesAsync(vehicles)).Skip(1))
        {
            var cells = line.Split(',');
            await connection.ExecuteAsync(
                "INSERT INTO vehicles VALUES (@serial, @model, @depot, @capacity, @since)",
                new
                {
                    serial = cells[0],
                    model = cells[1],
                    depot = cells[2],
                    capacity = double.Parse(cells[3], CultureInfo.InvariantCulture),
                    since = DateTime.Parse(cells[4], CultureInfo.InvariantCulture),
                });
        }

        return new Fleet(connection);
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
