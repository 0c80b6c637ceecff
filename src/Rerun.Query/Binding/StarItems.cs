using Rerun.Catalog;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>What <c>*</c> stands for, with EXCLUDE, REPLACE and RENAME.</summary>
internal static class StarItems
{
    public static IEnumerable<SelectedItem> Of(StarExpression star, Scope scope, ExpressionBinder binder, BindingContext context)
    {
        ScopeColumn[] columns = [.. scope.ColumnsOf([.. star.Qualifier])];
        if (columns.Length == 0)
        {
            // The relation may be one of a query around this one; then its columns are named one by one.
            ScopeColumn[] outer = star.Qualifier.IsEmpty || !star.Exclude.IsEmpty || !star.Replace.IsEmpty || !star.Rename.IsEmpty ? [] : binder.OuterColumnsOf([.. star.Qualifier]);
            if (outer.Length > 0)
            {
                foreach (ScopeColumn column in outer)
                {
                    var name = new ColumnExpression(star.Span, [.. star.Qualifier, new SqlName(star.Span, column.Name, Quoted: true)]);
                    yield return new SelectedItem(binder.Bind(name), column.Name, false, star);
                }

                yield break;
            }

            throw star.Qualifier.IsEmpty
                ? context.Error(RerunErrorCode.Syntax, star, "* needs a FROM.")
                : context.Error(RerunErrorCode.NotFound, star, $"There is no relation {string.Join('.', star.Qualifier.Select(part => part.Text))} in FROM.");
        }

        var excluded = new HashSet<ScopeColumn>();
        foreach (QualifiedName name in star.Exclude)
        {
            excluded.Add(Single(name, scope, context));
        }

        Dictionary<ScopeColumn, SelectItem> replaced = star.Replace.ToDictionary(
            item => Single(new QualifiedName(item.Span, [item.Alias!]), scope, context));
        Dictionary<ScopeColumn, string> renamed = star.Rename.ToDictionary(
            rename => Single(rename.Column, scope, context), rename => rename.NewName.Text);

        foreach (ScopeColumn column in columns)
        {
            if (excluded.Contains(column))
            {
                continue;
            }

            ScalarExpression expression = replaced.TryGetValue(column, out SelectItem? item)
                ? binder.Bind(item.Expression)
                : ColumnReference.Of(column.Ordinal, column.Name, column.Field);
            yield return new SelectedItem(expression, renamed.GetValueOrDefault(column, column.Name), renamed.ContainsKey(column), item ?? (SqlNode)star);
        }
    }

    private static ScopeColumn Single(QualifiedName name, Scope scope, BindingContext context)
    {
        IReadOnlyList<ScopeColumn> found = scope.Find(name.Parts.AsSpan()[..^1], name.Last);
        return found.Count == 1
            ? found[0]
            : throw context.Error(
                found.Count == 0 ? RerunErrorCode.UnknownColumn : RerunErrorCode.Ambiguous,
                name,
                found.Count == 0 ? $"There is no column {context.TextOf(name)}." : $"{context.TextOf(name)} fits more than one column.");
    }
}
