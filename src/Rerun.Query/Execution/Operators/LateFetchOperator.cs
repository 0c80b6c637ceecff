using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Puts behind each row columns of a view, which are read only for the rows that come here.</summary>
internal sealed class LateFetchOperator : BatchOperator
{
    // So much memory is fetched at one time; the first rows tell how many rows that is.
    private const long PartBytes = 16 << 20;
    private const int FirstRows = 4;
    private const int Growth = 8;

    private readonly BatchOperator _input;
    private readonly Func<DataframeQuery, CancellationToken, ValueTask<IArrowArrayStream>> _open;
    private readonly DataframeQuery _query;
    private readonly IArrowType[] _types;
    private readonly int _partition;
    private readonly int _index;
    private readonly EvaluationContext _context;
    private VectorBatch? _batch;
    private int _next;
    private int _partRows = FirstRows;

    /// <summary>Creates the operator.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="types">The types of the columns that are fetched.</param>
    /// <param name="open">Reads rows of the dataset as it was when the input's scan began.</param>
    /// <param name="query">The view; its projection names the columns.</param>
    /// <param name="partition">The input's column that tells the partition.</param>
    /// <param name="index">The input's column that tells the index value.</param>
    /// <param name="context">The execution.</param>
    public LateFetchOperator(
        BatchOperator input,
        IArrowType[] types,
        Func<DataframeQuery, CancellationToken, ValueTask<IArrowArrayStream>> open,
        DataframeQuery query,
        int partition,
        int index,
        EvaluationContext context)
        : base([.. input.Types, .. types])
    {
        _input = input;
        _types = types;
        _open = open;
        _query = query;
        _partition = partition;
        _index = index;
        _context = context;
    }

    /// <inheritdoc/>
    public override string Name => "LateFetch";

    /// <inheritdoc/>
    public override IReadOnlyList<BatchOperator> Inputs => [_input];

    /// <inheritdoc/>
    protected override async ValueTask<VectorBatch?> PullAsync(CancellationToken cancellationToken)
    {
        if (_batch is null || _next == _batch.Length)
        {
            _batch = await _input.NextAsync(cancellationToken).ConfigureAwait(false);
            _next = 0;
            if (_batch is null)
            {
                return null;
            }
        }

        var part = _batch.Slice(_next, Math.Min(_partRows, _batch.Length - _next));
        _next += part.Length;
        var columns = await FetchAsync(part, cancellationToken).ConfigureAwait(false);
        var bytes = Math.Max(1, columns.Sum(ArraySize.Of));
        _partRows = (int)Math.Clamp(PartBytes * part.Length / bytes, 1, Math.Min(_context.BatchRows, (long)Growth * _partRows));
        return part.Append(Array.ConvertAll(columns, ColumnVector.Flat));
    }

    private async ValueTask<IArrowArray[]> FetchAsync(VectorBatch rows, CancellationToken cancellationToken)
    {
        var places = new (int Source, int Row)[rows.Length];
        Array.Fill(places, (ArrayRange.NullSource, 0));
        var sources = new List<RecordBatch>();
        foreach (var (partition, numbers) in ByPartition(rows[_partition]))
        {
            await FetchAsync(partition, numbers, IndexValues(rows[_index], numbers), sources, places, cancellationToken).ConfigureAwait(false);
        }

        var ranges = RangesOf(places);
        var columns = new IArrowArray[_types.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = ArraySelection.TakeRanges(_types[i], sources.ConvertAll(batch => batch.Column(i)), CollectionsMarshal.AsSpan(ranges));
        }

        return columns;
    }

    /// <summary>Fetches rows of one partition: each instant once, however many rows ask for it.</summary>
    private async ValueTask FetchAsync(
        string partition, List<int> numbers, long[] times, List<RecordBatch> sources, (int Source, int Row)[] places, CancellationToken cancellationToken)
    {
        long[] instants = [.. times.Distinct().Order()];
        var found = new (int Source, int Row)[instants.Length];
        var count = 0;
        var query = _query with { RowPartitions = [partition], UsingIndexValues = instants };
        using (var stream = await _open(query, cancellationToken).ConfigureAwait(false))
        {
            while (await stream.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                for (var row = 0; row < batch.Length && count < found.Length; row++)
                {
                    found[count++] = (sources.Count, row);
                }

                sources.Add(batch);
            }
        }

        if (count != instants.Length)
        {
            throw new RerunException(
                $"{Name} found {count} of {instants.Length} rows of partition '{partition}' again.", RerunErrorCode.CorruptData);
        }

        for (var i = 0; i < times.Length; i++)
        {
            places[numbers[i]] = found[Array.BinarySearch(instants, times[i])];
        }
    }

    private static List<ArrayRange> RangesOf((int Source, int Row)[] places)
    {
        var ranges = new List<ArrayRange>();
        for (var i = 0; i < places.Length;)
        {
            var (source, row) = places[i];
            var end = i + 1;
            while (end < places.Length && places[end].Source == source && (source < 0 || places[end].Row == row + (end - i)))
            {
                end++;
            }

            ranges.Add(new ArrayRange(source, row, end - i));
            i = end;
        }

        return ranges;
    }

    /// <summary>The rows of each partition, in order; rows without one are left out.</summary>
    private static Dictionary<string, List<int>> ByPartition(ColumnVector partitions)
    {
        var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var texts = (StringArray)partitions.Values;
        var last = -1;
        List<int> current = [];
        for (var row = 0; row < partitions.Length; row++)
        {
            var place = partitions.PlaceOf(row);
            if (texts.IsNull(place))
            {
                continue;
            }

            if (last < 0 || (place != last && !texts.GetBytes(place).SequenceEqual(texts.GetBytes(last))))
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, texts.GetString(place)!, out _);
                current = known ??= [];
            }

            last = place;
            current.Add(row);
        }

        return rows;
    }

    private static long[] IndexValues(ColumnVector index, List<int> rows)
    {
        var data = index.Values.Data;
        var values = MemoryMarshal.Cast<byte, long>(data.Buffers[1].Span)[data.Offset..];
        var chosen = new long[rows.Count];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = values[index.PlaceOf(rows[i])];
        }

        return chosen;
    }
}
