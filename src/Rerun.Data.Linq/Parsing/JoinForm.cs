namespace Rerun.Data.Linq.Parsing;

/// <summary>Joins of two whole queries that the parsing library does not know.</summary>
internal enum JoinForm
{
    /// <summary>Pairs.</summary>
    Inner,

    /// <summary>Pairs, and rows of the first query without a partner.</summary>
    Left,

    /// <summary>Pairs, and rows of both queries without a partner.</summary>
    Full,

    /// <summary>Each row of the first query with the nearest of the second.</summary>
    Asof,

    /// <summary>The same, and rows of the first query without a partner.</summary>
    AsofLeft,
}
