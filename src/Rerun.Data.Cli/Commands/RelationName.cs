using Rerun.Catalog;

namespace Rerun.Data.Cli.Commands;

/// <summary>What <c>DATASET[.TIMELINE]</c> names: an entry of the catalog and the rest after the dot, if any.</summary>
internal sealed record RelationName(string Entry, string? Timeline)
{
    private const string PreferredTimeline = "log_time";

    /// <summary>The name as SQL.</summary>
    public string Sql => Timeline is null ? Quote(Entry) : $"{Quote(Entry)}.{Quote(Timeline)}";

    /// <summary>Names may hold dots: the longest entry name that the text starts with is the entry.</summary>
    public static async Task<RelationName> FindAsync(CatalogClient catalog, string given, CancellationToken cancellationToken)
    {
        var names = await catalog.GetEntryNamesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var entry = names
            .Where(name => given == name || given.StartsWith(name + ".", StringComparison.Ordinal))
            .MaxBy(name => name.Length);
        var split = entry?.Length ?? (given.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? dot : given.Length);
        return new RelationName(given[..split], split < given.Length ? given[(split + 1)..] : null);
    }

    /// <summary>The timeline named, else the one that recordings usually have, else the first; null where the dataset has none.</summary>
    public string? TimelineOf(DatasetSchema schema)
    {
        var names = schema.IndexColumns.Select(index => index.IndexName).ToList();
        return Timeline ?? (names.Contains(PreferredTimeline) ? PreferredTimeline : names.FirstOrDefault());
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
