using Dapper;
using Rerun.Data.Linq;

namespace FleetReport.Recordings;

/// <summary>The figures of the report, drives page by page, and the plan of the query that the most of them come from.</summary>
internal sealed record FleetFigures(
    IReadOnlyList<VehicleFigures> Vehicles, IReadOnlyList<IReadOnlyList<DriveFigures>> Pages, IReadOnlyList<Incident> Incidents, int IncidentCount, string Plan)
{
    private const int DrivesPerPage = 6;
    private const int MostIncidents = 12;

    public IReadOnlyList<DriveFigures> Drives { get; } = [.. Pages.SelectMany(page => page)];

    public static async Task<FleetFigures> ReadAsync(Fleet fleet)
    {
        var telemetry = fleet.Connection.Dataset("drives").Index<Telemetry>("log_time");

        // 1. Grouped by drive: aggregates over some hundred thousand cells, computed where they lie.
        var perDrive = telemetry
            .GroupBy(row => row.PartitionId)
            .Select(drive => new Signals(
                drive.Key,
                drive.Max(row => row.Time) - drive.Min(row => row.Time),
                drive.Max(row => row.Speed),
                drive.Average(row => row.Speed),
                drive.Min(row => row.Charge),
                drive.Count(row => row.Message!.StartsWith("Emergency braking")),
                drive.Count(row => row.Level >= LogLevel.Warn)))
            .OrderBy(drive => drive.Drive);
        var signals = (await perDrive.ToListAsync()).ToDictionary(drive => drive.Drive);

        // 2. Only the rows that have a speed are read; the view of the recordings skips all others.
        var speeds = await telemetry
            .Where(row => row.Speed != null && row.Elapsed != null)
            .Select(row => new SpeedPoint(row.PartitionId, row.Elapsed!.Value.TotalSeconds, row.Speed!.Value))
            .ToListAsync();
        var speedsOf = speeds.ToLookup(point => point.Drive);

        // 3. A page of the messages that matter, the gravest and latest first, and how many there are.
        var grave = telemetry.Where(row => row.Level >= LogLevel.Error || row.Message!.Contains("braking"));
        var incidents = await grave
            .OrderByDescending(row => row.Level).ThenByDescending(row => row.Time)
            .Select(row => new Incident(row.PartitionId, row.Time, row.Level, row.Message))
            .Take(MostIncidents)
            .ToListAsync();

        // 4. Drives joined with the table of vehicles, page by page.
        var joined = fleet.Connection.Dataset("drives").PartitionTable<Drive>()
            .Join(
                fleet.Connection.Table<Vehicle>("vehicles"),
                drive => drive.Serial,
                vehicle => vehicle.Serial,
                (drive, vehicle) => new Trip(
                    drive.Id, drive.Start, drive.Driver, drive.Weather, drive.Distance ?? 0, drive.Parcels ?? 0, vehicle.Serial, vehicle.Model, vehicle.Depot))
            .OrderBy(trip => trip.Start);
        var pages = new List<IReadOnlyList<DriveFigures>>();
        while (await joined.Skip(pages.Count * DrivesPerPage).Take(DrivesPerPage).ToListAsync() is { Count: > 0 } trips)
        {
            pages.Add([.. trips.Select(trip => new DriveFigures(trip, signals[trip.Id], [.. speedsOf[trip.Id]]))]);
        }

        // 5. The same catalog through Dapper: every vehicle, also those that did not drive.
        var vehicles = await fleet.Connection.QueryAsync<VehicleFigures>("""
            SELECT    v.serial, v.model, v.depot, v.in_service_since AS InServiceSince, count(d.rerun_partition_id) AS drives,
                      coalesce(sum(d."property:drive:distance"[1]), 0) AS distance, coalesce(sum(d."property:drive:parcels"[1]), 0) AS parcels
            FROM      vehicles v LEFT JOIN drives.__partitions d ON v.serial = d."property:robot_/unit:serial"[1]
            GROUP BY  v.serial, v.model, v.depot, v.in_service_since
            ORDER BY  v.serial
            """);
        return new FleetFigures(
            [.. vehicles],
            pages,
            incidents,
            await grave.CountAsync(),
            perDrive.Explain());
    }
}
