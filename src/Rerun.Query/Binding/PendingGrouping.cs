using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary><c>GROUPING(a, b)</c> in an expression that is being bound: a bit for each argument, set where a row is grouped without it.</summary>
internal sealed record PendingGrouping(PlanList<ScalarExpression> Arguments) : ScalarExpression(SqlTypes.Int, false)
{
    /// <summary>The most arguments: the bits of an INT without its sign.</summary>
    public const int MostArguments = 31;

    /// <summary>The value in the rows of one grouping set.</summary>
    public Constant ValueIn(IReadOnlyCollection<ScalarExpression> set)
    {
        long bits = 0;
        foreach (ScalarExpression argument in Arguments)
        {
            bits = (bits << 1) | (set.Contains(argument) ? 0L : 1L);
        }

        return new Constant(bits, SqlTypes.Int);
    }
}
