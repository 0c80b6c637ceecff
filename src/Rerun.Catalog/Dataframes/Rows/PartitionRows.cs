using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>The rows of one partition of a view: their index values, and for each column where the cells come from.</summary>
internal sealed class PartitionRows
{
    private readonly long[]? _times;
    private readonly int[] _alignmentOf;

    private PartitionRows(PartitionEntries entries, long[]? times, int count, Alignment[] alignments, int[] alignmentOf)
    {
        Entries = entries;
        _times = times;
        TimeBytes = times is null ? null : new TimeMemory(times).Memory;
        Count = count;
        Alignments = alignments;
        _alignmentOf = alignmentOf;
    }

    public PartitionEntries Entries { get; }

    /// <summary>The index values as stored in arrays, or null for a static query.</summary>
    public ReadOnlyMemory<byte>? TimeBytes { get; }

    public int Count { get; }

    /// <summary>The different alignments of the view's columns.</summary>
    public IReadOnlyList<Alignment> Alignments { get; }

    /// <summary>The alignment of a column, or null if its cells are static or all null.</summary>
    public Alignment? AlignmentOf(ViewColumn column) => _alignmentOf[column.Ordinal] is var index and >= 0 ? Alignments[index] : null;

    public CellSource? StaticOf(ViewColumn column) => Entries.Statics[column.Ordinal];

    /// <summary>The bytes that this takes beside its entries.</summary>
    public long ByteSize => 256
        + (_times is null || Entries.HasTimes(_times) ? 0 : 8L * _times.Length)
        + Alignments.Where((alignment, i) => !ReferenceEquals(alignment, Entries.Entries[i].Sources)).Sum(alignment => alignment.ByteSize);

    /// <summary>Makes the rows that a query asks for out of a partition's entries.</summary>
    public static PartitionRows Of(DataframePlan plan, PartitionEntries entries)
    {
        if (plan.Rows is null)
        {
            return new PartitionRows(entries, null, entries.HasStaticRow ? 1 : 0, [], [.. plan.Columns.Select(_ => -1)]);
        }

        var rows = Times(plan, entries);
        var alignments = new Alignment[rows.Length == 0 ? 0 : entries.Entries.Length];
        var isShown = plan.Rows.IsUnbounded || plan.NeedsOtherIndexes ? null : Shown(plan, entries);
        var aligner = new Aligner(rows);
        for (var i = 0; i < alignments.Length; i++)
        {
            if (isShown?[i] == false)
            {
                alignments[i] = Alignment.Empty;
                continue;
            }

            alignments[i] = plan.Query.FillLatestAt
                ? aligner.Fill(entries.Entries[i], entries.WithoutClears is { } carried ? carried[i] : entries.Entries[i])
                : aligner.Exact(entries.Entries[i]);
        }

        return new PartitionRows(
            entries,
            rows,
            rows.Length,
            alignments,
            rows.Length == 0 ? [.. plan.Columns.Select(_ => -1)] : entries.EntriesOf);
    }

    /// <summary>Which entries the columns of the result come from. Rows that are kept for other queries know all of them.</summary>
    private static bool[] Shown(DataframePlan plan, PartitionEntries entries)
    {
        var isShown = new bool[entries.Entries.Length];
        foreach (var output in plan.Outputs)
        {
            if (output.Component is { } column && entries.EntriesOf[column.Ordinal] is var own and >= 0)
            {
                isShown[own] = true;
            }
        }

        return isShown;
    }

    private static long[] Times(DataframePlan plan, PartitionEntries entries)
    {
        var selection = plan.Rows!;
        if (selection.IsSampled)
        {
            return entries.Within(selection.Sampled(entries.Partition));
        }

        if (plan.NotNull is { } column)
        {
            var makers = entries.RowMakersOf[column.Ordinal];
            return makers < 0 ? [] : selection.Select(entries.Within(
                makers < entries.Entries.Length ? entries.Entries[makers].Times : entries.OnlyRows[makers - entries.Entries.Length].Times));
        }

        return selection.Select(entries.Within(entries.Union));
    }
}
