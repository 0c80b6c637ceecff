using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Testing;

/// <summary>
/// Recordings with values that take much memory: a speed in each frame, an image in each frame, a depth image with a mask in every third (the mask in every
/// sixth), and a static map.
/// </summary>
internal static class WideRecording
{
    private static readonly ListType Blob = new(new Field("item", new ListType(new Field("item", UInt8Type.Default, false)), true));
    private static readonly ListType Number = new(new Field("item", DoubleType.Default, true));

    /// <summary>Makes a recording.</summary>
    /// <param name="partition">Its id.</param>
    /// <param name="frames">The number of frames; speeds go up and down between 0 and 9.</param>
    /// <param name="imageBytes">The bytes of an image; they tell the frame, and cannot be compressed.</param>
    /// <param name="framesPerChunk">How many images a chunk holds.</param>
    public static Recording Create(string partition, int frames, int imageBytes, int framesPerChunk = 1)
    {
        var id = 1UL;
        var chunks = new List<Chunk>
        {
            ChunkOf(id++, "/drive/speed", [.. Enumerable.Range(0, frames)], ("Scalars:scalars", rows => Numbers(rows))),
            ChunkOf(id++, "/map", null, ("Map:blob", rows => Blobs(rows, imageBytes, _ => true))),
        };
        foreach (var rows in Enumerable.Range(0, frames).Chunk(framesPerChunk))
        {
            chunks.Add(ChunkOf(id++, "/camera", rows, ("Image:buffer", own => Blobs(own, imageBytes, _ => true)), ("Image:number", Numbers)));
            if (rows.Where(row => row % 3 == 0).ToArray() is { Length: > 0 } depth)
            {
                chunks.Add(ChunkOf(id++, "/camera/depth", depth, ("Depth:buffer", own => Blobs(own, imageBytes, _ => true)), ("Depth:mask", own => Blobs(own, 64, row => row % 6 == 0))));
            }
        }

        return new Recording("wide", partition, chunks);
    }

    private static Chunk ChunkOf(ulong id, string entity, int[]? frames, params (string Name, Func<int[], ListArray> Make)[] components)
    {
        var rows = frames ?? [0];
        var rowIds = new byte[rows.Length * Tuid.Size];
        for (var i = 0; i < rows.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(rowIds.AsSpan(i * Tuid.Size), id);
            BinaryPrimitives.WriteUInt64BigEndian(rowIds.AsSpan((i * Tuid.Size) + 8), (ulong)rows[i]);
        }

        return new Chunk(
            new Tuid(7, id),
            EntityPath.Parse(entity),
            new FixedSizeBinaryArray(new ArrayData(new FixedSizeBinaryType(Tuid.Size), rows.Length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(rowIds)])),
            frames is null ? [] : [
                Timeline("frame", IndexKind.Sequence, [.. rows.Select(row => (long)row)]),
                Timeline("log_time", IndexKind.Timestamp, [.. rows.Select(row => 1_740_000_000_000_000_000L + (row * 33_000_000L))]),
            ],
            [.. components.Select(component => new ChunkComponent(new ComponentDescriptor(component.Name, null, null), component.Make(rows)))]);
    }

    private static ChunkTimeline Timeline(string name, IndexKind kind, long[] values) => new(
        name, kind, ArrowArrayFactory.BuildArray(new ArrayData(IndexColumnDescriptor.TypeOf(kind), values.Length, 0, 0, [ArrowBuffer.Empty, Buffer(values)])), true);

    private static ListArray Numbers(int[] rows) => new(
        Number,
        rows.Length,
        Buffer(Enumerable.Range(0, rows.Length + 1).ToArray()),
        new DoubleArray.Builder().AppendRange(rows.Select(row => (double)(row * 7 % 10))).Build(),
        ArrowBuffer.Empty);

    private static ListArray Blobs(int[] rows, int size, Func<int, bool> isThere)
    {
        var (outer, inner, bytes, validity, nulls) = (new List<int> { 0 }, new List<int> { 0 }, new List<byte>(), new byte[(rows.Length + 7) / 8], 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (isThere(rows[i]))
            {
                var blob = new byte[size];
                new Random(rows[i]).NextBytes(blob);
                BinaryPrimitives.WriteInt32LittleEndian(blob, rows[i]);
                bytes.AddRange(blob);
                inner.Add(bytes.Count);
                validity[i >> 3] |= (byte)(1 << (i & 7));
            }
            else
            {
                nulls++;
            }

            outer.Add(inner.Count - 1);
        }

        var values = new UInt8Array(new ArrayData(UInt8Type.Default, bytes.Count, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes.ToArray())]));
        var blobs = new ListArray(Blob.ValueDataType, inner.Count - 1, Buffer(inner.ToArray()), values, ArrowBuffer.Empty);
        return new ListArray(Blob, rows.Length, Buffer(outer.ToArray()), blobs, nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(validity), nulls);
    }

    private static ArrowBuffer Buffer<T>(T[] values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
