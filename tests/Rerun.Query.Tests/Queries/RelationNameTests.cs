namespace Rerun.Query.Tests.Queries;

public sealed class RelationNameTests
{
    [Theory]
    [InlineData("drives.frame")]
    [InlineData("DRIVES.Frame")]
    [InlineData("\"drives\".\"frame\"")]
    [InlineData("rerun.drives.frame")]
    [InlineData("rerun.public.drives.frame")]
    public async Task A_timeline_is_found_by_its_dataset_and_name(string name)
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(["drive-001"], await database.RowsAsync($"SELECT rerun_partition_id FROM {name} LIMIT 1"));
    }

    [Fact]
    public async Task In_the_current_dataset_a_timeline_is_found_by_its_name_alone()
    {
        await using TestDatabase database = TestDatabase.Drives();
        database.Session.CurrentDataset = "drives";
        Assert.Equal(["0"], await database.RowsAsync("SELECT frame FROM frame LIMIT 1"));
        Assert.Equal(["12"], await database.RowsAsync("SELECT count(*) FROM __partitions"));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM drives.__partitions", "12")]
    [InlineData("SELECT count(*) FROM drives.__manifest", "12")]
    [InlineData("SELECT count(*) FROM drives.__static", "12")]
    [InlineData("SELECT count(*) FROM __entries WHERE name = 'drives'", "1")]
    [InlineData("WITH frame AS (SELECT 1 AS x) SELECT x FROM frame", "1")]
    public async Task Frames_of_the_catalog_are_relations(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Drives();
        database.Session.CurrentDataset = "drives";
        Assert.Equal(expected, await database.ValueAsync(sql));
    }

    [Theory]
    [InlineData("SELECT rerun_segment_id FROM drives.frame LIMIT 1")]
    [InlineData("SELECT drives.frame.rerun_partition_id FROM drives.frame LIMIT 1")]
    [InlineData("SELECT frame.rerun_partition_id FROM drives.frame LIMIT 1")]
    [InlineData("SELECT f.rerun_partition_id FROM drives.frame f LIMIT 1")]
    [InlineData("SELECT RERUN_PARTITION_ID FROM drives.frame LIMIT 1")]
    public async Task Columns_are_found_by_their_relation_and_without_case(string sql)
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal("drive-001", await database.ValueAsync(sql));
    }

    [Fact]
    public async Task Datasets_are_created_and_recordings_registered()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string file = Path.Combine(Rerun.Testing.SharedData.SampleDrives, "drive-001.rrd");
        Assert.Equal(["drive-001"], await database.RowsAsync("CREATE DATASET d; CALL register('d', @file, layer => 'base')", ("file", file)));
        Assert.Equal("800", await database.ValueAsync("SELECT count(*) FROM dataframe('d', index => 'frame', contents => '/drive/speed')"));
        Assert.Equal("42P07", (await database.ErrorAsync("CREATE DATASET d")).SqlState);
        Assert.Empty(await database.RowsAsync("CREATE DATASET IF NOT EXISTS d"));
    }

    [Theory]
    [InlineData("SHOW DATASETS", "drives")]
    [InlineData("SHOW TABLES FROM drives LIKE 'f%'", "drives|frame|timeline")]
    [InlineData("DESCRIBE SELECT 1 AS x", "x|INTEGER|NO|NULL|NULL|NULL|NULL")]
    public async Task The_catalog_tells_what_it_has(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(expected, await database.ValueAsync(sql));
    }
}
