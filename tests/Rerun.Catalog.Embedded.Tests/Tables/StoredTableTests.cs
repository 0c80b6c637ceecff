using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Tests.Support;
using Stored = Rerun.Catalog.Embedded.Tests.Support.Tables;

namespace Rerun.Catalog.Embedded.Tests.Tables;

public class StoredTableTests
{
    [Fact]
    public async Task What_is_written_is_there_when_the_folder_is_opened_again()
    {
        using var folder = new TempFolder();
        Tuid id;
        await using (var catalog = Stored.Open(folder))
        {
            var entry = await catalog.CreateTableAsync("notes", Stored.NumberedTexts, null);
            id = entry.Id;
            Assert.Equal(EntryKind.Table, entry.Kind);
            Assert.Equal($"file://{folder.At("tables", id.ToString())}", entry.StorageUrl);
            Assert.Empty(await catalog.ReadBatchesAsync(id));
            await catalog.WriteAsync(id, TableInsertMode.Append, Stored.Batch((1, "a")), Stored.Batch(), Stored.Batch((2, null), (3, "c")));
        }

        await using var again = Stored.Open(folder);
        Assert.Equal(id, (await again.GetEntriesAsync()).Single(entry => entry.Name == "notes").Id);
        Assert.Equal([(1, "a"), (2, null), (3, "c")], await again.ReadRowsAsync(id));
        Assert.Equal(Stored.NumberedTexts, await again.GetTableSchemaAsync(id));
        Assert.Equal("true", (await again.ReadBatchesAsync(id))[0].Schema.FieldsList[0].Metadata["rerun:is_table_index"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Columns_come_in_any_order_and_missing_ones_are_null(bool inMemory)
    {
        using var folder = new TempFolder();
        await using var catalog = inMemory ? EmbeddedCatalog.Open(EmbeddedCatalog.InMemory) : Stored.Open(folder);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        var full = Stored.Batch((7, "seven"));
        var turned = new RecordBatch(new Schema(full.Schema.FieldsList.Reverse()), full.Arrays.Reverse(), 1);
        var short1 = new RecordBatch(new Schema([new Field("id", Int64Type.Default, true)]), [full.Column("id")], 1);
        await catalog.WriteAsync(table, TableInsertMode.Append, turned, short1);
        Assert.Equal([(7, "seven"), (7, null)], await catalog.ReadRowsAsync(table));
        Assert.Equal(inMemory, Stored.Files(folder).Length == 0);
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_refused_and_nothing_of_the_stream_is_written()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        var good = Stored.Batch((1, "a"));
        await Refused(RerunErrorCode.TypeMismatch, "'id'", [new Field("id", Int32Type.Default, false)], new Int32Array.Builder().Append(1).Build());
        await Refused(RerunErrorCode.UnknownColumn, "'other'", [new Field("other", Int64Type.Default, false)], good.Column("id"));
        await Refused(RerunErrorCode.InvalidArgument, "'id'", [new Field("text", StringType.Default, false)], good.Column("text"));
        await Refused(RerunErrorCode.InvalidArgument, "'id'", [new Field("id", Int64Type.Default, true)], new Int64Array.Builder().AppendNull().Build());
        await Refused(
            RerunErrorCode.InvalidArgument, "twice", [new Field("id", Int64Type.Default, true), new Field("id", Int64Type.Default, true)], good.Column("id"), good.Column("id"));
        Assert.Empty(await catalog.ReadRowsAsync(table));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => catalog.WriteAsync(new Tuid(1, 2), TableInsertMode.Append, good));

        async Task Refused(RerunErrorCode kind, string part, Field[] fields, params IArrowArray[] columns)
        {
            var bad = new RecordBatch(new Schema(fields), columns, 1);
            var error = await Assert.ThrowsAsync<RerunException>(() => catalog.WriteAsync(table, TableInsertMode.Append, good, bad));
            Assert.Equal(kind, error.ErrorKind);
            Assert.Contains(part, error.Message);
            Assert.Contains("'t'", error.Message);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Overwriting_takes_the_whole_stream_and_may_change_the_schema(bool inMemory)
    {
        using var folder = new TempFolder();
        await using var catalog = inMemory ? EmbeddedCatalog.Open(EmbeddedCatalog.InMemory) : Stored.Open(folder);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        await catalog.AppendAsync(table, (1, "old"), (2, "old"));
        await catalog.WriteAsync(table, TableInsertMode.Overwrite, Stored.Batch((3, "new")), Stored.Batch((4, "new")));
        Assert.Equal([(3, "new"), (4, "new")], await catalog.ReadRowsAsync(table));

        await catalog.WriteAsync(table, TableInsertMode.Overwrite);
        Assert.Equal(2, (await catalog.ReadRowsAsync(table)).Count);

        var other = new Schema([new Field("flag", BooleanType.Default, true)]);
        await catalog.WriteAsync(table, TableInsertMode.Overwrite, new RecordBatch(other, [new BooleanArray.Builder().Append(true).Build()], 1));
        Assert.Equal(other, await catalog.GetTableSchemaAsync(table));
        Assert.True(((BooleanArray)(await catalog.ReadBatchesAsync(table)).Single().Column("flag")).GetValue(0));
        await Assert.ThrowsAsync<RerunException>(() => catalog.AppendAsync(table, (1, "a")));

        await catalog.WriteAsync(table, TableInsertMode.Overwrite, Stored.Batch());
        Assert.Empty(await catalog.ReadRowsAsync(table));
        Assert.Equal(Stored.NumberedTexts, await catalog.GetTableSchemaAsync(table));
        Assert.Empty(Stored.Files(folder));
    }

    [Fact]
    public async Task Readers_see_the_table_as_it_was_when_they_opened_it()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        await using var other = Stored.Open(folder);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        await catalog.AppendAsync(table, (1, "a"));
        await catalog.AppendAsync(table, (2, "b"));
        using var before = await other.ReadTableAsync(table);
        await catalog.WriteAsync(table, TableInsertMode.Overwrite, Stored.Batch((3, "c")));
        await catalog.DoMaintenanceAsync(table, Cleanup);
        Assert.Equal([(3, "c")], await other.ReadRowsAsync(table));
        Assert.Equal(3, Stored.Files(folder).Length);

        Assert.Equal([(1, "a"), (2, "b")], Stored.Rows(await before.ReadAllAsync()));
        before.Dispose();
        Assert.Contains("2 files were deleted", await catalog.DoMaintenanceAsync(table, Cleanup));
        Assert.Single(Stored.Files(folder));
    }

    [Fact]
    public async Task What_a_crash_has_left_is_not_read_and_is_cleaned_up()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        await catalog.AppendAsync(table, (1, "a"));
        var real = Stored.Files(folder).Single();
        File.Copy(real, Path.Combine(Path.GetDirectoryName(real)!, "rows-0.arrow"));
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(real)!, "rows-1.arrow.unfinished"), "half");
        Assert.Equal([(1, "a")], await catalog.ReadRowsAsync(table));
        Assert.Contains("0 files were deleted", await catalog.DoMaintenanceAsync(table, Cleanup with { UnsafeAllowRecentCleanup = false }));
        Assert.Contains("2 files were deleted", await catalog.DoMaintenanceAsync(table, Cleanup));
        Assert.Equal([real], Stored.Files(folder));
    }

    [Fact]
    public async Task Many_small_writes_end_up_in_few_files()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        for (var i = 0; i < 70; i++)
        {
            await catalog.AppendAsync(table, (i, $"row {i}"));
        }

        Assert.InRange(Stored.Files(folder).Length, 1, 33);
        await catalog.DoMaintenanceAsync(table, new MaintenanceOptions { CompactFragments = true });
        Assert.Single(Stored.Files(folder));
        Assert.Single(await catalog.ReadBatchesAsync(table));
        Assert.Equal(Enumerable.Range(0, 70).Select(i => ((long)i, (string?)$"row {i}")), await catalog.ReadRowsAsync(table));
        await catalog.DoGlobalMaintenanceAsync();
        Assert.Equal(70, (await catalog.ReadRowsAsync(table)).Count);
    }

    [Fact]
    public async Task Sixteen_writers_in_two_catalogs_of_one_folder_lose_nothing()
    {
        using var folder = new TempFolder();
        await using var first = Stored.Open(folder);
        await using var second = Stored.Open(folder);
        var table = (await first.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var catalog = writer % 2 == 0 ? first : second;
            for (var i = 0; i < 5; i++)
            {
                var rows = Enumerable.Range(0, 3).Select(row => ((writer * 100L) + (i * 10) + row, (string?)$"{writer}")).ToArray();
                await catalog.WriteAsync(table, writer % 4 == 0 ? TableInsertMode.Replace : TableInsertMode.Append, Stored.Batch(rows));
            }
        })));
        var expected = Enumerable.Range(0, 16).SelectMany(w => Enumerable.Range(0, 5).SelectMany(i => Enumerable.Range(0, 3).Select(row => ((w * 100L) + (i * 10) + row, (string?)$"{w}"))));
        Assert.Equal(expected, (await second.ReadRowsAsync(table)).OrderBy(row => row.Id));
        await first.DoMaintenanceAsync(table, Cleanup with { CompactFragments = true });
        Assert.Equal(240, (await first.ReadRowsAsync(table)).Count);
    }

    [Fact]
    public async Task Names_and_places_that_are_taken_are_refused()
    {
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        await catalog.CreateDatasetAsync("d");
        var place = folder.At("place");
        var entry = await catalog.CreateTableAsync("t", Stored.NumberedTexts, "file://" + place);
        Assert.Equal("file://" + place, entry.StorageUrl);
        var error = await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateTableAsync("t2", Stored.NumberedTexts, place));
        Assert.Contains(place, error.Message);
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateTableAsync("d", Stored.NumberedTexts, folder.At("fresh")));
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateTableAsync("t", Stored.NumberedTexts, null));
        Assert.False(Directory.Exists(folder.At("fresh")));
        Assert.Equal(RerunErrorCode.InvalidArgument, (await Assert.ThrowsAsync<RerunException>(async () => await catalog.CreateTableAsync("t3", Stored.NumberedTexts, "surprise://bad"))).ErrorKind);
        await catalog.CreateTableAsync("t3", new Schema([]), null);

        await catalog.AppendAsync(entry.Id, (1, "a"));
        Assert.Single(Directory.GetFiles(place));
        await catalog.DeleteEntryAsync(entry.Id);
        Assert.Single(Directory.GetFiles(place));
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateTableAsync("t", Stored.NumberedTexts, place));
        var registered = await catalog.RegisterTableAsync("t", place);
        Assert.Equal($"file://{place}/", registered.StorageUrl);
        Assert.Equal([(1, "a")], await catalog.ReadRowsAsync(registered.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registered_folder_or_file_can_be_added_to_and_overwritten_but_its_files_stay(bool isFolder)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("stored"));
        File.WriteAllBytes(folder.At("stored", "a.arrow"), ArrowStreamWriter.Serialize(Stored.NumberedTexts, Stored.Batch((1, "a"))));
        if (isFolder)
        {
            File.WriteAllBytes(folder.At("stored", "b.arrow"), ArrowStreamWriter.Serialize(Stored.NumberedTexts, Stored.Batch((2, "b"))));
        }

        await using var catalog = isFolder ? Stored.Open(folder) : EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var table = (await catalog.RegisterTableAsync("t", isFolder ? folder.At("stored") : folder.At("stored", "a.arrow"))).Id;
        List<(long, string?)> expected = isFolder ? [(1, "a"), (2, "b")] : [(1, "a")];
        Assert.Equal(expected, await catalog.ReadRowsAsync(table));
        await catalog.AppendAsync(table, (9, "z"));
        Assert.Equal([.. expected, (9, "z")], await catalog.ReadRowsAsync(table));
        await catalog.WriteAsync(table, TableInsertMode.Replace, Stored.Batch((1, "A"), (8, "y")));
        Assert.Equal([(1, "A"), .. expected[1..], (9, "z"), (8, "y")], await catalog.ReadRowsAsync(table));
        await catalog.WriteAsync(table, TableInsertMode.Overwrite, Stored.Batch((5, "e")));
        Assert.Equal([(5, "e")], await catalog.ReadRowsAsync(table));
        await catalog.DoMaintenanceAsync(table, Cleanup with { CompactFragments = true });
        Assert.True(File.Exists(folder.At("stored", "a.arrow")));
    }

    [Fact]
    public async Task What_is_no_table_of_Arrow_files_is_a_clear_error()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("lance", "_versions"));
        Directory.CreateDirectory(folder.At("empty"));
        Directory.CreateDirectory(folder.At("mixed"));
        File.WriteAllBytes(folder.At("mixed", "a.arrow"), ArrowStreamWriter.Serialize(Stored.NumberedTexts));
        File.WriteAllBytes(folder.At("mixed", "b.arrow"), ArrowStreamWriter.Serialize(new Schema([new Field("id", Int32Type.Default, true)])));
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        await Refused(RerunErrorCode.NotSupported, "Lance", folder.At("lance"));
        await Refused(RerunErrorCode.InvalidArgument, "empty", folder.At("empty"));
        await Refused(RerunErrorCode.TypeMismatch, "b.arrow", folder.At("mixed"));
        await Refused(RerunErrorCode.InvalidArgument, "s3://", "s3://b/t");
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.RegisterTableAsync("t", folder.At("missing")));
        Assert.Equal(["__entries"], (await catalog.GetEntriesAsync()).Select(entry => entry.Name));

        async Task Refused(RerunErrorCode kind, string part, string url)
        {
            var error = await Assert.ThrowsAsync<RerunException>(async () => await catalog.RegisterTableAsync("t", url));
            Assert.Equal(kind, error.ErrorKind);
            Assert.Contains(part, error.Message);
        }
    }

    [Fact]
    public async Task A_folder_can_be_moved_with_its_tables_whatever_becomes_of_the_times_of_files()
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder();
        Tuid table;
        await using (var catalog = Stored.Open(folder))
        {
            table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
            await catalog.AppendAsync(table, (1, "a"));
        }

        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = elsewhere.Copy(file, Path.GetRelativePath(folder.Path, file));
            File.SetLastWriteTimeUtc(copy, DateTime.UtcNow.AddDays(-3));
        }

        await using var moved = Stored.Open(elsewhere);
        Assert.Equal([(1, "a")], await moved.ReadRowsAsync(table));
        await moved.AppendAsync(table, (2, "b"));
        Assert.Equal(2, Stored.Files(elsewhere).Length);
        Assert.Single(Stored.Files(folder));
    }

    [Fact]
    public async Task Readers_of_a_table_in_memory_go_on_when_it_is_deleted()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var table = (await catalog.CreateTableAsync("t", Stored.NumberedTexts, null)).Id;
        await catalog.AppendAsync(table, (1, "a"));
        using var reader = await catalog.ReadTableAsync(table);
        await catalog.DeleteEntryAsync(table);
        Assert.Equal([(1, "a")], Stored.Rows(await reader.ReadAllAsync()));
        await Assert.ThrowsAsync<RerunNotFoundException>(() => catalog.AppendAsync(table, (2, "b")));
    }

    private static MaintenanceOptions Cleanup => new() { CleanupBefore = Timestamp64.UtcNow, UnsafeAllowRecentCleanup = true };
}
