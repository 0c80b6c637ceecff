using System.Text;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Printing;

/// <summary>One SELECT that is being written: relations are added from the leaf upwards while they fit.</summary>
/// <param name="from">The FROM clause; empty for none.</param>
/// <param name="columns">For each column of the relation its text.</param>
/// <param name="subqueries">What writes sub-queries.</param>
internal sealed class SelectBlock(string from, IReadOnlyList<string> columns, ISubqueryText subqueries)
{
    private readonly List<string> _where = [];
    private readonly List<string> _having = [];
    private IReadOnlyList<string> _groups = [];
    private IReadOnlyList<string> _order = [];

    /// <summary>For each column of the relation so far its text.</summary>
    public IReadOnlyList<string> Columns { get; set; } = columns;

    public bool IsGrouped { get; private set; }

    public bool IsDistinct { get; set; }

    /// <summary>What of equal rows the first is kept of; empty for none.</summary>
    public IReadOnlyList<string> DistinctKeys { get; set; } = [];

    /// <summary>Whether the columns' texts name their relation, so that a sub-query can use them.</summary>
    public bool IsQualified { get; init; }

    /// <summary>
    /// Whether columns are sub-queries or values of the query around: as groups they are not recognised again, and an aggregate of such a value would count as one of
    /// the query around.
    /// </summary>
    public bool HasSubqueries { get; set; }

    /// <summary>Whether nothing but conditions was added.</summary>
    public bool IsPlain => !IsGrouped && !IsDistinct && DistinctKeys.Count == 0 && !IsOrdered && !IsLimited;

    public bool IsOrdered => _order.Count > 0;

    public bool IsLimited => Count is not null || Offset is not null;

    public string? Count { get; set; }

    public string? Offset { get; set; }

    /// <summary>An expression over the relation so far.</summary>
    public string Text(ScalarExpression expression) => Writer().Write(expression);

    public string Text(AggregateCall call) => Writer().Write(call);

    public void AddCondition(ScalarExpression condition) =>
        (IsGrouped ? _having : _where).AddRange(Conjuncts.Of(condition).Select(part => part is Logical ? $"({Text(part)})" : Text(part)));

    public void Group(PlanList<ScalarExpression> groups, PlanList<AggregateCall> calls)
    {
        _groups = [.. groups.Select(Text)];
        Columns = [.. _groups, .. calls.Select(Text)];
        IsGrouped = true;
    }

    /// <summary>Adds the columns of a window.</summary>
    public void AddWindow(Window window)
    {
        ExpressionText writer = Writer();
        string partition = window.PartitionBy.IsEmpty ? "" : $"PARTITION BY {string.Join(", ", window.PartitionBy.Select(writer.Write))} ";
        string order = window.OrderBy.IsEmpty ? "" : $"ORDER BY {string.Join(", ", window.OrderBy.Select(writer.Write))} ";
        Columns =
        [
            .. Columns,
            .. window.Calls.Select(call =>
                $"{call.Name}({(call.Distinct ? "DISTINCT " : "")}{(call.Arguments.IsEmpty && call.Aggregate is not null ? "*" : string.Join(", ", call.Arguments.Select(writer.Write)))})"
                + (call.Filter is null ? "" : $" FILTER (WHERE {writer.Write(call.Filter)})")
                + (call.IgnoresNulls ? " IGNORE NULLS" : "")
                + $" OVER ({$"{partition}{order}{(call.Frame == Frame.Default ? "" : call.Frame)}".Trim()})"),
        ];
    }

    public void Order(PlanList<SortKey> keys)
    {
        ExpressionText writer = Writer();
        _order = [.. keys.Select(writer.Write)];
    }

    /// <summary>The statement, its columns under the given names.</summary>
    public string Render(IReadOnlyList<string> names)
    {
        var text = new StringBuilder(IsDistinct ? "SELECT DISTINCT " : DistinctKeys.Count > 0 ? $"SELECT DISTINCT ON ({string.Join(", ", DistinctKeys)}) " : "SELECT ");
        text.AppendJoin(", ", names.Select((name, i) => Columns[i] == name ? name : $"{Columns[i]} AS {name}"));
        if (names.Count == 0)
        {
            text.Append('1');
        }

        Append(text, "FROM", from.Length == 0 ? [] : [from], ", ");
        Append(text, "WHERE", _where, " AND ");
        Append(text, "GROUP BY", _groups, ", ");
        Append(text, "HAVING", _having, " AND ");
        Append(text, "ORDER BY", _order, ", ");
        Append(text, "LIMIT", Count is null ? [] : [Count], "");
        Append(text, "OFFSET", Offset is null ? [] : [Offset], "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string clause, IReadOnlyList<string> parts, string separator)
    {
        if (parts.Count > 0)
        {
            text.Append('\n').Append(clause).Append(' ').AppendJoin(separator, parts);
        }
    }

    private ExpressionText Writer() => new(column => Columns[column.Ordinal], int.MaxValue, subqueries);
}
