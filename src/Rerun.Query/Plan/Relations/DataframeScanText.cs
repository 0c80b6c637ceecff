using System.Globalization;
using System.Text;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan.Relations;

/// <summary>A dataframe scan as the chain of view calls that gives the same rows.</summary>
internal static class DataframeScanText
{
    private const int MostValues = 6;
    private const string Indent = "\n    ";

    public static string Of(DataframeScan scan)
    {
        DataframeQuery query = scan.Query;
        var text = new StringBuilder("DataframeScan: ");
        text.Append(SqlPrinter.Identifier(scan.Dataset.Name)).Append(".DataframeQueryView(index: ");
        text.Append(query.Index is null ? "null" : Quoted(query.Index)).Append(", contents: ").Append(Quoted(query.Contents.ToString()));
        AppendFlag(text, query.IncludeSemanticallyEmptyColumns, "includeSemanticallyEmptyColumns");
        AppendFlag(text, query.IncludeTombstoneColumns, "includeTombstoneColumns");
        text.Append(')');

        Func<long, string> value = ValueText(scan);
        Append(text, "FilterPartitionId", query.PartitionIds?.Select(Quoted));
        Append(text, "FilterPartitionId", query.RowPartitions?.Select(Quoted));
        Append(text, "FilterRange", query.Range is { } range ? [value(range.Start), value(range.End)] : null);
        Append(text, "FilterIndexValues", query.FilterIndexValues?.Select(value));
        Append(text, "UsingIndexValues", query.UsingIndexValues?.Select(value));
        Append(text, "UsingIndexValues", query.UsingIndexValuesPerPartition?.Select(
            pair => string.Create(CultureInfo.InvariantCulture, $"{Quoted(pair.Key)}: {pair.Value.Count} values")));
        if (query.RowRanges is { } ranges)
        {
            bool areValues = ranges.All(one => one.Start == one.End);
            Append(text, areValues ? "FilterIndexValues" : "FilterRange", ranges.Select(one => areValues ? value(one.Start) : RangeText(one, value, ranges.Count == 1)));
        }

        Append(text, "FilterIsNotNull", query.FilterIsNotNull is { } column ? [Quoted($"{column.EntityPath}:{column.Component}")] : null);
        Append(text, "FillLatestAt", query.FillLatestAt ? [] : null);
        Append(text, "Select", query.Projection?.Select(Quoted));
        Append(text, "Limit", query.Limit is { } limit ? [limit.ToString(CultureInfo.InvariantCulture)] : null);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string call, IEnumerable<string>? arguments)
    {
        if (arguments is null)
        {
            return;
        }

        string[] all = [.. arguments];
        IEnumerable<string> shown = all.Length <= MostValues
            ? all
            : all.Take(MostValues - 1).Append(string.Create(CultureInfo.InvariantCulture, $".. {all.Length - MostValues + 1} more"));
        text.Append(Indent).Append('.').Append(call).Append('(').AppendJoin(", ", shown).Append(')');
    }

    private static void AppendFlag(StringBuilder text, bool flag, string name)
    {
        if (flag)
        {
            text.Append(", ").Append(name).Append(": true");
        }
    }

    private static string RangeText(IndexRange range, Func<long, string> value, bool isOnly)
    {
        string start = range.Start <= long.MinValue + 1 ? "first" : value(range.Start);
        string end = range.End == long.MaxValue ? "last" : value(range.End);
        return isOnly ? $"{start}, {end}" : $"[{start}, {end}]";
    }

    private static Func<long, string> ValueText(DataframeScan scan) => scan.IndexType switch
    {
        TimestampType => IndexText.Timestamp,
        DurationType => IndexText.Duration,
        _ => static number => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
