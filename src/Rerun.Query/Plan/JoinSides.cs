using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan;

/// <summary>Takes join conditions apart. Expressions are over the columns of the left side, then those of the right.</summary>
internal static class JoinSides
{
    /// <summary>The side whose columns an expression uses.</summary>
    public static JoinSide Of(ScalarExpression expression, int leftCount)
    {
        bool usesLeft = expression.Any(part => part is ColumnReference column && column.Ordinal < leftCount);
        bool usesRight = expression.Any(part => part is ColumnReference column && column.Ordinal >= leftCount);
        return (usesLeft, usesRight) switch
        {
            (true, false) => JoinSide.Left,
            (false, true) => JoinSide.Right,
            _ => JoinSide.Neither,
        };
    }

    // Sub-queries, and what gives another value each time, are computed for each pair of rows.
    private static bool IsOfPairs(ScalarExpression part) => part is CorrelatedSubquery or FunctionCall { Binding.Function.Volatility: Volatility.Volatile };

    /// <summary>The condition as a pair that must be equal, one of each side; null if it is none.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="leftCount">The number of the left side's columns.</param>
    /// <param name="keys">The keys there are: all of a join treat nulls alike.</param>
    public static JoinKey? KeyOf(ScalarExpression condition, int leftCount, IReadOnlyList<JoinKey> keys)
    {
        if (condition is not FunctionCall { Name: "=" or "is not distinct from" } call || call.Any(IsOfPairs))
        {
            return null;
        }

        ScalarExpression first = call.Arguments[0];
        ScalarExpression second = call.Arguments[1];
        bool nullsEqual = call.Name != "=";
        if (keys.Count > 0 && keys[0].NullsEqual != nullsEqual)
        {
            return null;
        }

        return (Of(first, leftCount), Of(second, leftCount)) switch
        {
            (JoinSide.Left, JoinSide.Right) => new JoinKey(first, ColumnMapping.Shift(second, -leftCount), nullsEqual),
            (JoinSide.Right, JoinSide.Left) => new JoinKey(second, ColumnMapping.Shift(first, -leftCount), nullsEqual),
            _ => null,
        };
    }
}
