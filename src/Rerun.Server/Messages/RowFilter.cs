using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Messages;

/// <summary>Keeps the rows of a table that a newer client asks for: those of some segments or layers, or all but those.</summary>
internal static class RowFilter
{
    public static RecordBatch Apply(RecordBatch table, Wire.SegmentIdFilter? filter) => filter?.StrategyCase switch
    {
        Wire.SegmentIdFilter.StrategyOneofCase.ScanOnly => Keep(table, "rerun_segment_id", filter.ScanOnly.SegmentIds, isListed: true),
        Wire.SegmentIdFilter.StrategyOneofCase.Skip => Keep(table, "rerun_segment_id", filter.Skip.SegmentIds, isListed: false),
        _ => table,
    };

    public static RecordBatch Apply(RecordBatch table, Wire.LayerNameFilter? filter) => filter?.StrategyCase switch
    {
        Wire.LayerNameFilter.StrategyOneofCase.ScanOnly => Keep(table, "rerun_layer_name", filter.ScanOnly.LayerNames, isListed: true),
        Wire.LayerNameFilter.StrategyOneofCase.Skip => Keep(table, "rerun_layer_name", filter.Skip.LayerNames, isListed: false),
        _ => table,
    };

    private static RecordBatch Keep(RecordBatch table, string column, IEnumerable<string> values, bool isListed)
    {
        if (table.Schema.GetFieldIndex(column) < 0 || table.Column(column) is not StringArray texts)
        {
            return table;
        }

        var listed = values.ToHashSet(StringComparer.Ordinal);
        int[] rows = [.. Enumerable.Range(0, table.Length).Where(row => listed.Contains(texts.GetString(row) ?? "") == isListed)];
        return ArraySelection.Take(table, rows);
    }
}
