using Rerun.Arrow;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Sharing;

/// <summary>Expressions as columns of a wider input: those that stand inside of others are computed first.</summary>
internal sealed class SharedColumns
{
    private const int LongestName = 40;

    private readonly Dictionary<ScalarExpression, ColumnReference> _columns = [];
    private readonly Dictionary<ScalarExpression, int> _levels = [];

    /// <summary>Puts the expressions behind the columns of an input.</summary>
    public SharedColumns(LogicalPlan input, HashSet<ScalarExpression> expressions)
    {
        Plan = input;
        foreach (IGrouping<int, ScalarExpression> level in expressions.GroupBy(expression => LevelOf(expression, expressions)).OrderBy(level => level.Key))
        {
            Add([.. level]);
        }
    }

    /// <summary>The input with the columns.</summary>
    public LogicalPlan Plan { get; private set; }

    /// <summary>An expression over the former input, with columns in place of what they hold.</summary>
    public ScalarExpression Replace(ScalarExpression expression) =>
        _columns.TryGetValue(expression, out ColumnReference? column) ? column : WithColumns(expression);

    private ScalarExpression WithColumns(ScalarExpression expression)
    {
        PlanList<ScalarExpression> children = expression.Children.Map(Replace, out bool isChanged);
        return isChanged ? expression.WithChildren(children) : expression;
    }

    private void Add(ScalarExpression[] expressions)
    {
        int width = Plan.Fields.Count;
        LogicalPlan input = Plan;
        Field[] fields = [.. expressions.Select((expression, i) => new Field(NameOf(expression, _columns.Count + i + 1), expression.Type, expression.IsNullable))];
        Plan = new Project(
            input,
            [.. Enumerable.Range(0, width).Select(input.Column), .. expressions.Select(WithColumns)],
            [.. input.Fields, .. fields]);
        for (int i = 0; i < expressions.Length; i++)
        {
            _columns.Add(expressions[i], Plan.Column(width + i));
        }
    }

    private static string NameOf(ScalarExpression expression, int number) =>
        expression.ToString() is { Length: <= LongestName } text ? text : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"common {number}");

    private int LevelOf(ScalarExpression expression, HashSet<ScalarExpression> expressions)
    {
        if (!_levels.TryGetValue(expression, out int level))
        {
            level = 1 + Inside(expression, expressions);
            _levels.Add(expression, level);
        }

        return level;
    }

    private int Inside(ScalarExpression expression, HashSet<ScalarExpression> expressions)
    {
        int most = 0;
        foreach (ScalarExpression child in expression.Children)
        {
            most = Math.Max(most, expressions.Contains(child) ? LevelOf(child, expressions) : Inside(child, expressions));
        }

        return most;
    }
}
