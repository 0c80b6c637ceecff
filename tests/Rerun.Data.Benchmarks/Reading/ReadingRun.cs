namespace Rerun.Data.Benchmarks.Reading;

/// <summary>What small and repeated queries cost, and what reading rows costs beside SQLite: all figures in one run.</summary>
internal static class ReadingRun
{
    /// <summary>Runs and prints.</summary>
    /// <param name="large">A folder with one recording of the data set <c>large</c>.</param>
    /// <param name="drives">The folder of the sample drives.</param>
    /// <param name="only">The parts to run, or null for all: starts, linq, rows.</param>
    public static int Run(string large, string drives, string[]? only)
    {
        var report = new Report(Console.Out);
        using var small = Open(drives);
        if (Runs("starts"))
        {
            QueryStarts.Run(small, drives, report);
        }

        if (Runs("linq"))
        {
            LinqFigures.Start(small, report);
        }

        using var rows = Open(large);
        var dataset = rows.Catalog.GetDatasets()[0].Name;
        if (Runs("starts"))
        {
            QueryStarts.Large(rows, dataset, report);
        }

        if (Runs("linq"))
        {
            LinqFigures.Enumerate(rows, dataset, report);
        }

        if (Runs("rows"))
        {
            SqliteFigures.Run(rows, dataset, report);
        }

        return report.IsMet ? 0 : 1;

        bool Runs(string part) => only is null || only.Contains(part);
    }

    private static RerunConnection Open(string folder)
    {
        var connection = new RerunConnection(new RerunConnectionStringBuilder { DataSource = folder }.ConnectionString);
        connection.Open();
        return connection;
    }
}
