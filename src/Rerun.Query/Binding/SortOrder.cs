using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The keys of ORDER BY. Unless the session says otherwise nulls are last when ascending, first when descending.</summary>
internal static class SortOrder
{
    public static SortKey Of(ScalarExpression expression, OrderItem item, DefaultNullOrder nulls) =>
        new(expression, item.Descending, item.NullOrder switch
        {
            NullOrder.First => true,
            NullOrder.Last => false,
            _ => nulls switch
            {
                DefaultNullOrder.First => true,
                DefaultNullOrder.Last => false,
                DefaultNullOrder.Least => !item.Descending,
                _ => item.Descending,
            },
        });
}
