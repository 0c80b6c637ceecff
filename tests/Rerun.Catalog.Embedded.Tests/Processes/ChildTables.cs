using Rerun.Catalog.Embedded.Tests.Support;
using Stored = Rerun.Catalog.Embedded.Tests.Support.Tables;

namespace Rerun.Catalog.Embedded.Tests.Processes;

/// <summary>What a child process does to a table that all processes share. Each write has three rows, so that half of one would show.</summary>
internal static class ChildTables
{
    public const string Command = "tables";
    public const string Shared = "shared";
    public const int RowsPerWrite = 3;

    // Of one writer; others have other numbers.
    private const long Writes = 1_000_000;

    public static async Task WriteAsync(string folder, long writer, int count, Action<string> say)
    {
        await using var catalog = EmbeddedCatalog.Open(folder, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });
        var table = (await catalog.GetEntriesAsync()).Single(entry => entry.Name == Shared).Id;
        for (var i = 0; i < count; i++)
        {
            // Each write adds rows; every fourth one writes those of the one before it once more, changed.
            var mode = i % 4 == 3 ? TableInsertMode.Replace : TableInsertMode.Append;
            await catalog.WriteAsync(table, mode, Stored.Batch([.. Rows(writer, i), .. mode == TableInsertMode.Replace ? Rows(writer, i - 1) : []]));
            say($"{writer}.{i}");
        }
    }

    /// <summary>The rows of a write, by what a process said of it.</summary>
    public static (long Id, string? Text)[] Rows(string said) =>
        said.Split('.') is [var writer, var write] ? Rows(long.Parse(writer, null), int.Parse(write, null)) : throw new ArgumentException(said, nameof(said));

    public static (long Id, string? Text)[] Rows(long writer, int write) =>
        [.. Enumerable.Range(0, RowsPerWrite).Select(row => ((writer * Writes) + (write * RowsPerWrite) + row, (string?)$"{writer}.{write}"))];
}
