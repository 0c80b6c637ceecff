using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The dialect's default order of nulls: last when ascending, first when descending.</summary>
internal static class SortOrder
{
    public static SortKey Of(ScalarExpression expression, OrderItem item) =>
        new(expression, item.Descending, item.NullOrder switch
        {
            NullOrder.First => true,
            NullOrder.Last => false,
            _ => item.Descending,
        });
}
