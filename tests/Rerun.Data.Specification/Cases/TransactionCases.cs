using System.Data;
using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class TransactionCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    [Case]
    public void BeginTransaction_throws_when_closed() => Throws<InvalidOperationException>(() => CreateConnection().BeginTransaction());

    [Fact]
    [Case]
    public void BeginTransaction_works()
    {
        using var connection = OpenConnection();
        using var transaction = connection.BeginTransaction(IsolationLevel.Snapshot);
        Assert.Same(connection, transaction.Connection);
        Assert.Equal(IsolationLevel.Snapshot, transaction.IsolationLevel);
    }

    [Theory]
    [Case(
        "Commit_transaction_clears_Connection", "Rollback_transaction_clears_Connection", "Commit_transaction_twice_throws",
        "Rollback_transaction_twice_throws", "Commit_transaction_then_Rollback_throws")]
    [InlineData(false)]
    [InlineData(true)]
    public void Ending_clears_Connection_and_works_once(bool commits)
    {
        using var connection = OpenConnection();
        var transaction = connection.BeginTransaction();
        End(transaction, commits);
        Assert.Null(transaction.Connection);
        Throws<InvalidOperationException>(transaction.Commit);
        Throws<InvalidOperationException>(transaction.Rollback);
        connection.BeginTransaction().Dispose();
    }

    [Fact]
    [Case]
    public void Rollback_transaction_throws_after_Dispose()
    {
        using var connection = OpenConnection();
        var transaction = connection.BeginTransaction();
        transaction.Dispose();
        Throws<ObjectDisposedException>(transaction.Rollback);
        Throws<ObjectDisposedException>(transaction.Commit);
    }

    [Fact]
    public void Changes_in_a_transaction_are_refused()
    {
        using var connection = OpenConnection();
        using var transaction = connection.BeginTransaction();
        using var command = CreateCommand(connection, "CREATE DATASET d");
        command.Transaction = transaction;
        Assert.Equal("25006", Assert.ThrowsAny<DbException>(() => command.ExecuteNonQuery()).SqlState);
    }

    private static void End(DbTransaction transaction, bool commits)
    {
        if (commits)
        {
            transaction.Commit();
        }
        else
        {
            transaction.Rollback();
        }
    }
}
