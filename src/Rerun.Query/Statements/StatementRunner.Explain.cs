using System.Diagnostics;
using System.Globalization;
using Rerun.Arrow;
using Rerun.Arrow.Types;
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
        if (explain.Statement is not QueryStatement query)
        {
            throw NewContext(cancellationToken).NotSupported(explain, "EXPLAIN of anything but a query");
        }

        LogicalPlan plan = await BindAsync(query, cancellationToken).ConfigureAwait(false);
        var runner = new PlanRunner(Engine, parameters);
        List<string> lines = [.. PlanText.Lines(runner.Optimize(plan))];
        if (explain.Analyze)
        {
            await AnalyzeAsync(runner, plan, lines, cancellationToken).ConfigureAwait(false);
        }

        return TextRows.Of("plan", lines);
    }

    private static async ValueTask AnalyzeAsync(PlanRunner runner, LogicalPlan plan, List<string> lines, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        (_, BatchOperator root) = await runner.StartAsync(plan, cancellationToken).ConfigureAwait(false);
        await using (root.ConfigureAwait(false))
        {
            while (await root.NextAsync(cancellationToken).ConfigureAwait(false) is not null)
            {
            }

            lines.Add("");
            Append(root, 0, lines);
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
