using System.Data.Common;
using BenchmarkDotNet.Attributes;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Benchmarks.Reading;

/// <summary>What a row and a cell cost over buffered batches. Budgets: Read ≤ 5 ns, a fixed-width cell ≤ 5 ns, GetFieldValue ≤ 8 ns (15 through the base class).</summary>
[MemoryDiagnoser]
public class RowReadingBenchmarks
{
    private const int BatchRows = 4096;
    private const int Batches = 16;
    private RecordBatch? _batch;

    /// <summary>Makes a batch of an integer, a float and a time.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var numbers = new Int64Array.Builder();
        var reals = new DoubleArray.Builder();
        var times = new TimestampArray.Builder(new TimestampType(TimeUnit.Nanosecond));
        for (var i = 0; i < BatchRows; i++)
        {
            numbers.Append(i);
            reals.Append(i / 3.0);
            times.Append(1_700_000_000_000_000_000L + i);
        }

        IArrowArray[] arrays = [numbers.Build(), reals.Build(), times.Build()];
        _batch = new RecordBatch(new Schema(arrays.Select((array, i) => new Field($"c{i}", array.Data.DataType, true))), arrays, BatchRows);
    }

    [Benchmark(OperationsPerInvoke = BatchRows * Batches, Baseline = true)]
    public void Read()
    {
        using var reader = Open();
        while (reader.Read())
        {
        }
    }

    [Benchmark(OperationsPerInvoke = BatchRows * Batches)]
    public long GetInt64()
    {
        using var reader = Open();
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BatchRows * Batches)]
    public double Two_columns()
    {
        using var reader = Open();
        double sum = 0;
        while (reader.Read())
        {
            sum += reader.GetInt64(0) + reader.GetDouble(1);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BatchRows * Batches)]
    public long GetDateTime()
    {
        using var reader = Open();
        long sum = 0;
        while (reader.Read())
        {
            sum += reader.GetDateTime(2).Ticks;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BatchRows * Batches)]
    public double GetFieldValue_through_the_base_class()
    {
        using DbDataReader reader = Open();
        double sum = 0;
        while (reader.Read())
        {
            sum += reader.GetFieldValue<double>(1);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = BatchRows * Batches)]
    public double Column_spans()
    {
        using var reader = Open();
        double sum = 0;
        while (reader.ReadBatch() is { } batch)
        {
            foreach (var value in batch.Column<double>(1).Values)
            {
                sum += value;
            }
        }

        return sum;
    }

    private RerunDataReader Open() => RerunDataReader.FromArrow(new Repeated(_batch!, Batches));

    private sealed class Repeated(RecordBatch batch, int count) : IArrowArrayStream
    {
        private int _next;

        public Schema Schema => batch.Schema;

        public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) => new(_next++ < count ? batch : null);

        public void Dispose() => _next = count;
    }
}
