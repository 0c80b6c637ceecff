using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan;

/// <summary>Conditions taken apart at AND.</summary>
internal static class Conjuncts
{
    public static IEnumerable<ScalarExpression> Of(ScalarExpression condition) =>
        condition is Logical { Connective: LogicalConnective.And } and ? and.Operands.SelectMany(Of)
        : condition is Constant { Value: true } ? []
        : [condition];
}
