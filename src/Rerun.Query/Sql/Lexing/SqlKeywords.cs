using System.Collections.Frozen;
using System.Text;

namespace Rerun.Query.Sql.Lexing;

/// <summary>Looks keywords up and says where a keyword may also be a name.</summary>
internal static class SqlKeywords
{
    /// <summary>Never a name without quotes, but after AS and after a dot.</summary>
    private static readonly bool[] Reserved = Table(
    [
        SqlKeyword.All, SqlKeyword.And, SqlKeyword.Any, SqlKeyword.Array, SqlKeyword.As, SqlKeyword.Asc, SqlKeyword.Between,
        SqlKeyword.Case, SqlKeyword.Cast, SqlKeyword.Collate, SqlKeyword.Create, SqlKeyword.Cross, SqlKeyword.Default,
        SqlKeyword.Desc, SqlKeyword.Distinct, SqlKeyword.Div, SqlKeyword.Else, SqlKeyword.End, SqlKeyword.Except,
        SqlKeyword.False, SqlKeyword.Fetch, SqlKeyword.For, SqlKeyword.From, SqlKeyword.Full, SqlKeyword.Glob, SqlKeyword.Group,
        SqlKeyword.Having, SqlKeyword.Ilike, SqlKeyword.In, SqlKeyword.Inner, SqlKeyword.Intersect, SqlKeyword.Into,
        SqlKeyword.Is, SqlKeyword.Isnull, SqlKeyword.Join, SqlKeyword.Lateral, SqlKeyword.Left, SqlKeyword.Like, SqlKeyword.Limit,
        SqlKeyword.Natural, SqlKeyword.Not, SqlKeyword.Notnull, SqlKeyword.Null, SqlKeyword.Offset, SqlKeyword.On, SqlKeyword.Or,
        SqlKeyword.Order, SqlKeyword.Qualify, SqlKeyword.Regexp, SqlKeyword.Right, SqlKeyword.Rlike, SqlKeyword.Select,
        SqlKeyword.Similar, SqlKeyword.Some, SqlKeyword.Table, SqlKeyword.Then, SqlKeyword.To, SqlKeyword.True,
        SqlKeyword.TryCast, SqlKeyword.Union, SqlKeyword.Unique, SqlKeyword.Using, SqlKeyword.When, SqlKeyword.Where,
        SqlKeyword.Window, SqlKeyword.With, SqlKeyword.CurrentDate, SqlKeyword.CurrentTime, SqlKeyword.CurrentTimestamp,
        SqlKeyword.Localtime, SqlKeyword.Localtimestamp, SqlKeyword.Primary, SqlKeyword.Constraint, SqlKeyword.Check,
        SqlKeyword.Foreign, SqlKeyword.References,
    ]);

    /// <summary>A name, but not as an alias without AS: these may follow what is aliased.</summary>
    private static readonly bool[] NoBareAlias = Table(
    [
        SqlKeyword.Over, SqlKeyword.Filter, SqlKeyword.Within, SqlKeyword.Ignore, SqlKeyword.Respect, SqlKeyword.Asof,
        SqlKeyword.Semi, SqlKeyword.Anti, SqlKeyword.Positional, SqlKeyword.MatchCondition, SqlKeyword.Tablesample,
        SqlKeyword.Escape, SqlKeyword.Returning, SqlKeyword.Location, SqlKeyword.Set,
    ]);

    private static readonly FrozenDictionary<string, SqlKeyword> ByText = Enum.GetValues<SqlKeyword>()
        .Where(keyword => keyword != SqlKeyword.None)
        .ToFrozenDictionary(TextOf, keyword => keyword, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SqlKeyword>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByText.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All keywords in upper case, for suggestions.</summary>
    public static IEnumerable<string> All => ByText.Keys;

    /// <summary>The keyword that a word is, in any case, or <see cref="SqlKeyword.None"/>.</summary>
    public static SqlKeyword Find(ReadOnlySpan<char> word) => BySpan.TryGetValue(word, out SqlKeyword keyword) ? keyword : SqlKeyword.None;

    /// <summary>True when the keyword can be a name only in quotes.</summary>
    public static bool IsReserved(SqlKeyword keyword) => Reserved[(int)keyword];

    /// <summary>True when the word may be an alias without AS.</summary>
    public static bool MayBeBareAlias(SqlKeyword keyword) => !Reserved[(int)keyword] && !NoBareAlias[(int)keyword];

    /// <summary>The keyword as written in SQL: <c>CURRENT_DATE</c>.</summary>
    public static string TextOf(SqlKeyword keyword)
    {
        var text = new StringBuilder();
        foreach (char c in keyword.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToUpperInvariant(c));
        }

        return text.ToString();
    }
    private static bool[] Table(ReadOnlySpan<SqlKeyword> keywords)
    {
        bool[] table = new bool[byte.MaxValue + 1];
        foreach (SqlKeyword keyword in keywords)
        {
            table[(int)keyword] = true;
        }

        return table;
    }
}
