using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class SchemaCases
{
    [Theory, Case("C107", "all")]
    public async Task The_schema_has_every_index_and_component(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.Three());
        var schema = await dataset.GetSchemaAsync();
        var index = Assert.Single(schema.IndexColumns);
        Assert.Equal(("frame_nr", IndexKind.Sequence), (index.Name, index.Kind));
        string[] entities = ["/another/one", "/my/entity", "/my/other/entity", "/yet/another/one"];
        Assert.Equal(
            entities.SelectMany(entity => new[] { $"{entity}:example.MyPoints:colors", $"{entity}:example.MyPoints:labels", $"{entity}:example.MyPoints:points" }),
            schema.ComponentColumns.Select(column => column.Name));
        Assert.All(schema.ComponentColumns, column =>
        {
            Assert.Equal(column.Component == "example.MyPoints:labels", column.IsStatic);
            Assert.Equal("example.MyPoints", column.Archetype);
            Assert.NotNull(column.ComponentType);
        });
    }

    [Theory, Case("C108", "all")]
    public async Task The_schema_is_the_same_each_time(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.EndToEnd());
        Assert.Equal(
            (await dataset.GetArrowSchemaAsync()).FieldsList.Select(field => field.ToString()),
            (await dataset.GetArrowSchemaAsync()).FieldsList.Select(field => field.ToString()));
    }

    [Theory, Case("C109", "all")]
    public async Task Every_column_can_be_queried(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.EndToEnd());
        var schema = await dataset.GetSchemaAsync();
        foreach (var column in schema.ComponentColumns.Where(column => !column.IsProperty))
        {
            var contents = ViewContents.FromDictionary(
                [new KeyValuePair<string, IReadOnlyList<string>>(column.EntityPath.ToString(), [column.Component])]);
            using var reader = await dataset.DataframeQueryView(column.IsStatic ? null : schema.IndexColumns[^1].Name, contents).ToArrowReaderAsync();
            Assert.True((await reader.ToListAsync()).Sum(batch => batch.Length) > 0, column.Name);
        }
    }

    [Theory, Case("C110", "all")]
    public async Task A_column_is_found_by_its_name(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.Three());
        var schema = await dataset.GetSchemaAsync();
        Assert.Equal("example.MyPoints:colors", Assert.IsType<ComponentColumnDescriptor>(schema.ColumnForName("/my/entity:example.MyPoints:colors")).Component);
        Assert.Null(schema.ColumnForName("/nonexistent:Foo:bar"));
        Assert.Null(schema.ColumnForName("invalid-format-no-colon"));
    }
}
