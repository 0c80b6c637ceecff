using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Slices;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Cuts the rows of a slice of a partition into batches and builds them.</summary>
internal sealed class PartitionBatches
{
    // Without columns a batch is only a number of rows.
    private const int BareBatchRows = 1 << 20;

    private const int CellsWorthAThread = 4096;

    private const int SmallBatchCells = 512;

    // A stretch of a chunk is a slice of it: from so many rows on that is worth a batch of its own.
    private const int RowsWorthASlice = 1024;

    private const int HeavyRowBytes = 256;

    private static readonly List<int> NoChunks = [];

    private readonly DataframePlan _plan;
    private readonly PartitionRows _rows;
    private readonly DataframeEngineOptions _options;
    private readonly Alignment[] _needed;
    private readonly Alignment[] _shown;
    private readonly IArrowArray?[] _repeated;
    private readonly double _mostRowBytes;
    private readonly LentChunks? _lent;
    private readonly StringArray _partition;
    private readonly BatchChunks _chunks;
    private int _next;

    public PartitionBatches(DataframePlan plan, PartitionSlice slice, DataframeEngineOptions options)
    {
        var rows = slice.Rows;
        _plan = plan;
        _rows = rows;
        _partition = rows.Entries.PartitionArray;
        _options = options;
        _shown = AlignmentsOf(plan, rows);
        _needed = plan.NeedsOtherIndexes && rows.Alignments.Count > _shown.Length ? [.. rows.Alignments] : _shown;
        _repeated = new IArrowArray?[plan.Outputs.Length];
        _mostRowBytes = MostRowBytes(plan, rows.Entries);
        _lent = LentChunks.Of(slice.Chunks);
        _chunks = new BatchChunks(rows.Entries, slice.Chunks, options);
    }

    /// <summary>Whether all rows have been given out.</summary>
    public bool IsAtEnd => _next >= _rows.Count;

    private bool IsHeavy => _chunks.MayNotAllStay || _lent is not null || _mostRowBytes > HeavyRowBytes;

    /// <summary>Takes the next rows, at most so many, and gets the chunks that their cells are in.</summary>
    /// <param name="limit">How many rows are wanted at most.</param>
    /// <param name="mostRows">How many rows may be taken in place of a batch's usual number; then they end with a chunk where that saves copying.</param>
    /// <param name="catalog">Where chunks are read from.</param>
    /// <param name="cache">Where chunks are kept.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<Batch> TakeAsync(long limit, int? mostRows, ICatalog catalog, ChunkCache cache, CancellationToken cancellationToken)
    {
        var start = _next;
        var most = _plan.Outputs.Length == 0 ? BareBatchRows : mostRows is { } asked && !IsHeavy ? asked : _options.BatchRows;
        var end = start + (int)Math.Min(Math.Min(most, limit), _rows.Count - start);
        if (mostRows is not null)
        {
            end = SliceEnd(start, end);
        }

        var wanted = ChunksOf(start, end);
        while (end - start > 1 && _chunks.AreTooMany(wanted.Whole))
        {
            end = start + ((end - start) / 2);
            wanted = ChunksOf(start, end);
        }

        await _chunks.LoadAsync(wanted.Whole, wanted.Outlined, catalog, cache, cancellationToken).ConfigureAwait(false);
        while (end - start > 1 && (end - start) * _mostRowBytes > _options.BatchBytes && CopiedBytes(start, end) > _options.BatchBytes)
        {
            end = start + ((end - start) / 2);
        }

        _next = end;
        RepeatStatics(end - start, hasPartition: mostRows is null);
        _lent?.BeginUse(isLast: IsAtEnd);
        return new Batch(this, start, end, _chunks.Set);
    }

    /// <summary>The end of the shortest stretch that some column has from a row on, unless it is too short to be worth it.</summary>
    private int SliceEnd(int start, int end)
    {
        var first = end;
        foreach (var alignment in _needed)
        {
            first = Math.Min(first, alignment.EndOf(alignment.IndexAt(start)));
        }

        return first - start >= RowsWorthASlice ? first : end;
    }

    private static Alignment[] AlignmentsOf(DataframePlan plan, PartitionRows rows)
    {
        var alignments = new Alignment[Math.Min(plan.Outputs.Length, rows.Alignments.Count)];
        var count = 0;
        foreach (var output in plan.Outputs)
        {
            if (output.Component is { } column && rows.AlignmentOf(column) is { } alignment && Array.IndexOf(alignments, alignment, 0, count) < 0)
            {
                alignments[count++] = alignment;
            }
        }

        return count == alignments.Length ? alignments : alignments[..count];
    }

    private static double MostRowBytes(DataframePlan plan, PartitionEntries entries)
    {
        if (entries.MostBytes is not { } most)
        {
            return double.PositiveInfinity;
        }

        double bytes = 0;
        foreach (var output in plan.Outputs)
        {
            bytes += output.Component is { } column ? most[column.Ordinal] : 0;
        }

        return bytes;
    }

    /// <summary>The chunks that rows take values from, and those that only tell times of theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (List<int> Whole, List<int> Outlined) ChunksOf(int start, int end)
    {
        const byte ForTimes = 1;
        const byte ForValues = 2;
        var rented = ArrayPool<byte>.Shared.Rent(_rows.Entries.Chunks.Length);
        var wanted = rented.AsSpan(0, _rows.Entries.Chunks.Length);
        wanted.Clear();
        if (!ReferenceEquals(_needed, _shown))
        {
            Mark(_needed, start, end, wanted, ForTimes);
        }

        Mark(_shown, start, end, wanted, ForValues);
        foreach (var output in _plan.Outputs)
        {
            if (output.Component is { } column && _rows.StaticOf(column) is { } value)
            {
                wanted[value.Chunk] = ForValues;
            }
        }

        var (whole, outlined) = (new List<int>(1), NoChunks);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == ForValues || (wanted[i] == ForTimes && !_rows.Entries.Chunks[i].HasOutline))
            {
                whole.Add(i);
            }
            else if (wanted[i] == ForTimes)
            {
                outlined = ReferenceEquals(outlined, NoChunks) ? [] : outlined;
                outlined.Add(i);
            }
        }

        ArrayPool<byte>.Shared.Return(rented);
        return (whole, outlined);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mark(Alignment[] alignments, int start, int end, Span<byte> wanted, byte mark)
    {
        foreach (var alignment in alignments)
        {
            foreach (ref readonly var stretch in alignment.StretchesOf(start, end))
            {
                if (stretch.Kind != SourceKind.None)
                {
                    wanted[stretch.Chunk] = mark;
                }
            }
        }
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
                var lists = _chunks.Set.ListsOf(column, value.Chunk);
                var offsets = lists.Lists.ValueOffsets;
                bytes += (long)((offsets[value.Row + 1] - offsets[value.Row]) * lists.BytesPerElement * (end - start));
            }
            else if (_rows.AlignmentOf(column) is { } alignment)
            {
                bytes += ListColumnBuilder.CopiedBytes(column, alignment, start, end, _chunks.Set);
            }
        }

        return bytes;
    }

    /// <summary>Makes sure that the constant columns are repeated so many times; all batches share them.</summary>
    private void RepeatStatics(int count, bool hasPartition)
    {
        for (var i = 0; i < _repeated.Length; i++)
        {
            if (_repeated[i] is not { } known || known.Length < count)
            {
                if (_plan.Outputs[i].Kind == OutputKind.Partition)
                {
                    _repeated[i] = hasPartition ? ArraySelection.Repeat(_partition, 0, count) : null;
                }
                else if (_plan.Outputs[i].Component is { } column && _rows.StaticOf(column) is { } value)
                {
                    _repeated[i] = ArraySelection.Repeat(_chunks.Set.ListsOf(column, value.Chunk).Lists, value.Row, count);
                }
            }
        }
    }

    private IArrowArray Build(int number, int start, int end, PartitionChunkSet chunks)
    {
        var count = end - start;
        if (_repeated[number] is { } repeated)
        {
            return ArrowArrayFactory.Slice(repeated, 0, count);
        }

        var output = _plan.Outputs[number];
        switch (output.Kind)
        {
            case OutputKind.Index when _rows.TimeBytes is { } times:
                return ArrowArrayFactory.BuildArray(new ArrayData(output.Field.DataType, count, 0, start, [ArrowBuffer.Empty, new ArrowBuffer(times)]));
            case OutputKind.OtherIndex when _rows.TimeBytes is not null:
                return OtherIndexBuilder.Build(output.Field.Name, output.Field.DataType, _rows.Alignments, start, end, chunks);
            case OutputKind.Component when _rows.AlignmentOf(output.Component!) is { } alignment && !alignment.IsNone(start, end):
                return ListColumnBuilder.Build(output.Component!, alignment, start, end, chunks);
            default:
                return _plan.NullsOf(number, count);
        }
    }

    /// <summary>Whether the columns of a batch share the threads, because there is no other batch to be built beside it.</summary>
    private bool BuildsColumnsApart(int start, int end) =>
        start == 0 && end == _rows.Count && _options.MaxParallelism > 1 && (long)end * _plan.Outputs.Length >= CellsWorthAThread;

    private void BuildApart(IArrowArray[] arrays, int start, int end, PartitionChunkSet chunks)
    {
        try
        {
            Parallel.For(
                0,
                arrays.Length,
                new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallelism },
                i => arrays[i] = Build(i, start, end, chunks));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <summary>Rows whose chunks are at hand.</summary>
    internal sealed class Batch(PartitionBatches owner, int start, int end, PartitionChunkSet chunks) : IRowStretch
    {
        public int Count => end - start;

        /// <summary>Whether it is built sooner than another thread would begin.</summary>
        public bool IsSmall => (long)Count * owner._plan.Outputs.Length <= SmallBatchCells;

        public bool IsHeavy => owner.IsHeavy;

        public IArrowArray Partition => owner._partition;

        public RecordBatch Build()
        {
            var arrays = new IArrowArray[owner._plan.Outputs.Length];
            if (owner.BuildsColumnsApart(start, end))
            {
                owner.BuildApart(arrays, start, end, chunks);
            }
            else
            {
                for (var i = 0; i < arrays.Length; i++)
                {
                    arrays[i] = owner.Build(i, start, end, chunks);
                }
            }

            Detach(arrays);
            return new RecordBatch(owner._plan.OutputSchema, (IEnumerable<IArrowArray>)arrays, end - start);
        }

        public IArrowArray?[] BuildColumns()
        {
            var arrays = new IArrowArray?[owner._plan.Outputs.Length];
            for (var i = 0; i < arrays.Length; i++)
            {
                arrays[i] = owner._plan.Outputs[i].Kind == OutputKind.Partition ? null : owner.Build(i, start, end, chunks);
            }

            Detach(arrays);
            return arrays;
        }

        private void Detach(IArrowArray?[] arrays)
        {
            if (owner._lent is { } lent)
            {
                for (var i = 0; i < arrays.Length; i++)
                {
                    arrays[i] = arrays[i] is { } array ? lent.Detach(array) : null;
                }

                lent.EndUse();
            }
        }
    }
}
