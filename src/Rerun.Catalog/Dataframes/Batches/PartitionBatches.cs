using System.Runtime.InteropServices;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Cuts the rows of a partition into batches and builds them.</summary>
internal sealed class PartitionBatches
{
    // Without columns a batch is only a number of rows.
    private const int BareBatchRows = 1 << 20;

    private readonly DataframePlan _plan;
    private readonly PartitionRows _rows;
    private readonly DataframeEngineOptions _options;
    private readonly Alignment[] _needed;
    private readonly Dictionary<OutputColumn, IArrowArray> _repeated = [];
    private readonly long _chunkBytes;
    private PartitionChunkSet _chunks;
    private IArrowArray? _partitionIds;
    private int _next;

    public PartitionBatches(DataframePlan plan, PartitionRows rows, DataframeEngineOptions options)
    {
        _plan = plan;
        _rows = rows;
        _options = options;
        _chunks = new PartitionChunkSet(rows.Entries.Chunks);
        _needed = plan.NeedsOtherIndexes
            ? [.. rows.Alignments]
            : [.. plan.Outputs.Select(output => output.Component is { } column ? rows.AlignmentOf(column) : null).OfType<Alignment>().Distinct()];
        _chunkBytes = options.MemoryLimit / 4;
    }

    /// <summary>Whether all rows have been given out.</summary>
    public bool IsAtEnd => _next >= _rows.Count;

    /// <summary>Takes the next rows, at most so many, and gets the chunks that their cells are in.</summary>
    public async ValueTask<Batch> TakeAsync(long limit, ICatalog catalog, ChunkCache cache, CancellationToken cancellationToken)
    {
        var start = _next;
        var most = _plan.Outputs.Count == 0 ? BareBatchRows : _options.BatchRows;
        var end = start + (int)Math.Min(Math.Min(most, limit), _rows.Count - start);
        var numbers = ChunksOf(start, end);
        while (end - start > 1 && numbers.Sum(number => _chunks.InfoOf(number).ByteSize) > _chunkBytes)
        {
            end = start + ((end - start) / 2);
            numbers = ChunksOf(start, end);
        }

        await LoadAsync(numbers, catalog, cache, cancellationToken).ConfigureAwait(false);
        while (end - start > 1 && CopiedBytes(start, end) > _options.BatchBytes)
        {
            end = start + ((end - start) / 2);
        }

        _next = end;
        RepeatStatics(end - start);
        return new Batch(this, start, end, _chunks);
    }

    private async ValueTask LoadAsync(List<int> numbers, ICatalog catalog, ChunkCache cache, CancellationToken cancellationToken)
    {
        var missing = numbers.FindAll(number => !_chunks.Has(number));
        if (missing.Count == 0)
        {
            return;
        }

        if (_rows.Entries.Chunks.Sum(chunk => chunk.ByteSize) > _chunkBytes)
        {
            // Not everything may stay: what this batch does not need goes, what it needs is at hand or comes again.
            var kept = new PartitionChunkSet(_rows.Entries.Chunks);
            foreach (var number in numbers.Where(_chunks.Has))
            {
                kept.Put(number, _chunks[number]);
            }

            _chunks = kept;
        }

        var chunks = await cache
            .ReadAsync(catalog, missing.ConvertAll(_chunks.InfoOf), _options.MaxParallelism, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < chunks.Length; i++)
        {
            _chunks.Put(missing[i], chunks[i]);
        }
    }

    private List<int> ChunksOf(int start, int end)
    {
        var wanted = new bool[_rows.Entries.Chunks.Length];
        foreach (var alignment in _needed)
        {
            var row = start;
            for (var i = alignment.IndexAt(start); row < end; i++)
            {
                if (alignment.Stretches[i].Kind != SourceKind.None)
                {
                    wanted[alignment.Stretches[i].Chunk] = true;
                }

                row = alignment.EndOf(i);
            }
        }

        foreach (var output in _plan.Outputs)
        {
            if (output.Component is { } column && _rows.StaticOf(column) is { } value)
            {
                wanted[value.Chunk] = true;
            }
        }

        var numbers = new List<int>();
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i])
            {
                numbers.Add(i);
            }
        }

        return numbers;
    }

    private long CopiedBytes(int start, int end)
    {
        long bytes = 0;
        foreach (var output in _plan.Outputs)
        {
            if (output.Component is not { } column)
            {
                continue;
            }

            if (_rows.StaticOf(column) is { } value)
            {
                var offsets = _chunks.ListsOf(column, value.Chunk).ValueOffsets;
                bytes += (long)((offsets[value.Row + 1] - offsets[value.Row]) * _chunks.BytesPerElement(column, value.Chunk) * (end - start));
            }
            else if (_rows.AlignmentOf(column) is { } alignment)
            {
                bytes += ListColumnBuilder.CopiedBytes(column, alignment, start, end, _chunks);
            }
        }

        return bytes;
    }

    /// <summary>Makes sure that the constant columns are repeated so many times; all batches share them.</summary>
    private void RepeatStatics(int count)
    {
        lock (_repeated)
        {
            foreach (var output in _plan.Outputs)
            {
                if (output.Kind == OutputKind.Partition && (_partitionIds is null || _partitionIds.Length < count))
                {
                    _partitionIds = RepeatText(_rows.Entries.Partition, count);
                }

                if (output.Component is { } column
                    && _rows.StaticOf(column) is { } value
                    && (!_repeated.TryGetValue(output, out var known) || known.Length < count))
                {
                    var lists = _chunks.ListsOf(column, value.Chunk);
                    _repeated[output] = ArraySelection.TakeRanges(
                        column.Descriptor.StoreType, [lists], Enumerable.Repeat(new ArrayRange(0, value.Row, 1), count).ToArray());
                }
            }
        }
    }

    private static StringArray RepeatText(string text, int count)
    {
        var one = Encoding.UTF8.GetBytes(text);
        var all = new byte[checked(one.Length * count)];
        var offsets = new byte[(count + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        for (var i = 0; i < count; i++)
        {
            one.CopyTo(all, i * one.Length);
            ends[i + 1] = (i + 1) * one.Length;
        }

        return new StringArray(count, new ArrowBuffer(offsets), new ArrowBuffer(all), ArrowBuffer.Empty);
    }

    private IArrowArray Build(OutputColumn output, int start, int end, PartitionChunkSet chunks)
    {
        var count = end - start;
        switch (output.Kind)
        {
            case OutputKind.Partition:
                return ArrowArrayFactory.Slice(_partitionIds!, 0, count);
            case OutputKind.Index when _rows.TimeBytes is { } times:
                return ArrowArrayFactory.BuildArray(new ArrayData(output.Field.DataType, count, 0, start, [ArrowBuffer.Empty, new ArrowBuffer(times)]));
            case OutputKind.OtherIndex when _rows.TimeBytes is not null:
                return OtherIndexBuilder.Build(output.Field.Name, output.Field.DataType, _rows.Alignments, start, end, chunks);
            case OutputKind.Component when _rows.StaticOf(output.Component!) is not null:
                lock (_repeated)
                {
                    return ArrowArrayFactory.Slice(_repeated[output], 0, count);
                }

            case OutputKind.Component when _rows.AlignmentOf(output.Component!) is { } alignment:
                return ListColumnBuilder.Build(output.Component!, alignment, start, end, chunks);
            default:
                return NullArrays.Create(output.Field.DataType, count);
        }
    }

    /// <summary>Rows whose chunks are at hand.</summary>
    internal readonly struct Batch(PartitionBatches owner, int start, int end, PartitionChunkSet chunks)
    {
        public int Count => end - start;

        public RecordBatch Build()
        {
            var outputs = owner._plan.Outputs;
            var arrays = new IArrowArray[outputs.Count];
            for (var i = 0; i < arrays.Length; i++)
            {
                arrays[i] = owner.Build(outputs[i], start, end, chunks);
            }

            return new RecordBatch(owner._plan.OutputSchema, (IEnumerable<IArrowArray>)arrays, end - start);
        }
    }
}
