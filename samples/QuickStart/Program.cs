// What is in a folder of robot recordings, by SQL, by LINQ, and as a chart.
//
//     dotnet run --project samples/QuickStart [DATA_SOURCE]
//
// DATA_SOURCE is a folder of .rrd files, one .rrd file, or whatever else follows "Data Source=" in a connection string.

using Dapper;
using QuickStart;
using Rerun.Data;
using Rerun.Data.Linq;
using Spectre.Console;

var source = new RerunConnectionStringBuilder { DataSource = args.FirstOrDefault() ?? SampleData.Folder };
await using var connection = new RerunConnection(source.ConnectionString);
await connection.OpenAsync();

// 1. What is there? A dataset holds recordings (partitions); each of its timelines can be queried like a table.
Section($"The catalog at {Path.GetFileName(Path.TrimEndingDirectorySeparator(source.DataSource))}");
var shelf = new Table().AddColumns("dataset", "recordings", "timelines");
foreach (var entry in await connection.Catalog.GetDatasetsAsync())
{
    var schema = await entry.GetSchemaAsync();
    shelf.AddRow(entry.Name, $"{(await entry.GetPartitionIdsAsync()).Count}", string.Join(", ", schema.IndexColumns.Select(index => index.IndexName)));
}

AnsiConsole.Write(shelf);

if (await SpeedSignal.FindAsync(connection.Catalog) is not { } signal)
{
    AnsiConsole.MarkupLine("No dataset here has a timeline 'log_time' and a scalar signal, which the rest of this tour is about.");
    return;
}

// 2. SQL through Dapper. A component column is a list, because one instant may log several values: [1] takes the first.
Section("The fastest moments, by SQL");
var fastest = await connection.QueryAsync<Moment>($"""
    SELECT   rerun_partition_id AS drive, log_time AS time, {signal.SqlName}[1] AS speed
    FROM     {signal.SqlRelation}
    WHERE    {signal.SqlName} IS NOT NULL
    ORDER BY speed DESC
    LIMIT    5
    """);
AnsiConsole.Write(Moments(fastest));

// 3. The same by LINQ. It becomes the same plan; Explain shows what was handed down to the recordings.
Section("The same by LINQ");
var query = connection.Dataset(signal.Dataset).Index("log_time")
    .Where(row => row[signal.Column].As<double?>() != null)
    .Select(row => new Moment { Drive = row.PartitionId, Time = row.Index.ToDateTime(), Speed = row[signal.Column].As<double?>() })
    .OrderByDescending(moment => moment.Speed)
    .Take(5);
AnsiConsole.Write(Moments(await query.ToListAsync()));
AnsiConsole.Write(new Panel(new Text(query.Explain().TrimEnd())).Header("the plan"));

// 4. A summary: one row per recording.
Section("Every recording in a line");
var summary = new Table().AddColumns("recording", "from", "seconds", "samples", "average", "maximum");
foreach (var drive in await connection.QueryAsync<Summary>($"""
    SELECT   rerun_partition_id AS drive, min(log_time) AS "from", max(log_time) AS "to",
             count({signal.SqlName}[1]) AS samples, avg({signal.SqlName}[1]) AS average, max({signal.SqlName}[1]) AS maximum
    FROM     {signal.SqlRelation}
    GROUP BY rerun_partition_id
    ORDER BY rerun_partition_id
    """))
{
    summary.AddRow(
        drive.Drive, $"{drive.From:yyyy-MM-dd HH:mm:ss}", $"{(drive.To - drive.From).TotalSeconds:0.0}", $"{drive.Samples}", $"{drive.Average:0.00}", $"{drive.Maximum:0.00}");
}

AnsiConsole.Write(summary);

// 5. A signal over time, straight from the columns of the first recording.
var moments = (await connection.QueryAsync<Moment>($"""
    SELECT   rerun_partition_id AS drive, log_time AS time, {signal.SqlName}[1] AS speed
    FROM     {signal.SqlRelation}
    WHERE    rerun_partition_id = @first AND {signal.SqlName} IS NOT NULL
    """, new { first = signal.FirstPartition })).ToList();
Section($"{signal.Column} in {signal.FirstPartition}");
AnsiConsole.Write(new BrailleChart(
    [.. moments.Where(moment => moment.Speed is not null).Select(moment => ((double)moment.Time.Ticks, moment.Speed!.Value))],
    $"{moments[0].Time:HH:mm:ss}",
    $"{moments[^1].Time:HH:mm:ss}"));

static void Section(string title)
{
    AnsiConsole.WriteLine();
    AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified());
}

static Table Moments(IEnumerable<Moment> moments)
{
    var table = new Table().AddColumns("recording", "time", "speed");
    foreach (var moment in moments)
    {
        table.AddRow(moment.Drive, $"{moment.Time:yyyy-MM-dd HH:mm:ss.fff}", $"{moment.Speed:0.000}");
    }

    return table;
}
