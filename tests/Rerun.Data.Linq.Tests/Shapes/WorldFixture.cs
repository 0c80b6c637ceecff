using System.Globalization;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Tests.Rows;

namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>A catalog in memory with two tables and a dataset of few rows, nulls everywhere.</summary>
public sealed class WorldFixture : IDisposable
{
    private const long Second = 1_000_000_000;
    private const long Start = 1_700_000_000 * Second;
    private readonly string _folder = Directory.CreateTempSubdirectory("linq-shapes").FullName;

    public WorldFixture()
    {
        Source = RerunDataSource.Create("Data Source=:memory:");
        using RerunConnection connection = Source.OpenConnection();
        Execute(connection, "CREATE TABLE vehicles (id BIGINT, name VARCHAR, fleet VARCHAR, wheels INT, weight DOUBLE, active BOOLEAN, since TIMESTAMP)");
        Execute(connection, """
            INSERT INTO vehicles VALUES
            (1, 'rover', 'north', 4, 120.5, TRUE, TIMESTAMP '2024-01-01 00:00:00'),
            (2, 'spider', 'north', 8, 15.25, FALSE, TIMESTAMP '2024-03-05 12:30:00'),
            (3, 'arm', NULL, NULL, 300, NULL, NULL),
            (4, NULL, 'south', 4, NULL, TRUE, TIMESTAMP '2023-07-15 08:00:01.5'),
            (5, 'Rover', 'south', 6, 120.5, TRUE, TIMESTAMP '2024-01-01 00:00:00'),
            (6, 'drone', 'air', NULL, 2.5, FALSE, NULL),
            (7, '', NULL, 0, -1, NULL, TIMESTAMP '2025-12-31 23:59:59')
            """);
        Execute(connection, "CREATE TABLE trips (id BIGINT, vehicle_id BIGINT, driver VARCHAR, distance DOUBLE, start TIMESTAMP, stops INT)");
        Execute(connection, """
            INSERT INTO trips VALUES
            (10, 1, 'ann', 12.5, TIMESTAMP '2024-02-01 10:00:00', 3),
            (11, 1, 'bob', 3, TIMESTAMP '2024-02-02 11:00:00', 0),
            (12, 2, 'ann', NULL, TIMESTAMP '2024-03-06 00:00:00', 1),
            (13, NULL, 'cid', 7.75, TIMESTAMP '2024-03-07 00:00:00', 2),
            (14, 4, NULL, 100, TIMESTAMP '2024-01-01 00:00:00', 9),
            (15, 99, 'bob', 0, TIMESTAMP '2024-05-01 06:30:00', 0),
            (16, 1, 'ann', NULL, TIMESTAMP '2024-02-03 10:00:00', 3),
            (17, 5, NULL, NULL, TIMESTAMP '2024-06-01 00:00:00', 4),
            (18, NULL, 'dan', -2.25, TIMESTAMP '2023-12-31 23:59:59', 1)
            """);
        Record(connection, "rover", [
            (0, 1.5, [1, 2], "idle", 1), (1, 2.5, [], "moving", null), (2, null, null, null, 2), (3, 4, [3], "moving", 2), (4, 2.5, [1, 2, 3], "idle", 3), (5, -1, [0], "", null)]);
        Record(connection, "spider", [(1, null, [5, 5], "idle", 1), (2, 0, null, "idle", null), (4, 8.25, [7, -7], "moving", 5), (9, null, null, "broken", 0)]);
        World provider = new(Source.Table<Vehicle>("vehicles"), Source.Table<Trip>("trips"), Source.Dataset("runs").Index<Sample>("log_time"));
        (Provider, Memory) = (provider, new World(
            provider.Vehicles.ToList().AsQueryable(), provider.Trips.ToList().AsQueryable(), provider.Samples.ToList().AsQueryable()));
    }

    public RerunDataSource Source { get; }

    /// <summary>The rows in memory.</summary>
    public World Memory { get; }

    /// <summary>The same rows through the provider.</summary>
    public World Provider { get; }

    public void Dispose()
    {
        Source.Dispose();
        Directory.Delete(_folder, true);
    }

    private void Record(RerunConnection connection, string name, (long Second, double? Speed, double[]? Loads, string? State, int? Gear)[] rows)
    {
        new MadeRecording(name, [.. rows.Select(row => Start + (row.Second * Second))])
            .Add("/speed", "v", DoubleType.Default, [.. rows.Select(row => (object?)row.Speed)])
            .Add("/loads", "v", DoubleType.Default, [.. rows.Select(row => (object?)row.Loads?.Select(load => (object?)load).ToArray())])
            .Add("/state", "v", StringType.Default, [.. rows.Select(row => (object?)row.State)])
            .Add("/gear", "v", Int32Type.Default, [.. rows.Select(row => (object?)row.Gear)])
            .Add("/beat", "v", Int32Type.Default, [.. rows.Select(_ => (object?)1)])
            .Save(_folder);
        Execute(connection, "CREATE DATASET IF NOT EXISTS runs");
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"CALL register('runs', '{Path.Combine(_folder, $"{name}.rrd")}')"));
    }

    private static void Execute(RerunConnection connection, string sql)
    {
        using RerunCommand command = connection.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
