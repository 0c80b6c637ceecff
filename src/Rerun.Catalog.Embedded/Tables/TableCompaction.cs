using System.Collections.Immutable;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Chooses which files of a table are worth joining.</summary>
internal static class TableCompaction
{
    /// <summary>What a file made of others should have at the most.</summary>
    private const long MostBytes = 128 << 20;

    /// <summary>Files that are at least so large are left as they are.</summary>
    private const long LargeBytes = 32 << 20;

    /// <summary>So many small files at the end of a table are joined by whoever adds another one, so that reading never meets very many.</summary>
    private const int MostSmallFiles = 32;

    private const long SmallBytes = 1 << 20;

    /// <summary>All runs of neighbouring files that can be joined.</summary>
    public static IEnumerable<ImmutableArray<TableFile>> AllRuns(TableState table)
    {
        var run = ImmutableArray.CreateBuilder<TableFile>();
        var bytes = 0L;
        foreach (var file in table.Files)
        {
            if (run.Count > 0 && (file.File.Length >= LargeBytes || bytes + file.File.Length > MostBytes))
            {
                if (run.Count > 1)
                {
                    yield return run.ToImmutable();
                }

                run.Clear();
                bytes = 0;
            }

            if (file.File.Length < LargeBytes)
            {
                run.Add(file);
                bytes += file.File.Length;
            }
        }

        if (run.Count > 1)
        {
            yield return run.ToImmutable();
        }
    }

    /// <summary>The small files at the end of a table, if there are enough of them; else none.</summary>
    public static ImmutableArray<TableFile> SmallFilesAtEnd(TableState table)
    {
        var first = table.Files.Length;
        while (first > 0 && table.Files[first - 1].File.Length < SmallBytes)
        {
            first--;
        }

        return table.Files.Length - first >= MostSmallFiles ? table.Files[first..] : [];
    }
}
