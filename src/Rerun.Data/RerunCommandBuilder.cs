using System.Data;
using System.Data.Common;
using Rerun.Data.Diagnostics;

namespace Rerun.Data;

/// <summary>Quotes identifiers, and makes the insert command of an adapter whose query reads one table.</summary>
/// <remarks>UPDATE and DELETE of rows are not offered, so only the insert command is of use; it is asked for with <see cref="DbCommandBuilder.GetInsertCommand()"/>.</remarks>
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

    /// <summary>The columns of the adapter's query, with the one table that it reads; generated statements need it.</summary>
    /// <param name="sourceCommand">The adapter's query.</param>
    protected override DataTable? GetSchemaTable(DbCommand sourceCommand)
    {
        ArgumentNullException.ThrowIfNull(sourceCommand);
        var text = sourceCommand.CommandText;
        QueryTextSummary.Of(QueryTextMask.OperationOf(text), QueryTextMask.Mask(text), out var only);
        var schema = base.GetSchemaTable(sourceCommand);
        if (schema is null || only is null)
        {
            return schema;
        }

        // Readers claim nothing of this: what a query gives need not be what a table has.
        schema.Columns[SchemaTableColumn.BaseTableName]!.ReadOnly = false;
        schema.Columns[SchemaTableOptionalColumn.IsReadOnly]!.ReadOnly = false;
        foreach (DataRow row in schema.Rows)
        {
            row[SchemaTableColumn.BaseTableName] = UnquoteIdentifier(only);
            row[SchemaTableOptionalColumn.IsReadOnly] = false;
        }

        return schema;
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
