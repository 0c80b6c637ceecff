using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rerun.Catalog;
using Rerun.Testing;

namespace Rerun.Data.Linq.Tests;

/// <summary>The sample of a business application writes a page whose figures are those of the recordings.</summary>
public sealed class FleetReportTests
{
    [Fact]
    public async Task The_report_is_a_whole_page_with_the_figures_of_the_recordings()
    {
        string target = Path.Combine(Directory.CreateTempSubdirectory("fleet").FullName, "report.html");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FleetReport.dll"), target, SharedData.SampleDrives]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var program = Process.Start(start)!;
        string output = await program.StandardOutput.ReadToEndAsync();
        string errors = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.True(program.ExitCode == 0, output + errors);
        Assert.Contains("12 drives of 4 vehicles", output, StringComparison.Ordinal);

        string page = await File.ReadAllTextAsync(target);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(src|href)=|<script|@import|url\(", page);
        XElement html = XDocument.Parse(page).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.All(html.Descendants(svg + "svg"), chart => Assert.NotEmpty(chart.Element(svg + "title")!.Value));
        Assert.Equal(3 + 12, html.Descendants(svg + "svg").Count());
        Assert.DoesNotContain("NaN", string.Concat(html.Descendants(svg + "path").Attributes("d").Concat(html.Descendants(svg + "rect").Attributes("width")).Select(one => one.Value)), StringComparison.Ordinal);

        // The same figures by the catalog API, cell by cell.
        double top = 0, minutes = 0;
        int stops = 0;
        foreach (string file in Directory.GetFiles(SharedData.SampleDrives, "*.rrd"))
        {
            long first = long.MaxValue, last = long.MinValue;
            foreach (var batch in Recording.Open(file).View("log_time", "/**").Execute())
            {
                var times = Read<long>(batch, "log_time");
                (first, last) = (Math.Min(first, times.Min()), Math.Max(last, times.Max()));
                top = Math.Max(top, Read<double?>(batch, "/drive/speed:Scalars:scalars").Max() ?? 0);
                stops += Read<string?>(batch, "/logs:TextLog:text").Count(text => text?.StartsWith("Emergency braking", StringComparison.Ordinal) == true);
            }

            minutes += (last - first) / 60e9;
        }

        var figures = html.Descendants("dd").ToDictionary(tile => tile.Attribute("data-figure")!.Value, tile => double.Parse(Regex.Match(tile.Value, "^[0-9.]+").Value, CultureInfo.InvariantCulture));
        Assert.Equal(12, figures["Drives"]);
        Assert.Equal(42, figures["Parcels"]);
        Assert.Equal(1.51, figures["Distance"]);
        Assert.Equal(Math.Round(top, 2), figures["Top speed"]);
        Assert.Equal(Math.Round(minutes, 1), figures["Recorded"]);
        Assert.Equal(stops, figures["Emergency stops"]);
        Assert.Contains("DataframeQueryView", html.Descendants("pre").Single().Value, StringComparison.Ordinal);
    }

    private static List<T> Read<T>(Arrow.RecordBatch batch, string column)
    {
        int ordinal = batch.Schema.GetFieldIndex(column);
        if (ordinal < 0)
        {
            return [];
        }

        var cell = new Materialization.Cell<T>(ordinal, batch.Schema.GetFieldByIndex(ordinal), row => $"in row {row}");
        return [.. Enumerable.Range(0, batch.Length).Select(row => cell.ReadIn(batch, row))];
    }
}
