using FsCheck.Fluent;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Tests.Arbitrary;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Tests.Support;
using Stored = Rerun.Catalog.Embedded.Tests.Support.Tables;

namespace Rerun.Catalog.Embedded.Tests.Tables;

/// <summary>Tables against lists of rows.</summary>
public class TableModelTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writes_of_all_modes_leave_what_a_list_of_rows_would_hold(bool inMemory)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            using var folder = new TempFolder();
            await using var catalog = inMemory ? EmbeddedCatalog.Open(EmbeddedCatalog.InMemory) : Stored.Open(folder);
            var random = new Random(seed);
            var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
            var model = new List<(long Id, string? Text)>();
            for (var step = 0; step < 12; step++)
            {
                var rows = Enumerable.Range(0, random.Next(6)).Select(i => ((long)random.Next(10), random.Next(4) == 0 ? null : $"{step}.{i}")).ToArray();
                var cut = random.Next(rows.Length + 1);
                var mode = random.Next(8) switch { 0 => TableInsertMode.Overwrite, < 4 => TableInsertMode.Append, _ => TableInsertMode.Replace };
                await catalog.WriteAsync(table, mode, Stored.Batch(rows[..cut]), Stored.Batch(rows[cut..]));
                Apply(model, mode, rows);
                if (random.Next(5) == 0)
                {
                    await catalog.DoMaintenanceAsync(
                        table, new MaintenanceOptions { CompactFragments = true, CleanupBefore = Timestamp64.UtcNow, UnsafeAllowRecentCleanup = true });
                }

                Assert.Equal(model, await catalog.ReadRowsAsync(table));
            }
        }
    }

    [Fact]
    public async Task Replacing_keeps_the_values_of_columns_that_are_not_given()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        await catalog.AppendAsync(table, (1, "a"), (2, "b"));
        var keys = new RecordBatch(new Schema([new Field("id", Int64Type.Default, false)]), [new Int64Array.Builder().Append(2).Append(3).Build()], 2);
        await catalog.WriteAsync(table, TableInsertMode.Replace, keys);
        Assert.Equal([(1, "a"), (2, "b"), (3, null)], await catalog.ReadRowsAsync(table));

        var withoutKey = new RecordBatch(new Schema([new Field("text", StringType.Default, true)]), [new StringArray.Builder().Append("x").Build()], 1);
        await Assert.ThrowsAsync<RerunException>(() => catalog.WriteAsync(table, TableInsertMode.Replace, withoutKey));
        var keyless = (await catalog.CreateTableAsync("k", withoutKey.Schema, null)).Id;
        var error = await Assert.ThrowsAsync<RerunException>(() => catalog.WriteAsync(keyless, TableInsertMode.Replace, withoutKey));
        Assert.Contains("rerun:is_table_index", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Columns_of_any_type_come_back_as_they_were_written(bool inMemory)
    {
        var seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(seeds, seed => RoundTripAsync(seed, inMemory).GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task Every_flat_type_is_stored()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var random = new RandomArrays(new Random(3));
        var fields = RandomArrays.FlatTypes.Select((type, i) => new Field($"c{i}", type, nullable: true)).ToList();
        var batch = new RecordBatch(new Schema(fields), fields.Select(field => random.Array(field.DataType, 100)), 100);
        var table = (await catalog.CreateTableAsync("t", batch.Schema, null)).Id;
        await catalog.WriteAsync(table, TableInsertMode.Append, batch, batch);
        AssertSame([batch, batch], await catalog.ReadBatchesAsync(table), "flat");
    }

    private static async Task RoundTripAsync(int seed, bool inMemory)
    {
        using var folder = new TempFolder();
        await using var catalog = inMemory ? EmbeddedCatalog.Open(EmbeddedCatalog.InMemory) : Stored.Open(folder);
        var random = new RandomArrays(new Random(seed));
        var first = random.Batch(3, 1 + (seed % 20));
        RecordBatch Another(int length) => new(first.Schema, first.Schema.FieldsList.Select(field => random.Array(field.DataType, length)), length);
        RecordBatch[] batches = [first, Another(seed % 7), Another(5)];
        if (!IsStorable(first.Schema))
        {
            var error = await Assert.ThrowsAsync<RerunException>(async () => await catalog.CreateTableAsync("t", first.Schema, null));
            Assert.Equal(RerunErrorCode.NotSupported, error.ErrorKind);
            return;
        }

        var table = (await catalog.CreateTableAsync("t", first.Schema, null)).Id;
        Assert.Equal(first.Schema, await catalog.GetTableSchemaAsync(table));
        await catalog.WriteAsync(table, TableInsertMode.Append, batches[0], batches[1]);
        await catalog.WriteAsync(table, TableInsertMode.Append, batches[2]);
        AssertSame(batches, await catalog.ReadBatchesAsync(table), $"seed {seed}");
        await catalog.DoMaintenanceAsync(table, new MaintenanceOptions { CompactFragments = true });
        AssertSame(batches, await catalog.ReadBatchesAsync(table), $"seed {seed}, joined");
    }

    private static bool IsStorable(Schema schema)
    {
        try
        {
            return ArrowStreamWriter.Serialize(schema).Length > 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private static void AssertSame(RecordBatch[] expected, List<RecordBatch> actual, string what)
    {
        for (var i = 0; i < expected[0].ColumnCount; i++)
        {
            var column = i;
            Assert.True(
                expected.SelectMany(batch => PlainValues.Of(batch.Column(column))).SequenceEqual(actual.SelectMany(batch => PlainValues.Of(batch.Column(column)))),
                $"{what}: {expected[0].Schema.FieldsList[i]}");
        }
    }

    private static void Apply(List<(long Id, string? Text)> model, TableInsertMode mode, (long Id, string? Text)[] rows)
    {
        if (mode == TableInsertMode.Overwrite)
        {
            model.Clear();
        }

        if (mode != TableInsertMode.Replace)
        {
            model.AddRange(rows);
            return;
        }

        var last = rows.Select((row, i) => (row, i)).GroupBy(pair => pair.row.Id).Select(group => group.Last()).OrderBy(pair => pair.i).Select(pair => pair.row);
        foreach (var row in last.ToList())
        {
            var places = Enumerable.Range(0, model.Count).Where(i => model[i].Id == row.Id).ToList();
            places.ForEach(i => model[i] = row);
            if (places.Count == 0)
            {
                model.Add(row);
            }
        }
    }
}
