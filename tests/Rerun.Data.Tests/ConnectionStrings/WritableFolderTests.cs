using Rerun.Catalog;
using Rerun.Testing;

namespace Rerun.Data.Tests.ConnectionStrings;

/// <summary>Folders with a catalogue of their own.</summary>
public sealed class WritableFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_gets_a_catalogue_once_and_is_writable_from_then_on()
    {
        Copy("drive-001", "d");
        Assert.Equal(1, await CountAsync("Mode=ReadWriteCreate"));
        Assert.True(File.Exists(Path.Combine(_folder, "catalog.db")));
        Copy("drive-002", "d");
        Assert.Equal(1, await CountAsync("Mode=ReadWriteCreate"));
        Assert.Equal(1, await CountAsync(""));

        await using var source = Source("");
        await using var connection = await source.OpenConnectionAsync();
        await connection.Catalog.GetDataset("d").RegisterAsync(Path.Combine(_folder, "d", "drive-002.rrd"));
        Assert.Equal(2, await CountAsync("Mode=ReadOnly"));
    }

    [Fact]
    public async Task What_may_change_is_no_snapshot()
    {
        Copy("drive-001", "d");
        await using (var plain = Source(""))
        {
            await using var listed = await plain.OpenConnectionAsync();
            await using var transaction = listed.BeginTransaction();
        }

        await using var source = Source("Mode=ReadWriteCreate");
        await using var connection = await source.OpenConnectionAsync();
        Assert.Throws<NotSupportedException>(() => connection.BeginTransaction());

        // Another process may write although this connection may not.
        await using var readOnly = Source("Mode=ReadOnly");
        await using var reader = await readOnly.OpenConnectionAsync();
        Assert.Throws<NotSupportedException>(() => reader.BeginTransaction());
        Assert.Equal(
            RerunErrorCode.ReadOnly,
            (await Assert.ThrowsAsync<RerunException>(async () => await reader.Catalog.CreateDatasetAsync("more"))).ErrorKind);
    }

    private void Copy(string drive, string dataset)
    {
        Directory.CreateDirectory(Path.Combine(_folder, dataset));
        File.Copy(Path.Combine(SharedData.SampleDrives, drive + ".rrd"), Path.Combine(_folder, dataset, drive + ".rrd"));
    }

    private RerunDataSource Source(string more) => RerunDataSource.Create($"Data Source={_folder};{more}");

    private async Task<long> CountAsync(string more)
    {
        await using var source = Source(more);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand("SELECT count(DISTINCT rerun_partition_id) FROM d.log_time");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
