using System.Linq.Expressions;
using Rerun.Data.Linq.Materialization;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq.Translation;

/// <summary>
/// Finds in a part of the last selection what the program computes more exactly than the engine: quotients of decimals, and times beyond those of columns that
/// stand in for missing ones.
/// </summary>
internal sealed class ProgramPart : ExpressionVisitor
{
    private bool _isFound;

    public static bool IsIn(Expression node)
    {
        var search = new ProgramPart();
        search.Visit(node);
        return search._isFound;
    }

    public override Expression? Visit(Expression? node)
    {
        _isFound |= node switch
        {
            BinaryExpression { NodeType: ExpressionType.Divide } quotient => IsDecimal(quotient.Type),
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert => IsDecimal(convert.Type) && IsFloating(convert.Operand.Type),
            MethodCallExpression call => call.Method == Decimals.AverageMethod || (call.Method.Name == nameof(Nullable<int>.GetValueOrDefault) && call.Arguments.Count == 0 && IsTime(call.Type)),
            BinaryExpression { NodeType: ExpressionType.Coalesce } choice => IsBeyond(choice.Left) || IsBeyond(choice.Right),
            ConditionalExpression choice => IsBeyond(choice.IfTrue) || IsBeyond(choice.IfFalse),
            _ => false,
        };
        return _isFound ? node : base.Visit(node);
    }

    private static bool IsDecimal(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(decimal);

    private static bool IsFloating(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var bare && (bare == typeof(double) || bare == typeof(float));

    private static bool IsTime(Type type) => type == typeof(DateTime) || type == typeof(DateTimeOffset);

    private static bool IsBeyond(Expression node) => node switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsBeyond(convert.Operand),
        CapturedExpression captured => captured.SideBeyond != 0,
        DefaultExpression { Type: var type } => IsTime(type),
        _ => false,
    };
}
