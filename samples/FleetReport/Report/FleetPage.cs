using System.Xml.Linq;
using FleetReport.Recordings;

namespace FleetReport.Report;

/// <summary>The report as one HTML file: styles and drawings are in it, nothing is loaded, no script runs.</summary>
internal static class FleetPage
{
    public static string Of(FleetFigures fleet)
    {
        string[] depots = [.. fleet.Vehicles.Select(vehicle => vehicle.Depot ?? "").Distinct().Order()];
        var drives = fleet.Drives;
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", "Fleet report"),
                new XElement("style", Styles())),
            new XElement("body", new XElement(
                "main",
                new XElement(
                    "header",
                    new XElement("h1", "Fleet report"),
                    new XElement("p", $"{drives.Count} drives from {Html.Day(drives.Min(drive => drive.Trip.Start))} to {Html.Day(drives.Max(drive => drive.Trip.Start))} (UTC)")),
                Tiles(fleet),
                Html.Of(
                    "div", "pair",
                    Html.Figure(
                        "Distance by vehicle",
                        BarChart.Of("Distance by vehicle", [.. fleet.Vehicles.Select(vehicle => (vehicle.Serial, vehicle.Distance, $"{Html.Number(vehicle.Distance)} m", Array.IndexOf(depots, vehicle.Depot ?? "")))]),
                        "Metres driven, as the robots' odometers had it.",
                        Html.Of("ul", "legend", depots.Select((depot, i) => Html.Of("li", $"s{i}", depot)))),
                    Html.Figure(
                        "Lowest charge by drive",
                        BarChart.Of("Lowest charge by drive", [.. drives.Select(drive => (drive.Trip.Id, (double)(drive.Signals.LowestCharge ?? 0), $"{drive.Signals.LowestCharge} %", drive.Signals.LowestCharge < 30 ? 1 : 2))]),
                        "The least that the battery had left; below 30 % is marked.")),
                Html.Figure(
                    "Speed of the three longest drives",
                    SpeedChart(drives),
                    "Metres a second over the time since the start. Of each stretch of time the highest value is drawn.",
                    Html.Of("ul", "legend", Longest(drives).Select((drive, i) => Html.Of("li", $"s{i}", $"{drive.Trip.Id} ({drive.Trip.Serial})")))),
                Html.Section("Vehicles", Vehicles(fleet.Vehicles)),
                Html.Section("Drives", fleet.Pages.Select((page, i) => Drives(page, fleet.Pages.Take(i).Sum(before => before.Count) + 1, drives))),
                Html.Section("Incidents", Incidents(fleet)),
                Html.Section(
                    "How it was asked",
                    new XElement("p", "The figures of the drives come from one LINQ query over the recordings. This is its plan: what was handed down to the recordings, and what was computed over them."),
                    new XElement("details", new XElement("summary", "The plan"), new XElement("pre", fleet.Plan.TrimEnd()))))));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static string Styles()
    {
        using var styles = new StreamReader(typeof(FleetPage).Assembly.GetManifestResourceStream("report.css")!);
        return styles.ReadToEnd();
    }

    private static XElement Tiles(FleetFigures fleet)
    {
        static XElement Tile(string name, string value, string? unit) =>
            Html.Of("div", null, new XElement("dt", name), new XElement("dd", new XAttribute("data-figure", name), value, unit is null ? null : new XElement("small", " " + unit)));
        var drives = fleet.Drives;
        return Html.Of(
            "dl", "tiles",
            Tile("Drives", Html.Number(drives.Count), null),
            Tile("Distance", Html.Number(drives.Sum(drive => drive.Trip.Distance) / 1000, 2), "km"),
            Tile("Parcels", Html.Number(drives.Sum(drive => drive.Trip.Parcels)), null),
            Tile("Recorded", Html.Number(drives.Sum(drive => drive.Signals.Duration.TotalMinutes), 1), "min"),
            Tile("Top speed", Html.Number(drives.Max(drive => drive.Signals.TopSpeed) ?? 0, 2), "m/s"),
            Tile("Emergency stops", Html.Number(drives.Sum(drive => drive.Signals.Emergencies)), null));
    }

    private static DriveFigures[] Longest(IReadOnlyList<DriveFigures> drives) => [.. drives.OrderByDescending(drive => drive.Signals.Duration).Take(3)];

    private static XElement SpeedChart(IReadOnlyList<DriveFigures> drives) => LineChart.Of(
        "Speed of the three longest drives",
        string.Join("; ", Longest(drives).Select(drive => $"{drive.Trip.Id} reaches {Html.Number(drive.Signals.TopSpeed ?? 0, 1)} metres a second in {Html.Number(drive.Signals.Duration.TotalSeconds)} seconds")),
        "m/s",
        [.. Longest(drives).Select((drive, i) => (i, Points(drive)))]);

    private static IReadOnlyList<(double X, double Y)> Points(DriveFigures drive) => [.. drive.Speeds.Select(point => (point.Seconds, point.Speed))];

    private static XElement Vehicles(IReadOnlyList<VehicleFigures> vehicles) => Html.Table(
        "All vehicles of the fleet, with what they did in the recorded drives.",
        ["Vehicle", "Model", "Depot", "In service since", "#Drives", "Distance (m)", "#Parcels"],
        vehicles.Select(vehicle => new object?[]
        {
            vehicle.Serial, vehicle.Model, vehicle.Depot, Html.Day(vehicle.InServiceSince), Html.Number(vehicle.Drives), Html.Number(vehicle.Distance, 1), Html.Number(vehicle.Parcels),
        }));

    private static XElement Drives(IReadOnlyList<DriveFigures> drives, int first, IReadOnlyList<DriveFigures> all)
    {
        double right = Math.Max(1, all.Max(drive => drive.Signals.Duration.TotalSeconds));
        double top = Math.Max(1, all.Max(drive => drive.Signals.TopSpeed) ?? 1);
        return Html.Table(
            $"Drives {first} to {first + drives.Count - 1} of {all.Count}, the earliest first; times are UTC.",
            ["Drive", "Start", "Vehicle", "Driver", "Weather", "Distance (m)", "#Parcels", "Top speed (m/s)", "Average (m/s)", "#Stops", "Speed"],
            drives.Select(drive => new object?[]
            {
                drive.Trip.Id, Html.Minute(drive.Trip.Start), drive.Trip.Serial, drive.Trip.Driver, drive.Trip.Weather, Html.Number(drive.Trip.Distance, 1), Html.Number(drive.Trip.Parcels),
                Html.Number(drive.Signals.TopSpeed ?? 0, 2), Html.Number(drive.Signals.AverageSpeed ?? 0, 2), Html.Number(drive.Signals.Emergencies),
                LineChart.Spark($"Speed of {drive.Trip.Id}", Points(drive), right, top),
            }));
    }

    private static XElement Incidents(FleetFigures fleet) => Html.Table(
        $"The gravest and latest {fleet.Incidents.Count} of {fleet.IncidentCount} messages about braking and errors.",
        ["Drive", "Time", "Level", "Message"],
        fleet.Incidents.Select(incident => new object?[]
        {
            incident.Drive, Html.Minute(incident.Time), Html.Of("span", incident.Level >= LogLevel.Error ? "badge warn" : "badge", incident.Level?.ToString()), incident.Message,
        }));
}
