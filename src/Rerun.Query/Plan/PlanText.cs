using System.Text;
using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan;

/// <summary>Plans as text: what EXPLAIN prints.</summary>
internal static class PlanText
{
    private const int MostNames = 12;

    public static string Of(LogicalPlan plan)
    {
        var text = new StringBuilder();
        foreach (string line in Lines(plan))
        {
            text.AppendLine(line);
        }

        return text.ToString();
    }

    /// <summary>One line a relation, inputs below it and indented by two blanks; a label's own lines are indented too.</summary>
    public static IReadOnlyList<string> Lines(LogicalPlan plan)
    {
        var lines = new List<string>();
        Append(plan, 0, lines);
        return lines;
    }

    /// <summary>Expressions with the names they get, where the name says more.</summary>
    public static string Named(PlanList<ScalarExpression> expressions, PlanList<Field> fields) =>
        Shortened(expressions.Select((expression, i) =>
            expression is ColumnReference column && column.Name == fields[i].Name ? expression.ToString() : $"{expression} AS {SqlPrinter.Identifier(fields[i].Name)}"));

    public static string Names(PlanList<Field> fields) => Shortened(fields.Select(field => SqlPrinter.Identifier(field.Name)));

    private static string Shortened(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= MostNames ? string.Join(", ", all) : $"{string.Join(", ", all.Take(MostNames - 1))}, .. {all.Length - MostNames + 1} more";
    }

    private static void Append(LogicalPlan plan, int depth, List<string> lines)
    {
        StackGuard.Ensure();
        string indent = new(' ', 2 * depth);
        foreach (string line in plan.Label.Split('\n'))
        {
            lines.Add(indent + line);
        }

        foreach (LogicalPlan input in plan.Inputs)
        {
            Append(input, depth + 1, lines);
        }
    }
}
