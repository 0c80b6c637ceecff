using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>Operators, comparisons, logic and choice.</content>
internal sealed partial class ExpressionBinder
{
    private ScalarExpression Unary(UnaryExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        return syntax.Operator switch
        {
            UnaryOperator.Not => PlanBuilder.Not(operand),
            UnaryOperator.Plus => operand,
            UnaryOperator.Negate => context.Builder.Call("-", operand),
            _ => context.Builder.Call("~", operand),
        };
    }

    private ScalarExpression Binary(BinaryExpression syntax)
    {
        if ((syntax.Left is RowExpression { Items.Count: > 1 } && syntax.Right is RowExpression or SubqueryExpression)
            || (syntax.Right is RowExpression { Items.Count: > 1 } && syntax.Left is RowExpression or SubqueryExpression))
        {
            return RowComparison(syntax.Operator, RowOf(syntax.Left) ?? [Bind(syntax.Left)], RowOf(syntax.Right) ?? [Bind(syntax.Right)], syntax);
        }

        return Operator(syntax.Operator, Bind(syntax.Left), Bind(syntax.Right));
    }

    private ScalarExpression Operator(BinaryOperator @operator, ScalarExpression left, ScalarExpression right) => @operator switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater
            or BinaryOperator.GreaterOrEqual or BinaryOperator.IsDistinctFrom or BinaryOperator.IsNotDistinctFrom =>
            context.Builder.Compare(OperatorNames.Of(@operator), left, right),
        BinaryOperator.NotRegexMatch => PlanBuilder.Not(context.Builder.Call(OperatorNames.Of(BinaryOperator.RegexMatch), left, right)),
        BinaryOperator.NotRegexMatchIgnoreCase =>
            PlanBuilder.Not(context.Builder.Call(OperatorNames.Of(BinaryOperator.RegexMatchIgnoreCase), left, right)),
        _ => context.Builder.Call(OperatorNames.Of(@operator), left, right),
    };

    private ScalarExpression RowComparison(BinaryOperator @operator, ScalarExpression[] left, ScalarExpression[] right, SqlNode place)
    {
        if (left.Length != right.Length)
        {
            throw context.Error(RerunErrorCode.TypeMismatch, place, $"A row of {left.Length} values is compared with one of {right.Length}.");
        }

        if (left.Length == 1)
        {
            return Operator(@operator, left[0], right[0]);
        }

        IEnumerable<ScalarExpression> Pairs(string name) => left.Zip(right, (one, other) => context.Builder.Compare(name, one, other));
        return @operator switch
        {
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => RowOrder(@operator, left, right),
            BinaryOperator.Equal => PlanBuilder.And(Pairs("=")),
            BinaryOperator.NotEqual => PlanBuilder.Not(PlanBuilder.And(Pairs("="))),
            BinaryOperator.IsNotDistinctFrom => PlanBuilder.And(Pairs(OperatorNames.Of(@operator))),
            BinaryOperator.IsDistinctFrom => PlanBuilder.Or(Pairs(OperatorNames.Of(@operator))),
            _ => throw context.NotSupported(place, $"Comparing row values by {OperatorNames.Of(@operator)}"),
        };
    }

    // The first pair that differs decides: a < c OR (a = c AND b < d), which is unknown where a pair before the decision is.
    private ScalarExpression RowOrder(BinaryOperator @operator, ScalarExpression[] left, ScalarExpression[] right)
    {
        string strict = @operator is BinaryOperator.Less or BinaryOperator.LessOrEqual ? "<" : ">";
        ScalarExpression order = context.Builder.Compare(OperatorNames.Of(@operator), left[^1], right[^1]);
        for (int i = left.Length - 2; i >= 0; i--)
        {
            order = PlanBuilder.Or(
                context.Builder.Compare(strict, left[i], right[i]), PlanBuilder.And(context.Builder.Compare("=", left[i], right[i]), order));
        }

        return order;
    }

    private ScalarExpression Logical(LogicalExpression syntax)
    {
        var operands = new List<ScalarExpression>(syntax.Operands.Count);
        foreach (SqlExpression operand in syntax.Operands)
        {
            operands.Add(Bind(operand));
        }

        return syntax.Operator == LogicalOperator.And ? PlanBuilder.And(operands) : PlanBuilder.Or(operands);
    }

    private ScalarExpression Between(BetweenExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        ScalarExpression low = Bind(syntax.Low);
        ScalarExpression high = Bind(syntax.High);
        ScalarExpression between = context.Builder.Between(operand, low, high);
        return Negate(syntax.Symmetric ? PlanBuilder.Or(between, context.Builder.Between(operand, high, low)) : between, syntax.Negated);
    }

    private ScalarExpression Is(IsExpression syntax)
    {
        if (syntax is { Test: IsTest.Null, Operand: RowExpression { Items.Count: > 1 } row })
        {
            // A row is null where all its values are, and not null where none is.
            return PlanBuilder.And(row.Items.Select(item => Negate(context.Builder.IsNull(Bind(item)), syntax.Negated)));
        }

        ScalarExpression operand = Bind(syntax.Operand);
        ScalarExpression test = syntax.Test switch
        {
            IsTest.Null => context.Builder.IsNull(operand),
            IsTest.Unknown => context.Builder.IsNull(PlanBuilder.Condition(operand, "IS UNKNOWN")),
            _ => context.Builder.Call(syntax.Test == IsTest.True ? "is_true" : "is_false", PlanBuilder.Condition(operand, "IS")),
        };
        return Negate(test, syntax.Negated);
    }

    private ScalarExpression Like(LikeExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        ScalarExpression pattern = Bind(syntax.Pattern);
        string name = syntax.Operator switch
        {
            LikeOperator.Like => "like",
            LikeOperator.ILike => "ilike",
            LikeOperator.Regexp => OperatorNames.Of(BinaryOperator.RegexMatch),
            LikeOperator.SimilarTo => "similar_to",
            _ => "glob",
        };
        ScalarExpression match = syntax.Escape is null
            ? context.Builder.Call(name, operand, pattern)
            : context.Builder.Call(name, operand, pattern, Bind(syntax.Escape));
        return Negate(match, syntax.Negated);
    }

    private ScalarExpression Case(CaseExpression syntax)
    {
        ScalarExpression? operand = syntax.Operand is null ? null : Bind(syntax.Operand);
        var arms = new List<CaseArm>();
        foreach (CaseBranch branch in syntax.Branches)
        {
            ScalarExpression when = Bind(branch.When);
            arms.Add(new CaseArm(operand is null ? when : context.Builder.Compare("=", operand, when), Bind(branch.Then)));
        }

        return PlanBuilder.Case(arms.ToPlanList(), syntax.Else is null ? null : Bind(syntax.Else));
    }

    private ScalarExpression Cast(CastExpression syntax) =>
        PlanBuilder.Cast(Bind(syntax.Operand), TypeBinder.Bind(syntax.Type, context.Sql), syntax.Try);

    private ScalarExpression Interval(IntervalExpression syntax)
    {
        ScalarExpression value = Bind(syntax.Value);
        if (syntax.Unit is not { } unit)
        {
            return PlanBuilder.Cast(value, SqlTypes.Interval);
        }

        return value switch
        {
            Constant { Value: string text } => ConstantFolding.Fold(new Cast(new Constant($"{text} {unit}", SqlTypes.Text), SqlTypes.Interval)),
            Constant { Value: long number } =>
                ConstantFolding.Fold(new Cast(new Constant(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {unit}"), SqlTypes.Text), SqlTypes.Interval)),
            _ => context.Builder.Call($"to_{unit.ToString().ToLowerInvariant()}s", value),
        };
    }

    private static ScalarExpression Negate(ScalarExpression condition, bool negated) => negated ? PlanBuilder.Not(condition) : condition;
}
