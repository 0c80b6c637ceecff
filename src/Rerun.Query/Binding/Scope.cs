using Rerun.Arrow;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The columns that the expressions of one query can name. Immutable.</summary>
internal sealed class Scope(IReadOnlyList<ScopeColumn> columns)
{
    /// <summary>The later word for the partition column.</summary>
    private const string SegmentColumn = "rerun_segment_id";

    public static Scope Empty { get; } = new([]);

    public IReadOnlyList<ScopeColumn> Columns { get; } = columns;

    /// <summary>The columns of a relation under a name.</summary>
    public static Scope Of(PlanList<Field> fields, IReadOnlyList<string> relation) =>
        new([.. fields.Select((field, i) => new ScopeColumn(relation, field.Name, i, field))]);

    /// <summary>The columns of this and then of another whose positions come after those of <paramref name="plan"/>.</summary>
    public Scope Beside(Scope right, LogicalPlan plan, PlanList<Field> fields) => new(
        [
            .. Columns.Select(column => column with { Field = fields[column.Ordinal].WithName(column.Name) }),
            .. right.Columns.Select(column => column with
            {
                Ordinal = column.Ordinal + plan.Fields.Count,
                Field = fields[column.Ordinal + plan.Fields.Count].WithName(column.Name),
            }),
        ]);

    /// <summary>The columns that fit a name: those that fit exactly if any do, else (for an unquoted name) those that fit without case.</summary>
    /// <param name="qualifier">The parts in front of the column's name, maybe none.</param>
    /// <param name="name">The column's name.</param>
    public IReadOnlyList<ScopeColumn> Find(ReadOnlySpan<SqlName> qualifier, SqlName name)
    {
        List<ScopeColumn> found = Match(qualifier, name.Text, name.Quoted);
        return found.Count == 0 && NameMatching.Fits(SegmentColumn, name)
            ? Match(qualifier, DataframeScan.PartitionColumn, exactly: true)
            : found;
    }

    /// <summary>The columns of the relation that a qualifier names, or of all relations.</summary>
    public IEnumerable<ScopeColumn> ColumnsOf(SqlName[] qualifier)
    {
        foreach (ScopeColumn column in Columns)
        {
            if (qualifier.Length == 0 ? !column.IsMerged : IsQualifiedBy(column, qualifier))
            {
                yield return column;
            }
        }
    }

    private List<ScopeColumn> Match(ReadOnlySpan<SqlName> qualifier, string name, bool exactly)
    {
        var exact = new List<ScopeColumn>();
        var loose = new List<ScopeColumn>();
        foreach (ScopeColumn column in Columns)
        {
            if ((column.IsMerged && qualifier.IsEmpty) || !IsQualifiedBy(column, qualifier))
            {
                continue;
            }

            if (column.Name == name)
            {
                // A recording may have a timeline of the partition column's name; the partition column, which comes first, is meant.
                if (name != DataframeScan.PartitionColumn || !exact.Any(first => first.Relation.Count > 0 && ReferenceEquals(first.Relation, column.Relation)))
                {
                    exact.Add(column);
                }
            }
            else if (!exactly && column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                loose.Add(column);
            }
        }

        return exact.Count > 0 ? exact : loose;
    }

    // A relation drives.log_time is also named log_time, as in other dialects a table is named without its schema.
    private static bool IsQualifiedBy(ScopeColumn column, ReadOnlySpan<SqlName> qualifier)
    {
        int offset = column.Relation.Count - qualifier.Length;
        if (offset < 0)
        {
            return false;
        }

        for (int i = 0; i < qualifier.Length; i++)
        {
            if (!NameMatching.Fits(column.Relation[offset + i], qualifier[i]))
            {
                return false;
            }
        }

        return true;
    }
}
