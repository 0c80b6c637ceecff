using Rerun.Query.Functions;
using Rerun.Query.Optimizer.Subqueries;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Optimizer.Nulls;

/// <summary>
/// Follows expressions over a row of which some columns are null and the others can be anything: as the row that an outer join makes where there is no match.
/// What is not known for certain may be anything, and may fail.
/// </summary>
/// <param name="isNull">Whether the column at a position is null.</param>
internal sealed class NullRow(Func<int, bool> isNull)
{
    /// <summary>A row of which nothing is known.</summary>
    public static NullRow Unknown { get; } = new(_ => false);

    /// <summary>Whether a condition can be true of the row.</summary>
    public bool CanBeTrue(ScalarExpression condition) => Of(condition).HasFlag(Outcomes.True);

    /// <summary>Whether computing an expression for the row can raise an error. What is given a null and passes it on raises none.</summary>
    public bool CanFail(ScalarExpression expression)
    {
        StackGuard.Ensure();
        return expression switch
        {
            ColumnReference or Constant or ParameterReference or OuterReference => false,
            FunctionCall call => call.Arguments.Any(CanFail) || (call.Binding.CanFail && Of(call) != Outcomes.Null),
            Cast cast => CanFail(cast.Operand) || (!cast.Try && Of(cast.Operand) != Outcomes.Null && Failure.CanFail(cast)),
            Logical or Not or InList or Case or Coalesce => expression.Children.Any(CanFail),
            _ => true,
        };
    }

    /// <summary>What an expression may come to.</summary>
    public Outcomes Of(ScalarExpression expression)
    {
        StackGuard.Ensure();
        return expression switch
        {
            ColumnReference column => isNull(column.Ordinal) ? Outcomes.Null : Outcomes.Any,
            Constant { Value: null } => Outcomes.Null,
            Constant { Value: bool value } => value ? Outcomes.True : Outcomes.False,
            Constant => Outcomes.Known,
            FunctionCall call => OfCall(call),
            Cast cast => Of(cast.Operand) == Outcomes.Null ? Outcomes.Null : Outcomes.Any,
            Not not => Opposite(Of(not.Operand)),
            Logical { Connective: LogicalConnective.And } and => and.Operands.Select(Of).Aggregate(And),
            Logical or => Opposite(or.Operands.Select(operand => Opposite(Of(operand))).Aggregate(And)),
            InList { Items.IsEmpty: false } list when Of(list.Operand) == Outcomes.Null => Outcomes.Null,
            Case choice => OfCase(choice),
            Coalesce coalesce => OfCoalesce(coalesce),
            _ => Outcomes.Any,
        };
    }

    private Outcomes OfCall(FunctionCall call)
    {
        if (call.Binding.Function.Nulls == NullBehavior.Propagate)
        {
            return call.Arguments.Any(argument => Of(argument) == Outcomes.Null) ? Outcomes.Null : Outcomes.Any;
        }

        return (call.Name, call.Arguments) switch
        {
            ("is_null", [var tested]) => IsNull(Of(tested)),
            ("is_not_null", [var tested]) => Opposite(IsNull(Of(tested))),
            ("is_true" or "is_false", [var tested]) when Of(tested) == Outcomes.Null => Outcomes.False,
            _ => Outcomes.Any,
        };
    }

    private Outcomes OfCase(Case choice)
    {
        Outcomes all = Outcomes.None;
        foreach (CaseArm arm in choice.Arms)
        {
            Outcomes when = Of(arm.When);
            all |= when.HasFlag(Outcomes.True) ? Of(arm.Then) : Outcomes.None;
            if (when == Outcomes.True)
            {
                return all;
            }
        }

        return all | (choice.Else is null ? Outcomes.Null : Of(choice.Else));
    }

    private Outcomes OfCoalesce(Coalesce coalesce)
    {
        Outcomes all = Outcomes.None;
        foreach (ScalarExpression choice in coalesce.Choices)
        {
            Outcomes one = Of(choice);
            all |= one & Outcomes.Known;
            if (!one.HasFlag(Outcomes.Null))
            {
                return all;
            }
        }

        return all | Outcomes.Null;
    }

    private static Outcomes IsNull(Outcomes tested) =>
        (tested.HasFlag(Outcomes.Null) ? Outcomes.True : Outcomes.None) | ((tested & Outcomes.Known) != 0 ? Outcomes.False : Outcomes.None);

    private static Outcomes Opposite(Outcomes of) =>
        (of & Outcomes.Null) | (of.HasFlag(Outcomes.True) ? Outcomes.False : Outcomes.None) | (of.HasFlag(Outcomes.False) ? Outcomes.True : Outcomes.None);

    // Of two conditions each combination may be met.
    private static Outcomes And(Outcomes left, Outcomes right) =>
        ((left | right) & Outcomes.False)
        | (left & right & Outcomes.True)
        | ((left | right).HasFlag(Outcomes.Null) && (left & ~Outcomes.False) != 0 && (right & ~Outcomes.False) != 0 ? Outcomes.Null : Outcomes.None);
}
