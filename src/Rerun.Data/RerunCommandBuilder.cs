using System.Data;
using System.Data.Common;

namespace Rerun.Data;

/// <summary>Quotes identifiers for generated statements.</summary>
/// <remarks>UPDATE and DELETE of rows are not offered, so only the insert command of an adapter is of use.</remarks>
public sealed class RerunCommandBuilder : DbCommandBuilder
{
    /// <summary>Creates a builder without adapter.</summary>
    public RerunCommandBuilder()
    {
        QuotePrefix = "\"";
        QuoteSuffix = "\"";
    }

    /// <summary>Creates a builder.</summary>
    /// <param name="adapter">The adapter whose query decides the columns.</param>
    public RerunCommandBuilder(RerunDataAdapter adapter)
        : this() => DataAdapter = adapter;

    /// <inheritdoc/>
    public override string QuoteIdentifier(string unquotedIdentifier)
    {
        ArgumentNullException.ThrowIfNull(unquotedIdentifier);
        return $"\"{unquotedIdentifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <inheritdoc/>
    public override string UnquoteIdentifier(string quotedIdentifier)
    {
        ArgumentNullException.ThrowIfNull(quotedIdentifier);
        return quotedIdentifier is ['"', .., '"'] && quotedIdentifier.Length > 1
            ? quotedIdentifier[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : quotedIdentifier;
    }

    /// <inheritdoc/>
    protected override void ApplyParameterInfo(DbParameter parameter, DataRow row, StatementType statementType, bool whereClause)
    {
        // The value decides the type.
    }

    /// <inheritdoc/>
    protected override string GetParameterName(int parameterOrdinal) => $"@p{parameterOrdinal}";

    /// <inheritdoc/>
    protected override string GetParameterName(string parameterName) => $"@{parameterName}";

    /// <inheritdoc/>
    protected override string GetParameterPlaceholder(int parameterOrdinal) => $"@p{parameterOrdinal}";

    /// <inheritdoc/>
    protected override void SetRowUpdatingHandler(DbDataAdapter adapter)
    {
        // Adapters raise no event that would ask for commands: they are asked for by name.
    }
}
