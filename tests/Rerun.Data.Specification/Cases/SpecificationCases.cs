using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

/// <summary>The base of all classes of cases: short ways to a connection, a command, a reader.</summary>
public abstract class SpecificationCases(ISpecificationFixture fixture)
{
    protected ISpecificationFixture Fixture => fixture;

    protected DbConnection CreateConnection(bool isSet = true)
    {
        var connection = fixture.Factory.CreateConnection()!;
        if (isSet)
        {
            connection.ConnectionString = fixture.ConnectionString;
        }

        return connection;
    }

    protected DbConnection OpenConnection() => Open(fixture.ConnectionString);

    protected DbConnection OpenWritableConnection() => Open(fixture.WritableConnectionString);

    protected DbCommand CreateCommand(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <summary>Checks the exact type, as a provider's callers do.</summary>
    protected static void Throws<T>(Action action)
        where T : Exception => Assert.IsType<T>(Record.Exception(action));

    protected static async Task ThrowsAsync<T>(Func<Task> action)
        where T : Exception => Assert.IsType<T>(await Record.ExceptionAsync(action));

    protected void WithReader(string text, Action<DbDataReader> check, bool onRow = false) => WithReader(OpenConnection(), text, check, onRow);

    protected void WithReader(DbConnection opened, string text, Action<DbDataReader> check, bool onRow = false)
    {
        using var connection = opened;
        using var command = CreateCommand(connection, text);
        using var reader = command.ExecuteReader();
        if (onRow)
        {
            Assert.True(reader.Read());
        }

        check(reader);
    }

    private DbConnection Open(string connectionString)
    {
        var connection = CreateConnection(isSet: false);
        connection.ConnectionString = connectionString;
        connection.Open();
        return connection;
    }
}
