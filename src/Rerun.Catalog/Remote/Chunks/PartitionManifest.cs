using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Remote.Messages;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>What a server's manifest of a partition tells of its chunks: timelines with their bounds, and the number of rows.</summary>
internal sealed class PartitionManifest
{
    private readonly Dictionary<RemoteChunkKey, (IReadOnlyList<ChunkTimelineInfo> Timelines, long? RowCount)> _chunks = [];

    /// <summary>Takes a part of the manifest.</summary>
    /// <returns>How many chunks it tells of.</returns>
    /// <exception cref="Grpc.AnswerFormatException">A column is missing.</exception>
    public int Add(RecordBatch batch)
    {
        var keys = TableColumns.Require<BinaryArray>(batch, "chunk_key");
        var rows = TableColumns.Find(batch, "chunk_num_rows") as UInt64Array;
        var bounds = RrdManifestReader.FindBounds(batch)
            .Select(pair => (Name: pair.Key, Kind: IndexColumnDescriptor.KindOf(pair.Value.Start.Data.DataType), pair.Value.Start, pair.Value.End)).ToList();
        for (var row = 0; row < batch.Length; row++)
        {
            if (keys.IsNull(row))
            {
                continue;
            }

            var timelines = new List<ChunkTimelineInfo>();
            foreach (var (name, kind, start, end) in bounds)
            {
                if (kind is { } known && start.IsValid(row) && end.IsValid(row))
                {
                    timelines.Add(new ChunkTimelineInfo(name, known, RrdManifestReader.Value(start, row), RrdManifestReader.Value(end, row)));
                }
            }

            _chunks[new RemoteChunkKey(keys.GetBytes(row))] = (timelines, rows is not null && rows.IsValid(row) ? (long)rows.Values[row] : null);
        }

        return batch.Length;
    }

    /// <summary>A chunk with what the manifest tells of it.</summary>
    public ChunkInfo Describe(ChunkInfo chunk) =>
        !chunk.IsStatic && _chunks.TryGetValue((RemoteChunkKey)chunk.Key, out var told) && told.RowCount is not 0
            ? chunk with { Timelines = told.Timelines, RowCount = told.RowCount }
            : chunk;
}
