using System.Data;
using System.Data.Common;

namespace Rerun.Data;

/// <summary>A read snapshot of a catalog. Committing and rolling back both just end it: nothing is changed in it.</summary>
public sealed class RerunTransaction : DbTransaction
{
    private RerunConnection? _connection;
    private bool _isDisposed;

    internal RerunTransaction(RerunConnection connection, IsolationLevel isolationLevel)
    {
        _connection = connection;
        IsolationLevel = isolationLevel;
    }

    /// <summary>The isolation level that was asked for.</summary>
    public override IsolationLevel IsolationLevel { get; }

    /// <summary>The connection, or null when the transaction has ended.</summary>
    public new RerunConnection? Connection => _connection;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection => _connection;

    /// <summary>Ends the transaction.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public override void Commit() => End();

    /// <summary>Ends the transaction.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public override void Rollback() => End();

    /// <summary>Ends the transaction without complaint if it has ended.</summary>
    internal void Complete()
    {
        _connection?.EndTransaction();
        _connection = null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Complete();
            _isDisposed = true;
        }

        base.Dispose(disposing);
    }

    private void End()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_connection is null)
        {
            throw new InvalidOperationException("The transaction has ended.");
        }

        Complete();
    }
}
