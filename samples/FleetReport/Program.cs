// A report on a fleet of delivery robots, made of their recordings and a table of vehicles, as one HTML file.
//
//     dotnet run --project samples/FleetReport [-- OUT.html [FOLDER_OF_RECORDINGS]]

using FleetReport.Recordings;
using FleetReport.Report;

var target = Path.GetFullPath(args.ElementAtOrDefault(0) ?? "fleet-report.html");
await using var fleet = await Fleet.OpenAsync(args.ElementAtOrDefault(1) ?? SampleData.Folder, Path.Combine(AppContext.BaseDirectory, "vehicles.csv"));
var figures = await FleetFigures.ReadAsync(fleet);
await File.WriteAllTextAsync(target, FleetPage.Of(figures));
Console.WriteLine($"{figures.Drives.Count} drives of {figures.Vehicles.Count} vehicles: {new Uri(target)}");
