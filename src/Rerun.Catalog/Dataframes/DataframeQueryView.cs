using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes;

/// <summary>
/// A row-wise query of a dataset: which rows and columns, described step by step, run when read. Mirrors
/// <c>rerun.catalog.DataframeQueryView</c>.
/// </summary>
/// <remarks>Immutable: each method gives a changed copy. Of repeated calls of one kind the last counts; their order does not matter.</remarks>
/// <param name="Engine">What runs the query.</param>
/// <param name="DatasetId">The dataset's id.</param>
/// <param name="Query">The query so far.</param>
public sealed record DataframeQueryView(DataframeEngine Engine, Tuid DatasetId, DataframeQuery Query)
{
    /// <summary>Takes data only from a range of sequence numbers. Mirrors <c>filter_range_sequence</c>.</summary>
    /// <param name="start">The first number, inclusive.</param>
    /// <param name="end">The last number, inclusive; below the start there are no rows.</param>
    /// <exception cref="InvalidOperationException">The view has no index.</exception>
    public DataframeQueryView FilterRangeSequence(long start, long end) => FilterRange(start, end);

    /// <summary>Takes data only from a range of nanoseconds. Mirrors <c>filter_range_nanos</c>.</summary>
    /// <param name="start">The first nanosecond, inclusive.</param>
    /// <param name="end">The last nanosecond, inclusive; below the start there are no rows.</param>
    /// <exception cref="InvalidOperationException">The view has no index.</exception>
    public DataframeQueryView FilterRangeNanos(long start, long end) => FilterRange(start, end);

    /// <inheritdoc cref="FilterRangeNanos(long, long)"/>
    public DataframeQueryView FilterRangeNanos(Timestamp64 start, Timestamp64 end) => FilterRange(start.Nanoseconds, end.Nanoseconds);

    /// <inheritdoc cref="FilterRangeNanos(long, long)"/>
    public DataframeQueryView FilterRangeNanos(DateTimeOffset start, DateTimeOffset end) =>
        FilterRangeNanos(Timestamp64.FromDateTimeOffset(start), Timestamp64.FromDateTimeOffset(end));

    /// <summary>
    /// Takes data only from a range of seconds. Mirrors <c>filter_range_secs</c>: the seconds are rounded to nanoseconds, halves away from zero,
    /// and cut at what 64 bits hold; not a number is 0.
    /// </summary>
    /// <param name="start">The start in seconds, inclusive.</param>
    /// <param name="end">The end in seconds, inclusive; below the start there are no rows.</param>
    /// <exception cref="InvalidOperationException">The view has no index.</exception>
    public DataframeQueryView FilterRangeSecs(double start, double end) => FilterRange(ToNanoseconds(start), ToNanoseconds(end));

    /// <summary>Keeps only rows at these index values. Mirrors <c>filter_index_values</c>.</summary>
    /// <param name="values">Index values in any order, each once; none gives no rows.</param>
    /// <exception cref="ArgumentException">A value occurs twice.</exception>
    public DataframeQueryView FilterIndexValues(IEnumerable<IndexValue> values) => With(Query with { FilterIndexValues = Unique(values) });

    /// <inheritdoc cref="FilterIndexValues(IEnumerable{IndexValue})"/>
    public DataframeQueryView FilterIndexValues(params IEnumerable<long> values) => With(Query with { FilterIndexValues = Unique(values) });

    /// <summary>Keeps only rows at these index values. Mirrors <c>filter_index_values</c>; a null is no place on the index and matches nothing.</summary>
    /// <param name="values">Sequence numbers, durations or instants of any unit, each once.</param>
    /// <exception cref="ArgumentException">The array is of another type, or a value occurs twice.</exception>
    public DataframeQueryView FilterIndexValues(IArrowArray values) => FilterIndexValues(IndexValueArrays.Read(values));

    /// <summary>
    /// Gives a row for each of these index values in every partition, whether or not there is data. Mirrors <c>using_index_values</c>. Overrides
    /// range, <see cref="FilterIndexValues(IEnumerable{IndexValue})"/> and <see cref="FilterIsNotNull(ComponentSelector)"/>.
    /// </summary>
    /// <param name="values">Index values in any order, each once.</param>
    /// <exception cref="ArgumentException">A value occurs twice.</exception>
    public DataframeQueryView UsingIndexValues(IEnumerable<IndexValue> values) =>
        With(Query with { UsingIndexValues = Unique(values), UsingIndexValuesPerPartition = null });

    /// <inheritdoc cref="UsingIndexValues(IEnumerable{IndexValue})"/>
    public DataframeQueryView UsingIndexValues(params IEnumerable<long> values) =>
        With(Query with { UsingIndexValues = Unique(values), UsingIndexValuesPerPartition = null });

    /// <inheritdoc cref="UsingIndexValues(IEnumerable{IndexValue})"/>
    /// <exception cref="ArgumentException">The array is of another type than sequence numbers, durations or instants, or a value occurs twice.</exception>
    public DataframeQueryView UsingIndexValues(IArrowArray values) => UsingIndexValues(IndexValueArrays.Read(values));

    /// <summary>Gives a row for each of the index values of a partition; partitions that are not named have no rows.</summary>
    /// <param name="values">For each partition its index values in any order, each once.</param>
    /// <exception cref="ArgumentException">A value occurs twice in a partition.</exception>
    public DataframeQueryView UsingIndexValues(IReadOnlyDictionary<string, IReadOnlyList<IndexValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var perPartition = values.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<long>)Unique(pair.Value), StringComparer.Ordinal);
        return With(Query with { UsingIndexValues = null, UsingIndexValuesPerPartition = perPartition });
    }

    /// <summary>
    /// Keeps only rows at which a column was logged (or cleared). Mirrors <c>filter_is_not_null</c>: the text is taken apart at its first colon; a
    /// column that is not in the view, or static, gives no rows.
    /// </summary>
    /// <param name="column">Entity and component, for example <c>/points:Points3D:positions</c>.</param>
    /// <exception cref="ArgumentException">The text has no colon.</exception>
    public DataframeQueryView FilterIsNotNull(string column) => FilterIsNotNull(ComponentSelector.Parse(column));

    /// <summary>Keeps only rows at which a column was logged (or cleared). Mirrors <c>filter_is_not_null</c>.</summary>
    /// <param name="column">The column; if it is not in the view, or static, there are no rows.</param>
    public DataframeQueryView FilterIsNotNull(ComponentSelector column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return With(Query with { FilterIsNotNull = column });
    }

    /// <inheritdoc cref="FilterIsNotNull(ComponentSelector)"/>
    public DataframeQueryView FilterIsNotNull(ComponentColumnDescriptor column) => FilterIsNotNull((ComponentSelector)column);

    /// <summary>Reads only these partitions. Mirrors <c>filter_partition_id</c>.</summary>
    /// <param name="partitionIds">At least one partition's id; an unknown one is an error when the query runs.</param>
    /// <exception cref="ArgumentException">There is no id.</exception>
    public DataframeQueryView FilterPartitionId(params string[] partitionIds)
    {
        ArgumentNullException.ThrowIfNull(partitionIds);
        return partitionIds.Length == 0
            ? throw new ArgumentException("Name at least one partition.", nameof(partitionIds))
            : With(Query with { PartitionIds = [.. partitionIds.Distinct(StringComparer.Ordinal)] });
    }

    /// <summary>Has cells without a value take the latest one at or before the row. Mirrors <c>fill_latest_at</c>.</summary>
    public DataframeQueryView FillLatestAt() => With(Query with { FillLatestAt = true });

    /// <summary>The schema of the result.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The dataset or the index does not exist.</exception>
    public ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        Engine.GetSchemaAsync(DatasetId, Query, cancellationToken);

    /// <inheritdoc cref="GetSchemaAsync"/>
    public Schema GetSchema() => Blocking.Wait(() => GetSchemaAsync());

    /// <summary>Runs the query. Mirrors <c>to_arrow_reader</c>.</summary>
    /// <param name="cancellationToken">Cancels the opening; reading takes its own.</param>
    /// <exception cref="RerunNotFoundException">The dataset, the index or a partition does not exist.</exception>
    public ValueTask<IArrowArrayStream> ToArrowReaderAsync(CancellationToken cancellationToken = default) =>
        Engine.OpenAsync(DatasetId, Query, cancellationToken);

    /// <inheritdoc cref="ToArrowReaderAsync"/>
    public IArrowArrayStream ToArrowReader() => Blocking.Wait(() => ToArrowReaderAsync());

    /// <summary>Runs the query and gives its batches. Mirrors <c>df</c>.</summary>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <exception cref="RerunNotFoundException">The dataset, the index or a partition does not exist.</exception>
    public async IAsyncEnumerable<RecordBatch> ExecuteAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stream = await ToArrowReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await stream.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            yield return batch;
        }
    }

    /// <inheritdoc cref="ExecuteAsync"/>
    public IEnumerable<RecordBatch> Execute() => Blocking.Enumerate(ExecuteAsync());

    private static long ToNanoseconds(double seconds)
    {
        var nanoseconds = Math.Round(seconds * 1e9, MidpointRounding.AwayFromZero);
        return double.IsNaN(nanoseconds) ? 0
            : nanoseconds >= long.MaxValue ? long.MaxValue
            : nanoseconds <= long.MinValue ? long.MinValue
            : (long)nanoseconds;
    }

    private static long[] Unique(IEnumerable<IndexValue> values) => Unique(values.Select(value => value.Value));

    private static long[] Unique(IEnumerable<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        long[] all = [.. values];
        return new HashSet<long>(all).Count == all.Length
            ? all
            : throw new ArgumentException("Index values must be unique.", nameof(values));
    }

    private DataframeQueryView FilterRange(long start, long end) => Query.Index is null
        ? throw new InvalidOperationException("Specify an index to filter on first.")
        : With(Query with { Range = new IndexRange(Math.Max(start, long.MinValue + 1), Math.Max(end, long.MinValue + 1)) });

    private DataframeQueryView With(DataframeQuery query) => this with { Query = query };
}
