using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>The runs of a chunk's columns; columns with the same nulls share one.</summary>
internal sealed class ChunkRuns(LoadedChunk chunk, IndexRange range)
{
    private readonly List<(ListArray Validity, Run Run)> _sparse = [];
    private Run? _dense;

    public Run Of(ListArray column)
    {
        if (column.NullCount == 0)
        {
            return _dense ??= Run.Of(chunk, null, range);
        }

        foreach (var (validity, known) in _sparse)
        {
            if (HaveSameNulls(validity, column))
            {
                return known;
            }
        }

        var run = Run.Of(chunk, column, range);
        _sparse.Add((column, run));
        return run;
    }

    private static bool HaveSameNulls(ListArray x, ListArray y)
    {
        if (x.NullCount != y.NullCount)
        {
            return false;
        }

        var (bitsX, bitsY) = (x.NullBitmapBuffer, y.NullBitmapBuffer);
        for (var i = 0; i < x.Length; i += 64)
        {
            var count = Math.Min(64, x.Length - i);
            if (BitUtility.ReadWord(bitsX.Span, x.Offset + i, count) != BitUtility.ReadWord(bitsY.Span, y.Offset + i, count))
            {
                return false;
            }
        }

        return true;
    }
}
