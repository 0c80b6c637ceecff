using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The sets that GROUP BY groups by in turn: one for plain expressions, more with ROLLUP, CUBE and GROUPING SETS.</summary>
/// <param name="context">What the statement's binders share.</param>
/// <param name="bind">Binds one expression of GROUP BY.</param>
internal sealed class GroupingSetList(BindingContext context, Func<SqlExpression, ScalarExpression> bind)
{
    private const int MostSets = 4096;

    /// <summary>The sets of a whole GROUP BY: each set of an element with each of the next.</summary>
    public List<ScalarExpression[]> Of(GroupBySyntax syntax)
    {
        List<ScalarExpression[]> all = [[]];
        foreach (GroupingElement element in syntax.Elements)
        {
            List<ScalarExpression[]> next = SetsOf(element);
            RequireCount((long)all.Count * next.Count, syntax);
            all = [.. all.SelectMany(_ => next, (before, set) => (ScalarExpression[])[.. before, .. set.Where(group => !before.Contains(group))])];
        }

        return all;
    }

    private List<ScalarExpression[]> SetsOf(GroupingElement element)
    {
        switch (element)
        {
            case GroupingExpressions plain:
                return [Bound(plain)];
            case GroupingRollup rollup:
                {
                    ScalarExpression[][] parts = [.. rollup.Sets.Select(Bound)];
                    return [.. Enumerable.Range(0, parts.Length + 1).Select(dropped => Union(parts[..^dropped]))];
                }

            case GroupingCube cube:
                {
                    ScalarExpression[][] parts = [.. cube.Sets.Select(Bound)];
                    RequireCount(1L << Math.Min(parts.Length, 62), element);
                    return [.. Enumerable.Range(0, 1 << parts.Length).Select(dropped => Union(parts.Where((_, i) => ((dropped >> (parts.Length - 1 - i)) & 1) == 0)))];
                }

            default:
                {
                    List<ScalarExpression[]> sets = [.. ((GroupingSets)element).Elements.SelectMany(SetsOf)];
                    RequireCount(sets.Count, element);
                    return sets;
                }
        }
    }

    private ScalarExpression[] Bound(GroupingExpressions plain) => [.. plain.Expressions.Select(bind).Distinct()];

    private static ScalarExpression[] Union(IEnumerable<ScalarExpression[]> parts) => [.. parts.SelectMany(part => part).Distinct()];

    private void RequireCount(long count, SqlNode place)
    {
        if (count > MostSets)
        {
            throw context.NotSupported(place, $"GROUP BY with more than {MostSets} grouping sets");
        }
    }
}
