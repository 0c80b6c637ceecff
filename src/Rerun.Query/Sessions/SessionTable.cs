using System.Collections.Immutable;
using Rerun.Arrow;

namespace Rerun.Query;

/// <summary>A temporary table of a session, in memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="Batches">Its rows.</param>
/// <param name="ByteSize">About the bytes that its rows hold.</param>
internal sealed record SessionTable(string Name, Schema Schema, ImmutableList<RecordBatch> Batches, long ByteSize);
