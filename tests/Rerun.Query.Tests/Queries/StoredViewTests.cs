namespace Rerun.Query.Tests.Queries;

/// <summary>Views that the catalog keeps: for other sessions, other programs, and what lists relations.</summary>
public sealed class StoredViewTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"rerun-views-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_view_is_there_for_all_who_open_the_folder()
    {
        await using TestDatabase first = TestDatabase.Folder(_folder);
        await using TestDatabase second = TestDatabase.Folder(_folder);
        await first.RowsAsync("CREATE TABLE base (a INT, b TEXT); INSERT INTO base VALUES (1, 'x'), (2, 'y'); CREATE VIEW v(p, q) AS SELECT a, b FROM base");
        Assert.Equal(["2|y"], await second.RowsAsync("SELECT * FROM v WHERE p > 1"));
        await second.RowsAsync("CREATE OR REPLACE VIEW v AS SELECT count(*) AS n FROM base; CREATE VIEW IF NOT EXISTS v AS SELECT 1");
        Assert.Equal("2", await first.ValueAsync("SELECT n FROM rerun.public.V"));
        await first.RowsAsync("ALTER VIEW v RENAME TO w");
        Assert.Equal("2", await second.ValueAsync("SELECT * FROM public.w"));
        await second.RowsAsync("DROP VIEW w; DROP VIEW IF EXISTS w");
        Assert.Contains("no relation w", (await first.ErrorAsync("SELECT * FROM w")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_outlasts_its_program_and_is_listed()
    {
        await using (TestDatabase database = TestDatabase.Folder(_folder))
        {
            await database.RowsAsync("CREATE TABLE base (a INT); CREATE VIEW v AS SELECT a, 'é' AS t FROM base; CREATE VIEW w AS SELECT * FROM v");
        }

        await using TestDatabase later = TestDatabase.Folder(_folder);
        Assert.Equal(["v|CREATE VIEW v AS SELECT a, 'é' AS t FROM base", "w|CREATE VIEW w AS SELECT * FROM v"],
            await later.RowsAsync("SELECT table_name, view_definition FROM information_schema.views ORDER BY 1"));
        Assert.Equal(["base|BASE TABLE", "v|VIEW", "w|VIEW"],
            await later.RowsAsync("SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' ORDER BY 1"));
        Assert.Equal(["a|INTEGER", "t|VARCHAR"],
            await later.RowsAsync("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'w' ORDER BY ordinal_position"));
        Assert.Equal(["public|v|view", "public|w|view"], (await later.RowsAsync("SHOW TABLES")).Where(row => row.EndsWith("view", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Names_of_views_tables_and_temporary_ones_keep_apart()
    {
        await using TestDatabase database = TestDatabase.Folder(_folder);
        await database.RowsAsync("CREATE TABLE base (a INT); CREATE VIEW v AS SELECT 1 AS kept; CREATE TEMP VIEW v AS SELECT 2 AS shadow");
        Assert.Equal("2", await database.ValueAsync("SELECT shadow FROM v"));
        await database.RowsAsync("DROP VIEW v");
        Assert.Equal("1", await database.ValueAsync("SELECT kept FROM v"));
        foreach ((string sql, string words) in ((string, string)[])
        [
            ("CREATE TABLE v (a INT)", "already exists: a view"),
            ("CREATE VIEW base AS SELECT 1", "already exists: a table"),
            ("CREATE VIEW v AS SELECT 1", "already exists"),
            ("DROP TABLE v", "is a view"),
            ("DROP VIEW base", "is a table"),
            ("DROP VIEW vv", "no view vv"),
            ("INSERT INTO v VALUES (1)", "no table that rows can be inserted into"),
            ("CREATE OR REPLACE VIEW v AS SELECT * FROM v", "made of itself"),
            ("CREATE TEMP TABLE t (x INT); CREATE VIEW u AS SELECT * FROM t", "CREATE TEMP VIEW"),
            ("CREATE VIEW u AS SELECT $1", "parameter"),
        ])
        {
            Assert.Contains(words, (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_view_is_made_of_may_go_and_the_error_says_which_view()
    {
        await using TestDatabase database = TestDatabase.Folder(_folder);
        await database.RowsAsync("CREATE TABLE base (a INT); CREATE VIEW v AS SELECT a FROM base; DROP TABLE base");
        string message = (await database.ErrorAsync("SELECT * FROM v")).Message;
        Assert.Contains("In the view v: There is no relation base", message, StringComparison.Ordinal);
        Assert.Empty(await database.RowsAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'v'"));
    }

    [Fact]
    public async Task A_view_remembers_the_dataset_whose_timelines_it_names()
    {
        await using TestDatabase database = TestDatabase.Folder(_folder);
        await database.RowsAsync("CREATE DATASET d");
        database.Session.CurrentDataset = "d";
        await database.RowsAsync("CREATE VIEW v AS SELECT * FROM __partitions");
        database.Session.CurrentDataset = null;
        Assert.Empty(await database.RowsAsync("SELECT * FROM v"));
        Assert.Contains("would hide d.__partitions", (await database.ErrorAsync("CREATE VIEW d.__partitions AS SELECT 1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_catalogue_keeps_no_views()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal(Rerun.Catalog.RerunErrorCode.ReadOnly, (await database.ErrorAsync("CREATE VIEW v AS SELECT 1")).ErrorKind);
        Directory.CreateDirectory(_folder);
    }
}
