using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The functions behind the operators.</summary>
internal static class OperatorNames
{
    public static string Of(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.BitXor => "xor",
        BinaryOperator.IsDistinctFrom => "is distinct from",
        BinaryOperator.IsNotDistinctFrom => "is not distinct from",
        _ => BinaryOperators.SymbolOf(@operator),
    };
}
