using System.Data.Common;

namespace Rerun.Catalog;

/// <summary>
/// The base of all exceptions of this provider: something is wrong with the query, the data, the catalog or the connection to it.
/// Misuse of the API (a closed reader, a bad argument) is an ordinary .NET exception instead.
/// </summary>
/// <remarks>The message says what is wrong, where (column, file and offset, position in the SQL text) and what was expected.</remarks>
public class RerunException : DbException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what was expected.</param>
    /// <param name="errorCode">The kind of error.</param>
    /// <param name="innerException">The cause, or null.</param>
    public RerunException(string message, RerunErrorCode errorCode = RerunErrorCode.Unknown, Exception? innerException = null)
        : base(message, innerException) => ErrorKind = errorCode;

    /// <summary>The kind of error.</summary>
    public RerunErrorCode ErrorKind { get; }

    /// <inheritdoc/>
    public override int ErrorCode => (int)ErrorKind;

    /// <summary>The five-character SQLSTATE of the standard's classes, for example <c>42P01</c> for an unknown table.</summary>
    public override string? SqlState => SqlStates.Of(ErrorKind);

    /// <summary>Whether the same call may succeed later: connection loss, overload and time-outs are transient, errors of meaning never are.</summary>
    public override bool IsTransient => ErrorKind is RerunErrorCode.ConnectionLost or RerunErrorCode.Timeout
        or RerunErrorCode.QueryTimeout or RerunErrorCode.Overloaded;

    /// <summary>The 1-based position of the fault in the SQL text in characters, or 0 where there is none.</summary>
    public int Position { get; init; }

    /// <summary>The file that the error is about, or null.</summary>
    public string? FileName { get; init; }

    /// <summary>The byte offset in <see cref="FileName"/> at which the fault was found, or null.</summary>
    public long? FileOffset { get; init; }

    /// <summary>The call of a catalog server that failed, for example <c>QueryDataset</c>; null where the error is not a server's.</summary>
    public string? Rpc { get; init; }

    /// <summary>How that call ended, or null where the server gave no status, for example because the connection broke.</summary>
    public RpcStatus? Status { get; init; }

    /// <summary>What the server calls itself, for example <c>rerun-oss/0.27.3</c>; null where it did not say.</summary>
    public string? Server { get; init; }

    /// <summary>The command of a batch that failed, or null; what <see cref="DbException.BatchCommand"/> gives.</summary>
    public DbBatchCommand? FailedCommand { get; set; }

    /// <inheritdoc/>
    protected override DbBatchCommand? DbBatchCommand => FailedCommand;
}
