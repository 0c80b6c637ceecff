using System.Data;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class ConnectionCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    [Case]
    public void ConnectionString_is_empty_string_by_default() => Assert.Equal("", CreateConnection(isSet: false).ConnectionString);

    [Fact]
    [Case]
    public void ConnectionString_is_coerced_to_empty_string()
    {
        using var connection = CreateConnection();
        connection.ConnectionString = null!;
        Assert.Equal("", connection.ConnectionString);
    }

    [Fact]
    [Case]
    public void ConnectionString_can_be_set_to_empty_string()
    {
        using var connection = CreateConnection();
        connection.ConnectionString = "";
        Assert.Equal("", connection.ConnectionString);
    }

    [Fact]
    [Case]
    public void ConnectionString_gets_and_sets_value()
    {
        using var connection = CreateConnection(isSet: false);
        connection.ConnectionString = Fixture.ConnectionString;
        Assert.Equal(Fixture.ConnectionString, connection.ConnectionString);
    }

    [Fact]
    [Case]
    public void ConnectionString_setter_throws_when_open()
    {
        using var connection = OpenConnection();
        Throws<InvalidOperationException>(() => connection.ConnectionString = Fixture.ConnectionString);
    }

    [Fact]
    [Case]
    public void Set_ConnectionString_throws_when_invalid()
    {
        using var connection = CreateConnection();
        Assert.ThrowsAny<ArgumentException>(() => connection.ConnectionString = "Invalid=Value");
    }

    [Fact]
    [Case]
    public void Open_throws_when_no_connection_string() => Throws<InvalidOperationException>(() => CreateConnection(isSet: false).Open());

    [Fact]
    [Case]
    public void Open_cannot_be_called_twice()
    {
        using var connection = OpenConnection();
        Throws<InvalidOperationException>(connection.Open);
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    [Case]
    public void State_closed_by_default() => Assert.Equal(ConnectionState.Closed, CreateConnection(isSet: false).State);

    [Fact]
    [Case]
    public void Database_returns_value()
    {
        using var connection = OpenConnection();
        Assert.NotNull(connection.Database);
    }

    [Fact]
    [Case]
    public void DataSource_returns_value()
    {
        using var connection = OpenConnection();
        Assert.NotNull(connection.DataSource);
    }

    [Fact]
    [Case]
    public void ServerVersion_returns_value()
    {
        using var connection = OpenConnection();
        Assert.NotEmpty(connection.ServerVersion);
    }

    [Fact]
    [Case]
    public void ServerVersion_throws_when_closed() => Throws<InvalidOperationException>(() => _ = CreateConnection().ServerVersion);

    [Fact]
    [Case]
    public void Close_works()
    {
        using var connection = OpenConnection();
        var raised = new List<StateChangeEventArgs>();
        connection.StateChange += (_, change) => raised.Add(change);
        connection.Close();
        var change = Assert.Single(raised);
        Assert.Equal((ConnectionState.Open, ConnectionState.Closed), (change.OriginalState, change.CurrentState));
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void Open_raises_StateChange_once()
    {
        using var connection = CreateConnection();
        var raised = new List<StateChangeEventArgs>();
        connection.StateChange += (_, change) => raised.Add(change);
        connection.Open();
        var change = Assert.Single(raised);
        Assert.Equal((ConnectionState.Closed, ConnectionState.Open), (change.OriginalState, change.CurrentState));
    }

    [Fact]
    [Case]
    public void Close_can_be_called_before_open() => CreateConnection().Close();

    [Fact]
    [Case]
    public void Close_can_be_called_more_than_once()
    {
        using var connection = OpenConnection();
        connection.Close();
        connection.Close();
    }

    [Fact]
    [Case]
    public void Dispose_closes_connection()
    {
        var connection = OpenConnection();
        connection.Dispose();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    [Case]
    public void Dispose_can_be_called_more_than_once()
    {
        var connection = OpenConnection();
        connection.Dispose();
        connection.Dispose();
    }

    [Theory]
    [Case]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_raises_Disposed(bool isAsync)
    {
        var connection = OpenConnection();
        var count = 0;
        connection.Disposed += (_, _) => count++;
        if (isAsync)
        {
            await connection.DisposeAsync();
        }
        else
        {
            connection.Dispose();
        }

        Assert.Equal(1, count);
    }

    [Fact]
    [Case]
    public void CreateCommand_returns_command()
    {
        using var connection = CreateConnection();
        using var command = connection.CreateCommand();
        Assert.NotNull(command);
        Assert.Same(connection, command.Connection);
    }

    [Fact]
    public async Task OpenAsync_is_canceled()
    {
        using var connection = CreateConnection();
        var open = connection.OpenAsync(new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => open);
        Assert.True(open.IsCanceled);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Theory]
    [Case("GetSchema_parameterless_returns_proper_MetaDataCollections_or_throws", "GetSchema_returns_proper_MetaDataCollections_or_throws")]
    [InlineData(false)]
    [InlineData(true)]
    public void GetSchema_returns_proper_MetaDataCollections(bool isNamed)
    {
        using var connection = OpenConnection();
        var table = isNamed ? connection.GetSchema("MetaDataCollections") : connection.GetSchema();
        Assert.Equal("MetaDataCollections", table.TableName);
        Assert.Equal(
            [("CollectionName", typeof(string)), ("NumberOfRestrictions", typeof(int)), ("NumberOfIdentifierParts", typeof(int))],
            table.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, column.DataType)));
        Assert.Contains(table.Rows.Cast<DataRow>(), row => row["CollectionName"].Equals("Tables"));
    }
}
