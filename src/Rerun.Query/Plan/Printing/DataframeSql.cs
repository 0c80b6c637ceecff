using System.Globalization;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan.Printing;

/// <summary>Writes a dataframe scan as a relation of SQL: <c>dataset.timeline</c> where it is the plain view, else <c>dataframe(..)</c>.</summary>
internal static class DataframeSql
{
    public static string Of(DataframeScan scan)
    {
        DataframeQuery query = scan.Query;
        if (query == new DataframeQuery { Index = query.Index, Contents = ViewContents.All, Projection = query.Projection })
        {
            return $"{SqlPrinter.Identifier(scan.Dataset.Name)}.{(query.Index is null ? "__static" : SqlPrinter.Identifier(query.Index))}";
        }

        Func<long, string> value = ValueText(scan.IndexType);
        var arguments = new List<string> { Quoted(scan.Dataset.Name), $"index => {(query.Index is null ? "NULL" : Quoted(query.Index))}" };
        Add("contents", query.Contents.Equals(ViewContents.All) ? null : Quoted(query.Contents.ToString()));
        Add("filter_partition_id", List(query.PartitionIds?.Select(Quoted)));
        Add("filter_range", query.Range is { } range ? $"[{value(range.Start)}, {value(range.End)}]" : null);
        Add("filter_index_values", List(query.FilterIndexValues?.Select(value)));
        Add("using_index_values", List(query.UsingIndexValues?.Select(value)));
        Add("using_index_values", query.UsingIndexValuesPerPartition is { } perPartition
            ? $"MAP {{{string.Join(", ", perPartition.Select(pair => $"{Quoted(pair.Key)}: {List(pair.Value.Select(value))}"))}}}"
            : null);
        Add("filter_is_not_null", query.FilterIsNotNull is { } column ? Quoted($"{column.EntityPath}:{column.Component}") : null);
        Add("fill_latest_at", query.FillLatestAt ? "TRUE" : null);
        Add("include_semantically_empty_columns", query.IncludeSemanticallyEmptyColumns ? "TRUE" : null);
        Add("include_tombstone_columns", query.IncludeTombstoneColumns ? "TRUE" : null);
        return $"dataframe({string.Join(", ", arguments)})";

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                arguments.Add($"{name} => {text}");
            }
        }
    }

    private static string? List(IEnumerable<string>? items) => items is null ? null : $"[{string.Join(", ", items)}]";

    // Ends beyond what can be written as a date are written as counts, which every index takes.
    private static Func<long, string> ValueText(IArrowType? type) => type switch
    {
        TimestampType => nanoseconds => nanoseconds is long.MinValue or long.MinValue + 1 or long.MaxValue ? Count(nanoseconds) : $"'{IndexText.Timestamp(nanoseconds)}'",
        _ => Count,
    };

    private static string Count(long value) => value <= long.MinValue + 1 ? "NULL" : value.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
