namespace Rerun.Query.Plan;

/// <summary>The names of comparisons.</summary>
internal static class ComparisonNames
{
    /// <summary>The same comparison with its sides exchanged: <c>5 &gt;= x</c> is <c>x &lt;= 5</c>.</summary>
    public static string Mirrored(string name) => name switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => name,
    };
}
