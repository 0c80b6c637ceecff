using System.Data;
using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class CommandCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    [Case(
        "Cancel_new_Command_is_no_op", "Cancel_executed_Command_is_no_op", "Cancel_Command_twice_is_no_op",
        "Cancel_disposed_Command_is_no_op")]
    public void Cancel_is_no_op_when_nothing_runs()
    {
        using var connection = OpenConnection();
        var command = connection.CreateCommand();
        command.Cancel();
        command.CommandText = Fixture.Select(DbType.Int32, Kind.One);
        command.ExecuteScalar();
        command.Cancel();
        command.Cancel();
        Assert.Equal(1, command.ExecuteScalar());
        command.Dispose();
        command.Cancel();
    }

    [Fact]
    [Case(
        "CommandText_is_empty_string_by_default", "CommandText_is_coerced_to_empty_string", "CommandText_can_be_set_to_empty_string",
        "CommandText_does_not_throw_when_disposed")]
    public void CommandText_is_always_a_string()
    {
        var command = Fixture.Factory.CreateCommand()!;
        Assert.Equal("", command.CommandText);
        command.CommandText = null!;
        Assert.Equal("", command.CommandText);
        command.CommandText = "";
        Assert.Equal("", command.CommandText);
        command.Dispose();
        Assert.Equal("", command.CommandText);
    }

    [Fact]
    [Case("CommandType_text_by_default", "CommandType_does_not_throw_when_disposed")]
    public void CommandType_text_by_default()
    {
        var command = Fixture.Factory.CreateCommand()!;
        Assert.Equal(CommandType.Text, command.CommandType);
        command.Dispose();
        Assert.Equal(CommandType.Text, command.CommandType);
    }

    [Fact]
    [Case(
        "Parameters_is_not_null", "Parameters_returns_same_object", "Parameters_does_not_throw_when_disposed",
        "CreateParameter_is_not_null")]
    public void Parameters_returns_same_object()
    {
        var command = Fixture.Factory.CreateCommand()!;
        Assert.NotNull(command.Parameters);
        Assert.Same(command.Parameters, command.Parameters);
        Assert.NotNull(command.CreateParameter());
        command.Dispose();
        Assert.NotNull(command.Parameters);
    }

    [Fact]
    [Case]
    public void Connection_can_be_unset()
    {
        using var connection = CreateConnection();
        using var command = connection.CreateCommand();
        command.Connection = null;
        Assert.Null(command.Connection);
    }

    [Fact]
    [Case]
    public void Connection_throws_when_set_when_open_reader()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, Fixture.Select(DbType.Int32, Kind.One));
        using var reader = command.ExecuteReader();
        Throws<InvalidOperationException>(() => command.Connection = null);
    }

    [Theory]
    [Case(
        "Prepare_throws_when_no_connection", "Prepare_throws_when_connection_closed", "Prepare_throws_when_no_command_text",
        "ExecuteReader_throws_when_no_connection", "ExecuteReader_throws_when_connection_closed",
        "ExecuteReader_throws_when_no_command_text", "ExecuteScalar_throws_when_no_connection",
        "ExecuteScalar_throws_when_connection_closed", "ExecuteScalar_throws_when_no_command_text",
        "ExecuteNonQuery_throws_when_no_connection", "ExecuteNonQuery_throws_when_connection_closed",
        "ExecuteNonQuery_throws_when_no_command_text", "ExecuteReaderAsync_throws_when_no_connection",
        "ExecuteReaderAsync_throws_when_connection_closed", "ExecuteReaderAsync_throws_when_no_command_text",
        "ExecuteScalarAsync_throws_when_no_connection", "ExecuteScalarAsync_throws_when_connection_closed",
        "ExecuteScalarAsync_throws_when_no_command_text")]
    [InlineData("Prepare")]
    [InlineData("Reader")]
    [InlineData("Scalar")]
    [InlineData("NonQuery")]
    public async Task Execution_throws_without_connection_then_when_closed_then_without_text(string member)
    {
        var command = Fixture.Factory.CreateCommand()!;
        await ThrowsAsync<InvalidOperationException>(() => Run(command, member, isAsync: false));
        await ThrowsAsync<InvalidOperationException>(() => Run(command, member, isAsync: true));
        using var connection = CreateConnection();
        command.Connection = connection;
        Assert.Contains("open", (await Record.ExceptionAsync(() => Run(command, member, isAsync: true)))!.Message, StringComparison.Ordinal);
        await ThrowsAsync<InvalidOperationException>(() => Run(command, member, isAsync: false));
        connection.Open();
        Assert.Contains("text", (await Record.ExceptionAsync(() => Run(command, member, isAsync: true)))!.Message, StringComparison.Ordinal);
        await ThrowsAsync<InvalidOperationException>(() => Run(command, member, isAsync: false));
        command.CommandText = Fixture.Select(DbType.Int32, Kind.One);
        await Run(command, member, isAsync: true);
        command.Dispose();
        await ThrowsAsync<ObjectDisposedException>(() => Run(command, member, isAsync: true));
    }

    [Theory]
    [Case("ExecuteReader_throws_on_error", "ExecuteReaderAsync_throws_on_error", "ExecuteScalarAsync_throws_on_error")]
    [InlineData("Reader")]
    [InlineData("Scalar")]
    [InlineData("NonQuery")]
    public async Task Execution_throws_on_error(string member)
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, "INVALID");
        await Assert.ThrowsAnyAsync<DbException>(() => Run(command, member, isAsync: false));
        await Assert.ThrowsAnyAsync<DbException>(() => Run(command, member, isAsync: true));
        command.CommandText = "SELECT * FROM nowhere";
        await Assert.ThrowsAnyAsync<DbException>(() => Run(command, member, isAsync: false));
        await Assert.ThrowsAnyAsync<DbException>(() => Run(command, member, isAsync: true));
    }

    [Fact]
    [Case]
    public void ExecuteReader_throws_when_reader_open()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, Fixture.Select(DbType.Int32, Kind.One));
        using (command.ExecuteReader())
        {
            Throws<InvalidOperationException>(() => command.ExecuteReader());
        }

        command.ExecuteReader().Dispose();
    }

    [Fact]
    [Case]
    public void Two_readers_one_connection()
    {
        using var connection = OpenConnection();
        using var first = CreateCommand(connection, "SELECT kind FROM samples").ExecuteReader();
        using var second = CreateCommand(connection, "SELECT kind FROM samples").ExecuteReader();
        Assert.True(first.Read());
        Assert.True(second.Read());
        Assert.True(second.Read());
        Assert.Equal("Null", first.GetString(0));
        Assert.Equal("Empty", second.GetString(0));
        first.Dispose();
        Assert.True(second.Read());
        Assert.Equal("Zero", second.GetString(0));
    }

    [Fact]
    [Case]
    public void ExecuteReader_binds_parameters()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, "SELECT @Parameter");
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@Parameter";
        parameter.Value = 1;
        command.Parameters.Add(parameter);
        Assert.Contains(command.ExecuteScalar(), new object[] { 1, 1L });
    }

    [Theory]
    [Case]
    [InlineData(false)]
    [InlineData(true)]
    public void ExecuteReader_supports_CloseConnection(bool fails)
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, fails ? "INVALID" : Fixture.Select(DbType.Int32, Kind.One));
        if (fails)
        {
            Assert.ThrowsAny<DbException>(() => command.ExecuteReader(CommandBehavior.CloseConnection));
        }
        else
        {
            using var reader = command.ExecuteReader(CommandBehavior.CloseConnection | CommandBehavior.SequentialAccess);
            Assert.Equal(ConnectionState.Open, connection.State);
        }

        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    [Case("ExecuteScalar_returns_integer", "ExecuteScalar_returns_real", "ExecuteScalar_returns_string_when_text")]
    public void ExecuteScalar_returns_natural_values()
    {
        Assert.Equal(1, Scalar(Fixture.Select(DbType.Int32, Kind.One)));
        Assert.Equal(1.0, Scalar(Fixture.Select(DbType.Double, Kind.One)));
        Assert.Equal("1", Scalar(Fixture.Select(DbType.String, Kind.One)));
    }

    [Fact]
    [Case]
    public void ExecuteScalar_returns_DBNull_when_null() => Assert.Same(DBNull.Value, Scalar(Fixture.Select(DbType.Int32, Kind.Null)));

    [Fact]
    [Case]
    public void ExecuteScalar_returns_null_when_empty() => Assert.Null(Scalar(Fixture.SelectNoRows));

    [Fact]
    [Case("ExecuteScalar_returns_first_when_multiple_columns", "ExecuteScalar_returns_first_when_multiple_rows")]
    public void ExecuteScalar_returns_first_of_columns_and_rows()
    {
        Assert.Equal(42L, Convert.ToInt64(Scalar("SELECT 42, 43"), null));
        Assert.Equal(42L, Convert.ToInt64(Scalar("SELECT 42 UNION ALL SELECT 43"), null));
    }

    [Fact]
    public void ExecuteNonQuery_of_a_query_is_negative_one()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, Fixture.Select(DbType.Int32, Kind.One));
        Assert.Equal(-1, command.ExecuteNonQuery());
    }

    [Fact]
    [Case]
    public void ExecuteReaderAsync_is_canceled()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, Fixture.Select(DbType.Int32, Kind.One));
        var token = new CancellationToken(canceled: true);
        Assert.True(command.ExecuteReaderAsync(token).IsCanceled);
        Assert.True(command.ExecuteScalarAsync(token).IsCanceled);
        Assert.True(command.ExecuteNonQueryAsync(token).IsCanceled);
        Assert.Equal(1, command.ExecuteScalar());
    }

    private object? Scalar(string text)
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, text);
        return command.ExecuteScalar();
    }

    private static async Task Run(DbCommand command, string member, bool isAsync)
    {
        switch (member)
        {
            case "Prepare" when isAsync:
                await command.PrepareAsync();
                break;
            case "Prepare":
                command.Prepare();
                break;
            case "Reader":
                using (isAsync ? await command.ExecuteReaderAsync() : command.ExecuteReader())
                {
                }

                break;
            case "Scalar":
                _ = isAsync ? await command.ExecuteScalarAsync() : command.ExecuteScalar();
                break;
            default:
                _ = isAsync ? await command.ExecuteNonQueryAsync() : command.ExecuteNonQuery();
                break;
        }
    }
}
