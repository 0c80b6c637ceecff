using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Settings;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class WriteCases
{
    [Theory, Case("C156", "all")]
    public async Task Appending_what_is_there_doubles_it(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 6);
        using (var reader = await table.ToArrowReaderAsync())
        {
            await on.WriteAsync(table, TableInsertMode.Append, [.. await reader.ToListAsync()]);
        }

        Assert.Equal(12, await on.CountAsync(table));
    }

    [Theory, Case("C157", "all")]
    public async Task Overwriting_restores_what_was_there(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 6);
        await on.WriteAsync(table, TableInsertMode.Append, TableRows.Numbered(6));
        await on.WriteAsync(table, TableInsertMode.Overwrite, TableRows.Numbered(6));
        Assert.Equal(TableRows.Numbered(6).Rows("id", "bool_col", "double_col"), await RowsAsync(table));
    }

    [Theory, Case("C158", "all")]
    public async Task Batches_are_taken_one_or_many(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 4);
        RecordBatch[] batches = [TableRows.Numbered(3), TableRows.Numbered(3, 3), TableRows.Numbered(3, 6)];
        await on.Client.WriteTableAsync("t", batches, TableInsertMode.Append);
        Assert.Equal(13, await on.CountAsync(table));
        await on.Client.WriteTableAsync("t", batches.ToAsyncEnumerable(), TableInsertMode.Append);
        Assert.Equal(22, await on.CountAsync(table));
        await on.Client.WriteTableAsync("t", [batches[0]], TableInsertMode.Append);
        Assert.Equal(25, await on.CountAsync(table));
    }

    [Theory, Case("C159", "all")]
    public async Task Overwriting_leaves_only_the_new_rows(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 10);
        await on.WriteAsync(table, TableInsertMode.Overwrite, TableRows.Numbered(3));
        Assert.Equal(3, await on.CountAsync(table));

        // The stream counts as a whole: this library sends an overwrite as one batch.
        await on.WriteAsync(table, TableInsertMode.Overwrite, TableRows.Numbered(2), TableRows.Numbered(2, 2));
        Assert.Equal(4, await on.CountAsync(table));
    }

    [Theory, Case("C160", "all", OnlyByWire = true)]
    public async Task No_mode_is_appending_and_an_unknown_one_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 3);
        var part = Frames.ToPart(TableRows.Numbered(2));
        Assert.Equal(GrpcCode.Ok, (await on.Wire.CallAsync("WriteTable", new Wire.WriteTableRequest { DataframePart = part }, table.Id)).Status);
        Assert.Equal(5, await on.CountAsync(table));
        var unknown = new Wire.WriteTableRequest { DataframePart = part, InsertMode = (Wire.TableInsertMode)99 };
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("WriteTable", unknown, table.Id)).Status);
    }

    [Theory, Case("C161", "all")]
    public async Task Nothing_written_changes_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 3);
        await on.Client.WriteTableAsync("t", Array.Empty<RecordBatch>(), TableInsertMode.Append);
        Assert.Equal(3, await on.CountAsync(table));
    }

    [Theory, Case("C163", "all", OnlyByWire = true)]
    public async Task A_message_needs_rows(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 3);
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("WriteTable", new Wire.WriteTableRequest(), table.Id)).Status);
    }

    [Theory, Case("C164", "all")]
    public async Task Another_client_sees_the_rows(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await FilledAsync(on, 3);
        await using var again = await on.ReconnectAsync();
        using var reader = await (await again.GetTableAsync("t")).ToArrowReaderAsync();
        Assert.Equal(3, (await reader.ToListAsync()).Sum(batch => batch.Length));
    }

    [Theory, Case("C165", "all")]
    public async Task A_registered_table_takes_rows(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 3);
        var url = (await on.Client.GetTableAsync("t")).StorageUrl!;
        await table.DeleteAsync();
        var registered = await on.Client.RegisterTableAsync("copy", url);
        await on.WriteAsync(registered, TableInsertMode.Append, TableRows.Numbered(1));
        Assert.Equal(4, await on.CountAsync(registered));
    }

    [Theory, Case("C166", "28+", Own = Applicability.Yes)]
    public async Task Rows_of_known_keys_are_replaced(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var schema = new Schema(
        [
            new Field("id", Int32Type.Default, true, [KeyValuePair.Create("rerun:is_table_index", "true")]),
            new Field("value", StringType.Default, nullable: true),
        ]);
        var table = await on.CreateTableAsync("t", schema);
        await on.WriteAsync(table, TableInsertMode.Append, Pairs((1, "a"), (2, "b"), (3, "c")));
        await on.WriteAsync(table, TableInsertMode.Replace, Pairs((1, "A"), (2, "B"), (4, "D")));
        using var reader = await table.ToArrowReaderAsync();
        Assert.Equal(["1 | A", "2 | B", "3 | c", "4 | D"], await reader.RowsAsync("id", "value"));

        RecordBatch Pairs(params (int Id, string Value)[] rows)
        {
            var (ids, values) = (new Int32Array.Builder(), new StringArray.Builder());
            foreach (var (id, value) in rows)
            {
                ids.Append(id);
                values.Append(value);
            }

            return new RecordBatch(schema, [ids.Build(), values.Build()], rows.Length);
        }
    }

    [Theory, Case("C167", "all")]
    public async Task Appending_at_once_loses_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await FilledAsync(on, 3);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => on.WriteAsync(table, TableInsertMode.Append, TableRows.Numbered(10, 10 * i))));
        Assert.Equal(83, await on.CountAsync(table));
    }

    [Theory, Case("C168", "all")]
    public Task Single_values_are_one_row(CatalogSetting setting) =>
        AppendAsync(setting, 1, ["3 | True | 2"], ("id", 3), ("bool_col", true), ("double_col", 2.0));

    [Theory, Case("C169", "all")]
    public Task Lists_are_rows(CatalogSetting setting) => AppendAsync(
        setting,
        3,
        ["3 | False | 2", "4 | True | null", "5 | null | 1"],
        ("id", new[] { 3, 4, 5 }),
        ("bool_col", new bool?[] { false, true, null }),
        ("double_col", new double?[] { 2.0, null, 1.0 }));

    [Theory, Case("C170", "all")]
    public Task A_column_that_is_not_named_is_null(CatalogSetting setting) =>
        AppendAsync(setting, 2, ["1 | null | null", "2 | null | null"], ("id", new[] { 1, 2 }));

    [Theory, Case("C171", "all")]
    public async Task No_values_are_no_rows(CatalogSetting setting)
    {
        await AppendAsync(setting, 0, []);
        await AppendAsync(setting, 0, [], ("id", Array.Empty<int>()));
    }

    [Theory, Case("C172", "all")]
    public async Task Lists_must_be_as_long_as_each_other(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.CreateTableAsync("t");
        await Assert.ThrowsAnyAsync<Exception>(
            async () => await on.Client.AppendAsync("t", Values(("id", new[] { 1, 2 }), ("double_col", new[] { 1.0 }))));
        Assert.Equal(0, await on.CountAsync(table));
    }

    [Theory, Case("C173", "all")]
    public async Task Values_become_those_of_the_column(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.CreateTableAsync("t", new Schema(
        [
            new Field("small", Int8Type.Default, nullable: true),
            new Field("single", FloatType.Default, nullable: true),
            new Field("time", new TimestampType(TimeUnit.Nanosecond), nullable: true),
            new Field("text", StringType.Default, nullable: true),
        ]));
        await on.Client.AppendAsync("t", Values(("small", 12), ("single", 3), ("time", DateTime.UnixEpoch.AddSeconds(1)), ("text", "bob")));
        using (var reader = await table.ToArrowReaderAsync())
        {
            Assert.Equal(["12 | 3 | 1000000000 | bob"], await reader.RowsAsync("small", "single", "time", "text"));
        }

        await Assert.ThrowsAnyAsync<Exception>(async () => await on.Client.AppendAsync("t", Values(("small", 300))));
        Assert.Equal(1, await on.CountAsync(table));
    }

    private static KeyValuePair<string, object?>[] Values(params (string Name, object? Value)[] values) =>
        [.. values.Select(value => KeyValuePair.Create(value.Name, value.Value))];

    private static async Task AppendAsync(CatalogSetting setting, int count, string[] expected, params (string Name, object? Value)[] values)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.CreateTableAsync("t");
        await on.Client.AppendAsync("t", Values(values));
        Assert.Equal(count, await on.CountAsync(table));
        Assert.Equal(expected, await RowsAsync(table));
    }

    private static async Task<TableEntry> FilledAsync(CatalogUnderTest on, int rows)
    {
        var table = await on.CreateTableAsync("t");
        await on.WriteAsync(table, TableInsertMode.Append, TableRows.Numbered(rows));
        return table;
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(TableEntry table)
    {
        using var reader = await table.ToArrowReaderAsync();
        return await reader.RowsAsync("id", "bool_col", "double_col");
    }
}
