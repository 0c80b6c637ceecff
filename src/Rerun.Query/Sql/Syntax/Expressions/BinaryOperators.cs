namespace Rerun.Query.Sql.Syntax;

/// <summary>How binary operators are written.</summary>
internal static class BinaryOperators
{
    /// <summary>The operator as SQL writes it, keywords in capitals.</summary>
    public static string SymbolOf(BinaryOperator @operator) => @operator switch
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
        BinaryOperator.BitXor => "#",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "<>",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.IsDistinctFrom => "IS DISTINCT FROM",
        BinaryOperator.IsNotDistinctFrom => "IS NOT DISTINCT FROM",
        BinaryOperator.RegexMatch => "~",
        BinaryOperator.RegexMatchIgnoreCase => "~*",
        BinaryOperator.NotRegexMatch => "!~",
        BinaryOperator.NotRegexMatchIgnoreCase => "!~*",
        BinaryOperator.Contains => "@>",
        BinaryOperator.ContainedBy => "<@",
        BinaryOperator.Overlaps => "&&",
        BinaryOperator.StartsWith => "^@",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };
}
