using System.Data;
using System.Data.Common;

namespace Rerun.Data;

/// <content>Transactions: read snapshots.</content>
public sealed partial class RerunConnection
{
    private RerunTransaction? _transaction;

    /// <summary>Why statements that change the catalog are refused, or null if they are not.</summary>
    internal string? ChangeRefusal =>
        _transaction is not null ? "A transaction is a read snapshot: statements that change the catalog are refused in it."
        : Settings.ChangeRefusal;

    /// <inheritdoc cref="BeginTransaction(IsolationLevel)"/>
    public new RerunTransaction BeginTransaction() => BeginTransaction(IsolationLevel.Unspecified);

    /// <summary>Begins a read snapshot: what is read in it does not change, and statements that change the catalog are refused.</summary>
    /// <param name="isolationLevel">Unspecified, or any level; a snapshot fulfils all of them.</param>
    /// <exception cref="InvalidOperationException">The connection is closed or a transaction is running.</exception>
    /// <exception cref="NotSupportedException">The catalog can change while it is read and has no versions to pin, or the level is Chaos.</exception>
    public new RerunTransaction BeginTransaction(IsolationLevel isolationLevel)
    {
        var host = RequireHost();
        if (_transaction is not null)
        {
            throw new InvalidOperationException("A transaction is running already; transactions do not nest.");
        }

        if (isolationLevel == IsolationLevel.Chaos)
        {
            throw new NotSupportedException("Isolation level Chaos is not offered.");
        }

        // A catalog that nobody can change is a snapshot by itself. Of others no version can be pinned, and pretending would be worse than refusing.
        if (host.CanChange)
        {
            throw new NotSupportedException(
                $"The catalog '{DataSource}' can be changed while it is read, and keeps no versions that a transaction could be bound to.");
        }

        return _transaction = new RerunTransaction(this, isolationLevel);
    }

    /// <summary>Refused, as ambient transactions are not enlisted in: recordings cannot change, and what changes the catalog cannot be undone.</summary>
    /// <param name="transaction">The transaction; null, for none, is allowed.</param>
    /// <exception cref="NotSupportedException">There is a transaction.</exception>
    public override void EnlistTransaction(System.Transactions.Transaction? transaction)
    {
        if (transaction is not null)
        {
            throw new NotSupportedException("Ambient transactions are not enlisted in: what changes the catalog cannot be undone. BeginTransaction gives a read snapshot.");
        }
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction(isolationLevel);

    internal void EndTransaction() => _transaction = null;
}
