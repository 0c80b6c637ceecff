using System.Linq.Expressions;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The aggregates that a grouping needs, behind its keys.</summary>
/// <param name="builder">What chooses functions.</param>
/// <param name="columns">What reads columns as types.</param>
/// <param name="keys">How many key columns there are.</param>
internal sealed class GroupAggregates(PlanBuilder builder, RowColumns columns, int keys)
{
    private readonly List<AggregateCall> _calls = [];

    public IReadOnlyList<AggregateCall> Calls => _calls;

    /// <summary>Where the next column will stand.</summary>
    public int Next => keys + _calls.Count;

    /// <summary>The column of one more aggregate.</summary>
    public ColumnReference Add(AggregateCall call)
    {
        _calls.Add(call);
        return new ColumnReference(Next - 1, "value", call.Type, call.IsNullable);
    }

    /// <summary>Whether there is a row.</summary>
    public LeafExpression Any(ScalarExpression? filter) => new(builder.Compare(">", Count(filter), Constant.Of(0)), typeof(bool));

    /// <summary>Whether there is no row.</summary>
    public LeafExpression None(ScalarExpression filter) => new(builder.Compare("=", Count(filter), Constant.Of(0)), typeof(bool));

    /// <summary>How many different values there are; null is one.</summary>
    public LeafExpression DistinctCount(ScalarExpression value, ScalarExpression? filter, Type type)
    {
        ColumnReference count = Add(builder.AggregateCall("count", [value], true, filter));
        ScalarExpression isNull = builder.IsNull(value);
        ColumnReference nulls = Count(filter is null ? isNull : PlanBuilder.And(filter, isNull));
        return new LeafExpression(builder.Call("+", count, builder.Call("least", nulls, Constant.Of(1L))), type);
    }

    /// <summary>What the first or last row becomes.</summary>
    public Expression First(Expression item, string function, ScalarExpression? filter, PlanList<SortKey> order, bool hasDefault)
    {
        LeafExpression Pick(LeafExpression leaf) => columns.Typed(Add(builder.AggregateCall(function, [leaf.Raw], false, filter, order)), leaf.Type);
        if (item is LeafExpression only)
        {
            LeafExpression value = Pick(only);
            return hasDefault && only.Type.IsValueType && Nullable.GetUnderlyingType(only.Type) is null && Activator.CreateInstance(only.Type) is not DateTime and var none
                ? new LeafExpression(PlanBuilder.Coalesce([value.Value, ListMembership.ConstantOf(none)]), only.Type)
                : value;
        }

        // A group has rows, but maybe none that count.
        Expression shape = LeafChange.Of(item, Pick);
        if (filter is null)
        {
            return shape;
        }

        return new OptionalExpression(shape.Type, new LeafExpression(Add(builder.AggregateCall(function, [Constant.True], false, filter, order)), typeof(bool)), shape);
    }

    /// <summary>The rows.</summary>
    public SequenceExpression Sequence(Expression item, Type type, ScalarExpression? filter, PlanList<SortKey> order)
    {
        Expression element = LeafChange.Of(item, leaf => columns.Listed(Add(builder.AggregateCall("array_agg", [leaf.Value], false, filter, order)), leaf.Type));
        return new SequenceExpression(type, element, new LeafExpression(Count(filter), typeof(long)));
    }

    private ColumnReference Count(ScalarExpression? filter) => Add(builder.AggregateCall("count", [], false, filter));
}
