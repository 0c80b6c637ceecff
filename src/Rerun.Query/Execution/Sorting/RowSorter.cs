using System.Runtime.CompilerServices;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Sorting;

/// <summary>Finds the sorted order of rows. Equal rows keep their order.</summary>
internal static class RowSorter
{
    /// <summary>The rows in sorted order.</summary>
    /// <param name="columns">The columns that the keys refer to.</param>
    /// <param name="keys">The keys, the most important first.</param>
    /// <param name="length">The number of rows.</param>
    /// <param name="workers">How many threads may sort.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] Sort(ReadOnlySpan<ColumnVector> columns, IReadOnlyList<SortKey> keys, int length, int workers = 1)
    {
        var remaining = new List<SortKey>(keys);

        // A key that is the same for all rows sorts nothing.
        var all = columns.ToArray();
        remaining.RemoveAll(k => all[k.Column].IsConstant);
        var rows = new int[length];
        for (var i = 0; i < length; i++)
        {
            rows[i] = i;
        }

        if (remaining.Count == 0 || length < 2)
        {
            return rows;
        }

        var first = remaining[0];
        var column = columns[first.Column].Flatten();
        var prefixes = new ulong[length];
        var exact = SortPrefix.TryFill(column, prefixes);
        var rest = new List<RowComparer>();
        for (var i = exact == true ? 1 : 0; i < remaining.Count; i++)
        {
            rest.Add(new RowComparer(columns[remaining[i].Column], remaining[i]));
        }

        var nulls = column.MayHaveNulls ? Partition(column, rows, first.NullsFirst) : 0;
        var sorted = new ulong[length];
        for (var i = 0; i < length; i++)
        {
            // Nulls are a block of their own, within which only the other keys count.
            var isNull = first.NullsFirst ? i < nulls : i >= length - nulls;
            var prefix = exact is null || isNull ? 0 : prefixes[rows[i]];
            sorted[i] = first.Descending && !isNull ? ~prefix : prefix;
        }

        var part = new SortedPart(sorted, rows, [.. rest]);
        var split = first.NullsFirst ? nulls : length - nulls;
        part.Sort(0, split, workers);
        part.Sort(split, length, workers);
        return rows;
    }

    private static int Partition(ColumnVector column, int[] rows, bool nullsFirst)
    {
        var nulls = new List<int>();
        var values = new List<int>();
        for (var i = 0; i < rows.Length; i++)
        {
            (column.IsNull(i) ? nulls : values).Add(i);
        }

        var (head, tail) = nullsFirst ? (nulls, values) : (values, nulls);
        head.CopyTo(rows);
        tail.CopyTo(rows, head.Count);
        return nulls.Count;
    }
}
