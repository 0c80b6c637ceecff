using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <summary>How tightly operators bind, as in PostgreSQL; shared by the parser and the printer.</summary>
internal static class SqlPrecedence
{
    public const int Lowest = 0;
    public const int Or = 1;
    public const int And = 2;
    public const int Not = 3;
    public const int Is = 4;
    public const int Comparison = 5;

    /// <summary>BETWEEN, IN, LIKE and their kin.</summary>
    public const int Membership = 6;

    /// <summary>Operators without a place of their own: <c>||</c>, bits, regular expressions, lists.</summary>
    public const int Other = 7;
    public const int Additive = 8;
    public const int Multiplicative = 9;
    public const int Power = 10;
    public const int AtTimeZone = 11;
    public const int Sign = 12;

    /// <summary>Casts, subscripts, fields.</summary>
    public const int Postfix = 13;
    public const int Primary = 14;

    /// <summary>The precedence of a binary operator.</summary>
    public static int Of(BinaryOperator op) => op switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => Additive,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.IntegerDivide or BinaryOperator.Modulo => Multiplicative,
        BinaryOperator.Power => Power,
        BinaryOperator.IsDistinctFrom or BinaryOperator.IsNotDistinctFrom => Is,
        BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual
            or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Comparison,
        _ => Other,
    };
}
