using System.Data;
using Rerun.Testing;

namespace Rerun.Data.Tests.Drives;

/// <summary>What reporting tools see of component columns, and whose transaction a command may have.</summary>
public sealed class FlatColumnTests
{
    [Fact]
    public async Task A_flat_column_tells_the_type_of_its_element_everywhere()
    {
        await using var source = RerunDataSource.Create($"Data Source={SharedData.SampleDrives};List Values=Flat");
        await using var command = source.CreateCommand("""SELECT "/drive/speed:Scalars:scalars" AS speed FROM drives.log_time LIMIT 1""");
        await using var reader = await command.ExecuteReaderAsync();

        Assert.Equal(("DOUBLE", typeof(double)), (reader.GetDataTypeName(0), reader.GetFieldType(0)));
        Assert.Equal("DOUBLE", (await reader.GetColumnSchemaAsync())[0].DataTypeName);
        Assert.Equal("DOUBLE", reader.GetSchemaTable()!.Rows[0]["DataTypeName"]);
    }

    [Fact]
    public async Task A_command_refuses_the_transaction_of_another_connection()
    {
        await using var source = RerunDataSource.Create($"Data Source={SharedData.SampleDrives}");
        await using var one = await source.OpenConnectionAsync();
        await using var other = await source.OpenConnectionAsync();
        await using var transaction = one.BeginTransaction(IsolationLevel.Snapshot);
        await using var command = other.CreateCommand("SELECT 1");
        command.Transaction = transaction;

        Assert.Contains("another connection", Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar()).Message, StringComparison.Ordinal);
    }
}
