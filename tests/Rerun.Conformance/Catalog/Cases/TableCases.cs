using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class TableCases
{
    [Theory, Case("C140", "all")]
    public Task A_table_keeps_its_schema(CatalogSetting setting) => KeepsSchemaAsync(setting, new Schema(
    [
        new Field("column_a", StringType.Default, nullable: false),
        new Field("column_b", Int64Type.Default, nullable: true),
        new Field("column_c", DoubleType.Default, nullable: false),
        new Field("column_d", BooleanType.Default, nullable: true),
    ]));

    [Theory, Case("C141", "all")]
    public Task A_table_of_three_columns_is_created(CatalogSetting setting) => KeepsSchemaAsync(setting, new Schema(
    [
        new Field("int64", Int64Type.Default, nullable: true),
        new Field("float32", FloatType.Default, nullable: true),
        new Field("utf8", StringType.Default, nullable: true),
    ]));

    [Theory, Case("C142", "all")]
    public async Task A_table_takes_the_schema_of_a_view(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.EndToEnd().Take(2));
        var schema = await dataset.DataframeQueryView("time_1", "/**").GetSchemaAsync();
        var table = await on.CreateTableAsync("t", schema);
        var read = await table.GetSchemaAsync();
        Assert.Equal(schema.FieldsList.Select(field => field.Name), read.FieldsList.Select(field => field.Name));
        Assert.All(schema.FieldsList, field => Assert.Equal(Texts(field), Texts(read.GetFieldByName(field.Name)!)));

        static IEnumerable<string> Texts(Field field) =>
            field.Metadata.Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal);
    }

    [Theory, Case("C143", "all")]
    public async Task A_table_may_have_no_columns(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateTableAsync("t", new Schema([]));
        Assert.Contains("t", await on.Client.GetTableNamesAsync());
    }

    [Theory, Case("C144", "all")]
    public async Task A_new_table_is_empty(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(0, await on.CountAsync(await on.CreateTableAsync("t")));
    }

    [Theory, Case("C145", "all")]
    public async Task A_name_is_taken_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateTableAsync("t");
        await on.CreateAsync("d");
        foreach (var name in new[] { "t", "d" })
        {
            var folder = Path.Combine(on.Folder, "tables", $"fresh_{name}");
            await Assert.ThrowsAsync<RerunAlreadyExistsException>(
                async () => await on.Client.CreateTableAsync(name, TableRows.Schema, new Uri(folder).AbsoluteUri));
            Assert.False(Directory.Exists(folder));
        }
    }

    [Theory, Case("C146", "30+", Own = Applicability.Yes)]
    public async Task A_place_is_taken_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var url = on.TableUrl("place");
        await on.Client.CreateTableAsync("table_1", TableRows.Schema, url);
        var error = await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Client.CreateTableAsync("table_2", TableRows.Schema, url));
        Assert.Contains("place", error.Message, StringComparison.Ordinal);
    }

    [Theory, Case("C147", "30+", Own = Applicability.Yes)]
    public async Task A_failed_creation_leaves_the_name_free(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAnyAsync<Exception>(async () => await on.Client.CreateTableAsync("should_not_leak", TableRows.Schema, "surprise://bad"));
        await on.CreateTableAsync("should_not_leak");
    }

    [Theory, Case("C148", "all", OnlyByWire = true)]
    public async Task A_system_table_is_not_created(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var details = Google.Protobuf.WellKnownTypes.Any.Pack(new Wire.SystemTable { Kind = Wire.SystemTableKind.Entries }, "/");
        var request = new Wire.RegisterTableRequest { Name = "x", ProviderDetails = details };
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("RegisterTable", request)).Status);
        Assert.Equal(GrpcCode.InvalidArgument, (await on.Wire.CallAsync("RegisterTable", new Wire.RegisterTableRequest { Name = "x" })).Status);
    }

    [Theory, Case("C149", "all")]
    public async Task A_place_must_be_a_url(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAnyAsync<Exception>(async () => await on.Client.CreateTableAsync("x", TableRows.Schema, "not a url://"));
        Assert.Equal(["__entries"], await on.Client.GetTableNamesAsync());
    }

    [Theory, Case("C150", "all")]
    public async Task A_stored_table_is_registered(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var url = await StoredAsync(on, "stored", 6);
        var table = await on.Client.RegisterTableAsync("registered", url);
        Assert.Equal(6, await on.CountAsync(table));
        Assert.EndsWith("/", (await on.Client.GetTableAsync("registered")).StorageUrl, StringComparison.Ordinal);
    }

    [Theory, Case("C151", "all")]
    public async Task A_registered_tables_name_must_be_free(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var url = await StoredAsync(on, "stored", 6);
        await on.CreateTableAsync("t");
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await on.Client.RegisterTableAsync("t", url));
    }

    [Theory, Case("C152", "all")]
    public async Task What_is_no_table_is_not_registered(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var empty = Directory.CreateDirectory(Path.Combine(on.Folder, "empty"));
        foreach (var url in new[] { new Uri(Path.Combine(on.Folder, "missing")).AbsoluteUri, new Uri(empty.FullName).AbsoluteUri, "s3://b/t" })
        {
            await Assert.ThrowsAnyAsync<RerunException>(async () => await on.Client.RegisterTableAsync("x", url));
        }

        Assert.Equal(["__entries"], await on.Client.GetTableNamesAsync());
    }

    [Theory, Case("C153", "all")]
    public async Task The_table_of_entries_lies_nowhere(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Null((await on.Client.GetTableAsync("__entries")).StorageUrl);
    }

    [Theory, Case("C154", "all")]
    public async Task The_table_of_entries_is_read_as_a_table(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(1, await on.CountAsync(await on.Client.GetTableAsync("__entries")));
    }

    /// <summary>Rows that lie at a place that no entry of the catalog names any more.</summary>
    private static async Task<string> StoredAsync(CatalogUnderTest on, string name, int rows)
    {
        var table = await on.CreateTableAsync(name);
        await on.WriteAsync(table, TableInsertMode.Append, TableRows.Numbered(rows));
        var url = (await on.Client.GetTableAsync(name)).StorageUrl!;
        await table.DeleteAsync();
        return url;
    }

    private static async Task KeepsSchemaAsync(CatalogSetting setting, Schema schema)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await on.CreateTableAsync("created_table", schema);
        Assert.Equal("created_table", table.Name);
        Assert.Equal(schema.FieldsList.Select(field => field.ToString()), (await table.GetSchemaAsync()).FieldsList.Select(field => field.ToString()));
    }
}
