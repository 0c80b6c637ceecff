using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan;

/// <summary>Expressions moved from one relation onto another whose columns stand elsewhere.</summary>
internal static class ColumnMapping
{
    /// <summary>Every column's position moved by so many.</summary>
    public static ScalarExpression Shift(ScalarExpression expression, int by) =>
        by == 0 ? expression : expression.Rewrite(part => part is ColumnReference column ? column with { Ordinal = column.Ordinal + by } : part);

    /// <summary>Every column replaced by the expression that computes it.</summary>
    public static ScalarExpression Inline(ScalarExpression expression, PlanList<ScalarExpression> definitions) =>
        expression.Rewrite(part => part is ColumnReference column ? definitions[column.Ordinal] : part);

    /// <summary>Every column's position looked up.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="ordinals">For each old position the new one.</param>
    public static ScalarExpression Remap(ScalarExpression expression, IReadOnlyList<int> ordinals) =>
        expression.Rewrite(part => part is ColumnReference column && ordinals[column.Ordinal] != column.Ordinal
            ? column with { Ordinal = ordinals[column.Ordinal] }
            : part);

    /// <summary>The positions that an expression uses.</summary>
    public static void Collect(ScalarExpression expression, ISet<int> ordinals) => expression.Any(part =>
    {
        if (part is ColumnReference column)
        {
            ordinals.Add(column.Ordinal);
        }

        return false;
    });
}
