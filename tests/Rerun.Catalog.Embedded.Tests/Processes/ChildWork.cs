namespace Rerun.Catalog.Embedded.Tests.Processes;

/// <summary>What a child process does. It says on its output what the catalog has acknowledged, a line each.</summary>
internal static class ChildWork
{
    public const string Import = "import";
    public const string Write = "write";

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case [Import, var folder]:
                await using (EmbeddedCatalog.Open(folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate }))
                {
                    Say("made");
                }

                return 0;
            case [Write, var folder, var name, var count, .. var recordings]:
                await WriteAsync(folder, name, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), recordings);
                return 0;
            case [ChildTables.Command, var folder, var name, var count]:
                await ChildTables.WriteAsync(folder, long.Parse(name, System.Globalization.CultureInfo.InvariantCulture), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), Say);
                return 0;
            default:
                Console.Error.WriteLine("This is a test project: dotnet test.");
                return 2;
        }
    }

    /// <summary>In one dataset that all processes share: registers recordings under ever new layers, all in one call; and makes a dataset of its own each time.</summary>
    private static async Task WriteAsync(string folder, string name, int count, string[] recordings)
    {
        await using var catalog = EmbeddedCatalog.Open(folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });
        var shared = await SharedDatasetAsync(catalog);
        for (var i = 0; i < count; i++)
        {
            var layer = $"{name}-{i}";
            await catalog.RegisterAsync(shared, [.. recordings.Select(path => new RecordingSource(path, layer))]);
            Say($"layer {layer}");
            var made = await catalog.CreateDatasetAsync($"{layer} at first");
            await catalog.RenameEntryAsync(made.Id, layer);
            Say($"dataset {layer}");
        }
    }

    private static async Task<Tuid> SharedDatasetAsync(EmbeddedCatalog catalog)
    {
        try
        {
            return (await catalog.CreateDatasetAsync("shared")).Id;
        }
        catch (RerunAlreadyExistsException)
        {
            return (await catalog.FindEntriesAsync(new EntryFilter(Name: "shared"))).Single().Id;
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
