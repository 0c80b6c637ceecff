using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The functions behind the operators.</summary>
internal static class OperatorNames
{
    public static string Of(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.IntegerDivide => "//",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Power => "^",
        BinaryOperator.Concat => "||",
        BinaryOperator.BitAnd => "&",
        BinaryOperator.BitOr => "|",
        BinaryOperator.BitXor => "xor",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.IsDistinctFrom => "is distinct from",
        BinaryOperator.IsNotDistinctFrom => "is not distinct from",
        BinaryOperator.RegexMatch => "~",
        BinaryOperator.RegexMatchIgnoreCase => "~*",
        BinaryOperator.Contains => "@>",
        BinaryOperator.ContainedBy => "<@",
        BinaryOperator.Overlaps => "&&",
        BinaryOperator.StartsWith => "^@",
        _ => @operator.ToString(),
    };
}
