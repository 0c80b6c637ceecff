using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Conversion = Rerun.Query.Execution.Casts.Cast;

namespace Rerun.Query.Execution.Planning;

/// <summary>Turns expressions of plans into what computes them.</summary>
internal static class ExpressionCompiler
{
    public static Evaluator Compile(ScalarExpression expression)
    {
        StackGuard.Ensure();
        return CompilePart(expression);
    }

    /// <summary>The conversion between two types.</summary>
    /// <exception cref="RerunException">There is none.</exception>
    public static Conversion ConversionOf(IArrowType from, IArrowType to) => Conversion.Between(from, to)
        ?? throw new RerunException($"{SqlTypes.NameOf(from)} cannot be cast to {SqlTypes.NameOf(to)}.", RerunErrorCode.TypeMismatch);

    private static Evaluator CompilePart(ScalarExpression expression) => expression switch
    {
        ColumnReference column => new ColumnEvaluator(column.Ordinal, column.Type),
        Constant constant => new ConstantEvaluator(ConstantArrays.Of(constant)),
        FunctionCall call => new CallEvaluator(call.Binding, call.Arguments.MapToArray(Compile)),
        LambdaCall lambda => LambdaCompiler.Compile(lambda),
        Cast cast => new CastEvaluator(Compile(cast.Operand), ConversionOf(cast.Operand.Type, cast.Type), cast.Try),
        Logical logical => new LogicalEvaluator(logical.Connective == LogicalConnective.And, logical.Operands.MapToArray(Compile)),
        Not not => new NotEvaluator(Compile(not.Operand)),
        InList list => new InListEvaluator(Compile(list.Operand), list.Items.MapToArray(Compile)),
        Case @case => new CaseEvaluator(
            @case.Type,
            [.. @case.Arms.Select(arm => (Compile(arm.When), Compile(arm.Then)))],
            @case.Else is null ? null : Compile(@case.Else)),
        Coalesce coalesce => new CoalesceEvaluator(coalesce.Type, [.. coalesce.Choices.Select(Compile)]),
        Failing failing => new FailingEvaluator(failing),
        OuterReference => throw new RerunException($"{expression}, a column of the query around, cannot be used here.", RerunErrorCode.NotSupported),
        _ => throw new InvalidOperationException($"{expression} was to be replaced before execution."),
    };
}
