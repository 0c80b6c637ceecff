using System.Data;
using System.Data.Common;
using Rerun.Data.Diagnostics;

namespace Rerun.Data;

/// <summary>Quotes identifiers, and makes the insert command of an adapter whose query reads one table.</summary>
/// <remarks>
/// <see cref="DbDataAdapter.Update(DataTable)"/> of the adapter then writes rows that were added. Results name no keys, so no commands are made that change or delete rows.
/// </remarks>
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

    /// <summary>The command that adds a row to the one table that the adapter's query reads.</summary>
    /// <exception cref="InvalidOperationException">There is no adapter, or its query reads no table or several.</exception>
    public new RerunCommand GetInsertCommand() => (RerunCommand)base.GetInsertCommand();

    /// <inheritdoc cref="GetInsertCommand()"/>
    /// <param name="useColumnsForParameterNames">Whether parameters are named after their columns.</param>
    public new RerunCommand GetInsertCommand(bool useColumnsForParameterNames) => (RerunCommand)base.GetInsertCommand(useColumnsForParameterNames);

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
        if (adapter is not RerunDataAdapter own)
        {
            return;
        }

        // Called with the adapter that it has when that one is given up, and with another before it is taken.
        if (adapter == DataAdapter)
        {
            own.RowUpdating -= MakeCommand;
        }
        else
        {
            own.RowUpdating += MakeCommand;
        }
    }

    private void MakeCommand(object? sender, RowUpdatingEventArgs row) => RowUpdatingHandler(row);
}
