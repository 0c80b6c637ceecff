namespace Rerun.Query.Sql.Syntax;

/// <summary>A stretch of the SQL text: 0-based start and length, in UTF-16 units.</summary>
internal readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>The first position after the stretch.</summary>
    public int End => Start + Length;

    /// <summary>The stretch from the start of one span to the end of another.</summary>
    public static SourceSpan Between(SourceSpan first, SourceSpan last) => new(first.Start, Math.Max(0, last.End - first.Start));
}
