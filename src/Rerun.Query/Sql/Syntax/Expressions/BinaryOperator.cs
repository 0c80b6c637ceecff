namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Operators between two operands.
/// </summary>
internal enum BinaryOperator
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>//</c> or <c>DIV</c></summary>
    IntegerDivide,

    /// <summary><c>%</c></summary>
    Modulo,

    /// <summary><c>^</c> or <c>**</c></summary>
    Power,

    /// <summary><c>||</c></summary>
    Concat,

    /// <summary><c>&amp;</c></summary>
    BitAnd,

    /// <summary><c>|</c></summary>
    BitOr,

    /// <summary><c>#</c></summary>
    BitXor,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>&gt;&gt;</c></summary>
    ShiftRight,

    /// <summary><c>=</c> or <c>==</c></summary>
    Equal,

    /// <summary><c>&lt;&gt;</c> or <c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>IS DISTINCT FROM</c></summary>
    IsDistinctFrom,

    /// <summary><c>IS NOT DISTINCT FROM</c></summary>
    IsNotDistinctFrom,

    /// <summary><c>~</c></summary>
    RegexMatch,

    /// <summary><c>~*</c></summary>
    RegexMatchIgnoreCase,

    /// <summary><c>!~</c></summary>
    NotRegexMatch,

    /// <summary><c>!~*</c></summary>
    NotRegexMatchIgnoreCase,

    /// <summary><c>@&gt;</c>: the list on the left has every element of the right</summary>
    Contains,

    /// <summary><c>&lt;@</c></summary>
    ContainedBy,

    /// <summary><c>&amp;&amp;</c>: the lists share an element</summary>
    Overlaps,

    /// <summary><c>^@</c></summary>
    StartsWith,
}
