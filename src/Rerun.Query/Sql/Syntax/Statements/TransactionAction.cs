namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// What a <see cref="TransactionStatement"/> asks for.
/// </summary>
internal enum TransactionAction
{
    /// <summary>BEGIN or START TRANSACTION</summary>
    Begin,

    /// <summary>COMMIT or END</summary>
    Commit,

    /// <summary>ROLLBACK or ABORT</summary>
    Rollback,
}
