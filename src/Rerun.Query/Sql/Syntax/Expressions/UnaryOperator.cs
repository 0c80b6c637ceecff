namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Operators in front.
/// </summary>
internal enum UnaryOperator
{
    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Negate,

    /// <summary><c>NOT</c></summary>
    Not,

    /// <summary><c>~</c></summary>
    BitNot,
}
