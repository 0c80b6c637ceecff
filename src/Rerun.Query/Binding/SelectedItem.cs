using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>An item of the select list.</summary>
/// <param name="Expression">Its value over the columns of FROM.</param>
/// <param name="Name">The name of the output column.</param>
/// <param name="HasAlias">Whether the name was given with AS.</param>
/// <param name="Syntax">Where it stands.</param>
internal sealed record SelectedItem(ScalarExpression Expression, string Name, bool HasAlias, SqlNode Syntax)
{
    /// <summary>The item that a name means, by its alias: an exact match wins, the first of several counts.</summary>
    public static SelectedItem? Find(IReadOnlyList<SelectedItem> items, SqlName name, bool byAlias)
    {
        SelectedItem? loose = null;
        foreach (SelectedItem item in items)
        {
            if (byAlias && !item.HasAlias)
            {
                continue;
            }

            if (item.Name == name.Text)
            {
                return item;
            }

            if (loose is null && NameMatching.Fits(item.Name, name))
            {
                loose = item;
            }
        }

        return loose;
    }
}
