using System.Collections.Immutable;
using Rerun.Arrow;
using Rerun.Query.Statements.Temporary;

namespace Rerun.Query;

/// <summary>A temporary table of a session, in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="Batches">Its rows.</param>
/// <param name="ByteSize">About the bytes that its rows hold.</param>
internal sealed record SessionTable(string Name, Schema Schema, ImmutableList<RecordBatch> Batches, long ByteSize)
{
    /// <summary>The keys that no two rows may share.</summary>
    public ImmutableArray<TableKey> Keys { get; init; } = [];

    /// <summary>The conditions that no row may miss.</summary>
    public ImmutableArray<TableCheck> Checks { get; init; } = [];

    /// <summary>The number of rows.</summary>
    public long RowCount => Batches.Sum(batch => (long)batch.Length);

    /// <summary>The keys of these rows, which whoever changes the table takes; null when they have to be found first.</summary>
    public KeyRows[]? KnownKeys { get; set; }
}
