using System.Data;
using Rerun.Arrow;
using Rerun.Data.Results;
using Rerun.Data.Tests.Support;
using Rerun.Data.Values;

namespace Rerun.Data.Tests.Reading;

/// <summary>How a reader moves, in its synchronous and its asynchronous form, over several layouts of batches.</summary>
public sealed class NavigationTests
{
    public static TheoryData<int[], bool> Layouts()
    {
        var layouts = new TheoryData<int[], bool>();
        foreach (var isAsync in new[] { false, true })
        {
            layouts.Add([7], isAsync);
            layouts.Add([1, 1, 1, 4], isAsync);
            layouts.Add([0, 3, 0, 0, 4, 0], isAsync);
        }

        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Every_row_is_seen_once_and_no_phantom_row(int[] sizes, bool isAsync)
    {
        using var reader = Batches.Reader([.. Numbered(sizes)]);
        Assert.True(reader.HasRows);
        var seen = new List<long>();
        while (isAsync ? await reader.ReadAsync() : reader.Read())
        {
            seen.Add(reader.GetInt64(0));
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(i => (long)i), seen);
        Assert.False(reader.Read());
        Assert.False(await reader.ReadAsync());
        Assert.True(reader.HasRows);
        Assert.Equal("n", reader.GetName(0));
        Assert.Equal(typeof(long), reader.GetFieldType(0));
        Assert.NotNull(reader.GetSchemaTable());
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
        Assert.False(reader.NextResult());
    }

    [Fact]
    public void Only_empty_batches_have_no_rows()
    {
        using var reader = Batches.Reader([.. Numbered(0, 0)]);
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.Equal(1, reader.FieldCount);
    }

    [Fact]
    public void Members_of_a_closed_reader_are_refused_exactly()
    {
        var reader = Batches.Reader([.. Numbered(2)]);
        reader.Read();
        reader.Close();
        reader.Close();
        Assert.True(reader.IsClosed);
        Action[] members =
        [
            () => _ = reader.FieldCount,
            () => _ = reader.HasRows,
            () => reader.GetName(0),
            () => reader.GetOrdinal("n"),
            () => reader.GetFieldType(0),
            () => reader.GetDataTypeName(0),
            () => reader.GetValue(0),
            () => reader.GetInt64(0),
            () => reader.IsDBNull(0),
            () => reader.GetFieldValue<long>(0),
            () => reader.Read(),
            () => reader.NextResult(),
            () => reader.GetSchemaTable(),
            () => reader.GetColumnSchema(),
            () => reader.GetValues(new object[1]),
            () => reader.ReadBatch(),
        ];
        foreach (var member in members)
        {
            Assert.IsType<InvalidOperationException>(Record.Exception(member));
        }

        Assert.Equal(-1, reader.RecordsAffected);
    }

    [Fact]
    public async Task Asynchronous_members_of_a_closed_reader_fail_as_tasks()
    {
        var reader = Batches.Reader([.. Numbered(2)]);
        await reader.DisposeAsync();
        var read = reader.ReadAsync();
        Assert.IsType<InvalidOperationException>(await Record.ExceptionAsync(() => read));
        var next = reader.NextResultAsync();
        Assert.IsType<InvalidOperationException>(await Record.ExceptionAsync(() => next));
    }

    [Fact]
    public void Values_need_a_row_and_columns_need_their_number()
    {
        using var reader = Batches.Reader([.. Numbered(1)]);
        Assert.IsType<InvalidOperationException>(Record.Exception(() => reader.GetInt64(0)));
        Assert.IsType<InvalidOperationException>(Record.Exception(() => reader.IsDBNull(0)));
        Assert.IsType<IndexOutOfRangeException>(Record.Exception(() => reader.GetName(1)));
        Assert.IsType<IndexOutOfRangeException>(Record.Exception(() => reader.GetOrdinal("none")));
        reader.Read();
        Assert.IsType<IndexOutOfRangeException>(Record.Exception(() => reader.GetInt64(1)));
        Assert.IsType<IndexOutOfRangeException>(Record.Exception(() => reader.GetInt64(-1)));
        Assert.IsType<ArgumentNullException>(Record.Exception(() => reader.GetValues(null!)));
    }

    [Fact]
    public void Names_are_found_exactly_then_without_case_and_the_first_wins()
    {
        using var reader = Batches.Reader(Batches.Of(
            ("/a/b:C:d", Batches.Longs(0)), ("x", Batches.Longs(1)), ("X", Batches.Longs(2)), ("x", Batches.Longs(3)), ("rerun_partition_id", Batches.Texts("p"))));
        Assert.Equal(0, reader.GetOrdinal("/A/B:c:d"));
        Assert.Equal(1, reader.GetOrdinal("x"));
        Assert.Equal(2, reader.GetOrdinal("X"));
        Assert.Equal(4, reader.GetOrdinal("rerun_segment_id"));
        reader.Read();
        Assert.Equal("p", reader["rerun_segment_id"]);
    }

    [Fact]
    public void Single_row_gives_one_row_and_schema_only_none()
    {
        var stream = new FakeStream(Numbered(5).First().Schema, [.. Numbered(5)]);
        using var single = Open(CommandBehavior.SingleRow, stream, new FakeStream(stream.Schema, [.. Numbered(1)]));
        Assert.True(single.Read());
        Assert.False(single.Read());
        Assert.False(single.NextResult());

        var untouched = new FakeStream(stream.Schema, [.. Numbered(5)]);
        using var schema = Open(CommandBehavior.SchemaOnly | CommandBehavior.KeyInfo, untouched);
        Assert.False(schema.Read());
        Assert.Equal("n", schema.GetName(0));
        Assert.Equal(0, untouched.Reads);
        Assert.True(untouched.IsDisposed);
    }

    [Fact]
    public void Several_results_come_in_order()
    {
        var schema = Numbered(1).First().Schema;
        using var reader = Open(CommandBehavior.Default, new FakeStream(schema, [.. Numbered(2)]), new FakeStream(schema, []), new FakeStream(schema, [.. Numbered(1)]));
        Assert.True(reader.Read());
        Assert.True(reader.NextResult());
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.False(reader.NextResult());
        Assert.Equal(0, reader.FieldCount);
        Assert.False(reader.NextResult());
    }

    [Fact]
    public void Closing_early_stops_the_stream_and_does_not_drain_it()
    {
        var stream = new FakeStream(Numbered(1).First().Schema, [.. Numbered(1, 1, 1, 1)]);
        using (var reader = Open(CommandBehavior.Default, stream))
        {
            Assert.True(reader.Read());
        }

        Assert.Equal(1, stream.Reads);
        Assert.True(stream.IsDisposed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_late_error_is_thrown_once_and_leaves_no_old_row(bool isAsync)
    {
        var stream = new FakeStream(Numbered(1).First().Schema, [.. Numbered(1, 1)])
        {
            BeforeBatch = (number, _) => number == 1 ? throw new Rerun.Catalog.RerunException("broken") : Task.CompletedTask,
        };
        using var reader = Open(CommandBehavior.Default, stream);
        Assert.True(reader.Read());
        await Assert.ThrowsAsync<Rerun.Catalog.RerunException>(async () => _ = isAsync ? await reader.ReadAsync() : reader.Read());
        Assert.False(isAsync ? await reader.ReadAsync() : reader.Read());
        Assert.IsType<InvalidOperationException>(Record.Exception(() => reader.GetInt64(0)));
    }

    [Fact]
    public async Task Batches_are_read_whole_between_rows()
    {
        using var reader = Batches.Reader([.. Numbered(2, 3, 0, 2)]);
        Assert.Equal(2, reader.ReadBatch()!.Length);
        Assert.True(reader.Read());
        Assert.Equal(2L, reader.GetInt64(0));
        Assert.Throws<InvalidOperationException>(() => reader.ReadBatch());
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        var last = await reader.ReadBatchAsync();
        Assert.Equal([5L, 6L], ((Int64Array)last!.Column(0)).Values.ToArray());
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
        Assert.Null(reader.ReadBatch());
        Assert.False(reader.Read());
    }

    internal static RerunDataReader Open(CommandBehavior behavior, params IArrowArrayStream[] streams)
    {
        var reader = new RerunDataReader(new StreamResults(streams), new ExecutionControl(TimeSpan.Zero, TimeSpan.Zero), ReaderOptions.Default, behavior);
        reader.OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return reader;
    }

    internal static IEnumerable<RecordBatch> Numbered(params int[] sizes)
    {
        var next = 0L;
        foreach (var size in sizes)
        {
            var builder = new Int64Array.Builder();
            for (var i = 0; i < size; i++)
            {
                builder.Append(next++);
            }

            yield return Batches.Of(("n", builder.Build()));
        }
    }
}
