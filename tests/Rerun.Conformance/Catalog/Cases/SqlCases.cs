using Dapper;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class SqlCases
{
    [Theory, Case("C174", "all")]
    public async Task A_table_is_found_with_and_without_its_catalog(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.WriteAsync(await on.CreateTableAsync("simple_datatypes"), TableInsertMode.Append, TableRows.Numbered(3));
        Assert.Equal(3, await on.QueryCountAsync("SELECT count(*) FROM simple_datatypes"));
        Assert.Equal(3, await on.QueryCountAsync("SELECT count(*) FROM rerun.public.simple_datatypes"));
    }

    [Theory, Case("C175", "all")]
    public async Task A_tables_name_may_have_dots(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.WriteAsync(await on.CreateTableAsync("second_schema.second_table"), TableInsertMode.Append, TableRows.Numbered(2));
        Assert.Equal(2, await on.QueryCountAsync("SELECT count(*) FROM second_schema.second_table"));
        Assert.Equal(2, await on.QueryCountAsync("SELECT count(*) FROM \"second_schema.second_table\""));
    }

    [Theory, Case("C176", "all")]
    public async Task A_tables_name_may_have_three_parts(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateTableAsync("alternate_catalog.third_schema.third_table");
        Assert.Equal(0, await on.QueryCountAsync("SELECT count(*) FROM alternate_catalog.third_schema.third_table"));
    }

    [Theory, Case("C177", "all")]
    public async Task Quoted_parts_name_a_table(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateTableAsync("my_catalog.my_schema.q");
        Assert.Equal(0, await on.QueryCountAsync("SELECT count(*) FROM \"my_catalog\".\"my_schema\".\"q\""));
    }

    [Theory, Case("C178", "all")]
    public async Task A_table_made_after_connecting_is_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await using var connection = await on.ConnectAsync();
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM __entries"));
        await on.CreateTableAsync("late_catalog.late_schema.late_table");
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM late_catalog.late_schema.late_table"));
    }

    [Theory, Case("C179", "all")]
    public async Task A_missing_table_is_an_error(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var error = await Assert.ThrowsAnyAsync<RerunException>(() => on.QueryCountAsync("SELECT count(*) FROM nothing"));
        Assert.Equal("42P01", error.SqlState);
    }

    [Theory, Case("C181", "all")]
    public async Task A_dataset_is_not_a_table(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.RegisterAsync(await on.CreateAsync("d"), Fixtures.Three());
        var error = await Assert.ThrowsAnyAsync<RerunException>(() => on.QueryCountAsync("SELECT count(*) FROM d"));
        Assert.Contains("frame_nr", error.Message, StringComparison.Ordinal);
        Assert.Equal(12, await on.QueryCountAsync("SELECT count(*) FROM d.frame_nr"));
    }
}
