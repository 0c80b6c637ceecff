using System.Diagnostics;
using System.Globalization;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Binding;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <content>EXPLAIN.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> ExplainAsync(ExplainStatement explain, CancellationToken cancellationToken)
    {
        (string? change, LogicalPlan plan) = await BindExplainedAsync(explain, cancellationToken).ConfigureAwait(false);
        var runner = new PlanRunner(Engine, parameters);
        List<string> lines = runner.Explain(plan);
        if (change is not null)
        {
            lines = [change, .. lines.Select(line => "  " + line)];
        }

        if (explain.Analyze)
        {
            await AnalyzeAsync(runner, plan, lines, cancellationToken).ConfigureAwait(false);
        }

        return TextRows.Of("plan", lines);
    }

    /// <summary>What is explained: the rows of a query, or those that a statement would write, with what it would do.</summary>
    private async ValueTask<(string? Change, LogicalPlan Plan)> BindExplainedAsync(ExplainStatement explain, CancellationToken cancellationToken)
    {
        switch (explain.Statement)
        {
            case QueryStatement query:
                return (null, await BindAsync(query, cancellationToken).ConfigureAwait(false));
            case InsertStatement insert when !explain.Analyze:
                return ($"{(insert.Overwrite ? "Overwrite" : "Insert")}: {NameOf(insert.Table)}{(insert.OnConflict is { } conflict ? $" ON CONFLICT {(conflict.Update ? "UPDATE" : "DO NOTHING")}" : "")}",
                    await BindWithAsync(context => FindTemporary(insert.Table) is { } table ? new InsertBinder(context).Bind(insert, table.Schema) : BindInsert(context, insert).Rows, cancellationToken).ConfigureAwait(false));
            case UpdateStatement update when !explain.Analyze:
                SessionTable updated = await ChangeableAsync(update.Table, "UPDATE", cancellationToken).ConfigureAwait(false);
                return ($"Update: {updated.Name}", await BindWithAsync(context => new ChangeBinder(context).Bind(update, updated).Plan, cancellationToken).ConfigureAwait(false));
            case DeleteStatement delete when !explain.Analyze:
                SessionTable reduced = await ChangeableAsync(delete.Table, "DELETE", cancellationToken).ConfigureAwait(false);
                return ($"Delete: {reduced.Name}", await BindWithAsync(context => new ChangeBinder(context).Bind(delete, reduced).Plan, cancellationToken).ConfigureAwait(false));
            case CreateTableStatement { Query: { } rows } create when !explain.Analyze:
                return ($"CreateTable: {NameOf(create.Name)}", await BindWithAsync(context => new QueryBinder(context).Bind(rows), cancellationToken).ConfigureAwait(false));
            default:
                throw NewContext(cancellationToken).NotSupported(
                    explain, explain.Analyze ? "EXPLAIN ANALYZE of anything but a query" : "EXPLAIN of anything but a query, INSERT, UPDATE, DELETE and CREATE TABLE .. AS");
        }
    }

    private static async ValueTask AnalyzeAsync(PlanRunner runner, LogicalPlan plan, List<string> lines, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        (_, BatchOperator root) = await runner.StartAsync(plan, cancellationToken).ConfigureAwait(false);
        try
        {
            await using (root.ConfigureAwait(false))
            {
                while (await root.NextAsync(cancellationToken).ConfigureAwait(false) is not null)
                {
                }

                lines.Add("");
                Append(root, 0, lines);
            }
        }
        finally
        {
            await runner.ReleaseAsync().ConfigureAwait(false);
        }

        lines.Add(string.Create(CultureInfo.InvariantCulture, $"Time: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F3} ms"));
    }

    private static void Append(BatchOperator root, int depth, List<string> lines)
    {
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', 2 * depth)}{root.Name}: {root.RowsOut} rows"));
        foreach (BatchOperator input in root.Inputs)
        {
            Append(input, depth + 1, lines);
        }
    }
}
