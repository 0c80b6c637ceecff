namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// BEGIN, COMMIT, ROLLBACK.
/// </summary>
internal sealed record TransactionStatement(SourceSpan Span, TransactionAction Action) : StatementSyntax(Span);
