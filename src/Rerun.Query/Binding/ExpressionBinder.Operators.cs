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
        if (syntax.Left is RowExpression { Items.Count: > 1 } left && syntax.Right is RowExpression right)
        {
            return RowComparison(syntax, left, right);
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

    private ScalarExpression RowComparison(BinaryExpression syntax, RowExpression left, RowExpression right)
    {
        if (left.Items.Count != right.Items.Count)
        {
            throw context.Error(RerunErrorCode.TypeMismatch, syntax, $"A row of {left.Items.Count} values is compared with one of {right.Items.Count}.");
        }

        if (syntax.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual)
        {
            return RowOrder(syntax.Operator, left, right);
        }

        if (syntax.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            throw context.NotSupported(syntax, $"Comparing row values by {OperatorNames.Of(syntax.Operator)}");
        }

        var pairs = new List<ScalarExpression>();
        for (int i = 0; i < left.Items.Count; i++)
        {
            pairs.Add(context.Builder.Compare("=", Bind(left.Items[i]), Bind(right.Items[i])));
        }

        return Negate(PlanBuilder.And(pairs), syntax.Operator == BinaryOperator.NotEqual);
    }

    // The first pair that differs decides: a < c OR (a = c AND b < d), which is unknown where a pair before the decision is.
    private ScalarExpression RowOrder(BinaryOperator @operator, RowExpression left, RowExpression right)
    {
        string strict = @operator is BinaryOperator.Less or BinaryOperator.LessOrEqual ? "<" : ">";
        int last = left.Items.Count - 1;
        ScalarExpression order = context.Builder.Compare(OperatorNames.Of(@operator), Bind(left.Items[last]), Bind(right.Items[last]));
        for (int i = last - 1; i >= 0; i--)
        {
            ScalarExpression one = Bind(left.Items[i]);
            ScalarExpression other = Bind(right.Items[i]);
            order = PlanBuilder.Or(
                context.Builder.Compare(strict, one, other), PlanBuilder.And(context.Builder.Compare("=", one, other), order));
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
            LikeOperator.SimilarTo => throw context.NotSupported(syntax, "SIMILAR TO"),
            _ => throw context.NotSupported(syntax, "GLOB"),
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
