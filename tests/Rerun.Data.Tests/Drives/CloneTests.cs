using System.Data;

namespace Rerun.Data.Tests.Drives;

/// <summary>Copies of connections, commands and parameters, as generic data layers make them.</summary>
public sealed class CloneTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public void A_command_is_copied_with_parameters_of_its_own()
    {
        using var connection = drives.Open();
        using var command = connection.CreateCommand("SELECT @a + @b");
        command.CommandTimeout = 7;
        command.Parameters.AddWithValue("a", 1);
        command.Parameters.Add(new RerunParameter<int>("b", 2));
        using var copy = (RerunCommand)((ICloneable)command).Clone();
        copy.Parameters["a"].Value = 40;
        ((RerunParameter<int>)copy.Parameters["b"]).TypedValue = 2;
        Assert.Equal(7, copy.CommandTimeout);
        Assert.Same(connection, copy.Connection);
        using var reader = command.ExecuteReader();
        Assert.Equal(42, copy.ExecuteScalar());
        Assert.True(reader.Read());
        Assert.Equal(3, reader.GetInt32(0));
    }

    [Fact]
    public void A_connection_is_copied_closed_and_tells_no_more_than_the_first()
    {
        using var connection = new RerunConnection($"Data Source={Testing.SharedData.SampleDrives};Token=secret");
        using var early = connection.Clone();
        Assert.Equal(connection.ConnectionString, early.ConnectionString);
        connection.Open();
        using var late = (RerunConnection)((ICloneable)connection).Clone();
        Assert.Equal(ConnectionState.Closed, late.State);
        Assert.DoesNotContain("secret", late.ConnectionString, StringComparison.Ordinal);
        late.Open();
        Assert.Equal(1, late.CreateCommand("SELECT 1").ExecuteScalar());

        using var own = drives.Open();
        using var other = own.Clone();
        other.Open();
        Assert.Equal(own.ConnectionString, other.ConnectionString);
        Assert.Same(own.Catalog, other.Catalog);
    }

    [Fact]
    public void A_command_of_a_data_source_is_copied_to_run_beside_it()
    {
        using var command = drives.Source.CreateCommand("SELECT 1");
        using var copy = command.Clone();
        using var reader = command.ExecuteReader();
        Assert.Equal(1, copy.ExecuteScalar());
        Assert.Equal(ConnectionState.Open, command.Connection!.State);
        Assert.Equal(ConnectionState.Closed, copy.Connection!.State);
    }
}
