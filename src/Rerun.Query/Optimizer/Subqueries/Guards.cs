using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>Finds sub-queries in expressions, and for which rows the expression asks for their values.</summary>
internal sealed class Guards(PlanBuilder builder)
{
    /// <summary>The first sub-query that depends on rows, in the order of evaluation, and the condition under which it is asked for; null for always.</summary>
    public (CorrelatedSubquery Query, ScalarExpression? Guard)? First(ScalarExpression expression) => First(expression, []);

    private (CorrelatedSubquery Query, ScalarExpression? Guard)? First(ScalarExpression expression, List<ScalarExpression> guards)
    {
        switch (expression)
        {
            case Case choice:
                return InCase(choice, guards);
            case Logical logical:
                return InTurn(logical.Operands, guards, logical.Connective == LogicalConnective.And ? IsNotFalse : IsNotTrue);
            case Coalesce coalesce:
                return InTurn(coalesce.Choices, guards, builder.IsNull);
        }

        foreach (ScalarExpression child in expression.Children)
        {
            if (First(child, guards) is { } found)
            {
                return found;
            }
        }

        return expression is CorrelatedSubquery query ? (query, guards.Count == 0 ? null : PlanBuilder.And(guards)) : null;
    }

    private (CorrelatedSubquery Query, ScalarExpression? Guard)? InTurn(
        PlanList<ScalarExpression> operands, List<ScalarExpression> guards, Func<ScalarExpression, ScalarExpression> isUndecided)
    {
        List<ScalarExpression> known = [.. guards];
        foreach (ScalarExpression operand in operands)
        {
            if (First(operand, known) is { } found)
            {
                return found;
            }

            Add(known, operand, isUndecided);
        }

        return null;
    }

    private (CorrelatedSubquery Query, ScalarExpression? Guard)? InCase(Case choice, List<ScalarExpression> guards)
    {
        List<ScalarExpression> known = [.. guards];
        foreach (CaseArm arm in choice.Arms)
        {
            if (First(arm.When, known) is { } inCondition)
            {
                return inCondition;
            }

            List<ScalarExpression> taken = [.. known];
            Add(taken, arm.When, condition => condition);
            if (First(arm.Then, taken) is { } inResult)
            {
                return inResult;
            }

            Add(known, arm.When, IsNotTrue);
        }

        return choice.Else is null ? null : First(choice.Else, known);
    }

    // What gives another value each time would say another thing here than where it stands.
    private static void Add(List<ScalarExpression> guards, ScalarExpression part, Func<ScalarExpression, ScalarExpression> guard)
    {
        if (!Volatile.IsIn(part))
        {
            guards.Add(guard(part));
        }
    }

    private static ScalarExpression IsNotTrue(ScalarExpression condition) => PlanBuilder.Case([new CaseArm(condition, Constant.False)], Constant.True);

    private static ScalarExpression IsNotFalse(ScalarExpression condition) => IsNotTrue(PlanBuilder.Not(condition));
}
