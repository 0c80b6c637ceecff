namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// How a parameter is written.
/// </summary>
internal enum ParameterStyle
{
    /// <summary><c>@name</c></summary>
    At,

    /// <summary><c>$name</c></summary>
    Dollar,

    /// <summary><c>:name</c></summary>
    Colon,

    /// <summary><c>$1</c></summary>
    DollarNumber,

    /// <summary><c>?</c></summary>
    Question,
}
