using System.Globalization;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>A query of a model: its contents as rules, everything else as the engine takes it.</summary>
internal sealed record ModelQuery(ModelContents Contents, DataframeQuery Options)
{
    public DataframeQuery ToQuery() => Options with { Contents = Contents.ToViewContents() };

    public override string ToString()
    {
        var options = new (string Name, string? Value)[]
        {
            ("contents", $"'{ToQuery().Contents}'"),
            ("include_semantically_empty_columns", Flag(Options.IncludeSemanticallyEmptyColumns)),
            ("include_tombstone_columns", Flag(Options.IncludeTombstoneColumns)),
            ("filter_partition_id", List(Options.PartitionIds)),
            ("filter_range", Options.Range is { } range ? $"[{range.Start}, {range.End}]" : null),
            ("filter_index_values", List(Options.FilterIndexValues)),
            ("using_index_values", List(Options.UsingIndexValues) ?? List(Options.UsingIndexValuesPerPartition?.Select(pair => $"{pair.Key}: {List(pair.Value)}"))),
            ("filter_is_not_null", Options.FilterIsNotNull is { } column ? $"{column.EntityPath}:{column.Component}" : null),
            ("fill_latest_at", Flag(Options.FillLatestAt)),
            ("rows", List(Options.RowRanges?.Select(range => $"{range.Start}..{range.End}"))),
            ("row partitions", List(Options.RowPartitions)),
            ("columns", List(Options.Projection)),
            ("limit", Options.Limit?.ToString(CultureInfo.InvariantCulture)),
        };
        return $"index {Options.Index ?? "none"}, {string.Join(", ", options.Where(option => option.Value is not null).Select(option => $"{option.Name} {option.Value}"))}";
    }

    private static string? Flag(bool value) => value ? "true" : null;

    private static string? List<T>(IEnumerable<T>? values) => values is null ? null : $"[{string.Join(", ", values)}]";
}
