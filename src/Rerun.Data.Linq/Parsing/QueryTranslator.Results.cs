using System.Linq.Expressions;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.ResultOperators;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using RowsWritten = Rerun.Query.Plan.Relations.Values;

namespace Rerun.Data.Linq.Parsing;

/// <content>Operators that follow the selection.</content>
internal sealed partial class QueryTranslator
{
    private void Result(ResultOperatorBase result)
    {
        switch (result)
        {
            case TakeResultOperator take:
                _plan = PlanBuilder.Limit(_plan, RowCount(take.Count, "Take"), null);
                break;
            case SkipResultOperator skip:
                _plan = PlanBuilder.Limit(_plan, null, RowCount(skip.Count, "Skip"));
                break;
            case DistinctResultOperator:
                Materialize("Distinct");
                _plan = PlanBuilder.Distinct(_plan);
                break;
            case DistinctByResultOperator distinct:
                DistinctBy(Bind(distinct.Key, "DistinctBy"));
                break;
            case UnionResultOperator union:
                Combine(union.Source2, SetOperationKind.UnionAll, false, "Union");
                _sources[union] = _shape;
                break;
            case ConcatResultOperator concat:
                Combine(concat.Source2, SetOperationKind.UnionAll, true, "Concat");
                _sources[concat] = _shape;
                break;
            case GroupResultOperator group:
                _shape = Group(this, group, [], true);
                break;
            case IntersectResultOperator intersect:
                Combine(intersect.Source2, SetOperationKind.Intersect, false, "Intersect");
                break;
            case ExceptResultOperator except:
                Combine(except.Source2, SetOperationKind.Except, false, "Except");
                break;
            case FirstResultOperator first:
                First(first.ReturnDefaultWhenEmpty ? Terminal.FirstOrDefault : Terminal.First, 1);
                break;
            case SingleResultOperator single:
                First(single.ReturnDefaultWhenEmpty ? Terminal.SingleOrDefault : Terminal.Single, 2);
                break;
            case LastResultOperator last:
                Last(last);
                break;
            case AnyResultOperator:
                First(Terminal.Exists, 1);
                break;
            case AllResultOperator all:
                _plan = PlanBuilder.Filter(_plan, Scalars("All").Condition(Expression.Not(Bind(all.Predicate, "All"))));
                First(Terminal.ExistsNot, 1);
                break;
            case ContainsResultOperator contains:
                Expression item = Bind(contains.Item, "Contains");
                _plan = PlanBuilder.Filter(_plan, Scalars("Contains").Condition(Expression.Equal(Converted(_shape, item.Type), Converted(item, _shape.Type))));
                First(Terminal.Exists, 1);
                break;
            case CastResultOperator cast:
                _shape = Cast(cast.CastItemType);
                break;
            case OfTypeResultOperator of:
                OfType(of.SearchedItemType);
                break;
            case DefaultIfEmptyResultOperator whenEmpty:
                Relation marked = Marked("DefaultIfEmpty", _shape.Type, whenEmpty.OptionalDefaultValue);
                _plan = PlanBuilder.Join(RowsWritten.OneRow, marked.Plan, JoinKind.Left, null);
                _shape = whenEmpty.OptionalDefaultValue is null ? Defaults(marked.Shape) : marked.Shape;
                break;
            case ReverseResultOperator:
                Reverse("Reverse");
                break;
            default:
                var aggregates = new GroupAggregates(Builder, context.Columns, 0);
                _shape = Aggregate(result, _shape, null, aggregates, false);
                _plan = PlanBuilder.Aggregate(_plan, default, aggregates.Calls.ToPlanList(), [.. new[] { "value", "count" }.Take(aggregates.Calls.Count)]);
                _terminal = result is MinResultOperator or MaxResultOperator or AverageResultOperator && !MayBeNull(_shape.Type) ? Terminal.ValueOfSome : Terminal.Value;
                break;
        }
    }

    private void DistinctBy(Expression key)
    {
        var leaves = new Leaves(Scalars("DistinctBy"), false);
        if (ClientPart.Of(leaves.Visit(key)!) is { } part)
        {
            throw Scalars("DistinctBy").Error(part, "the engine cannot compute it.");
        }

        _plan = leaves.Columns.Count == 0 ? PlanBuilder.Limit(_plan, Constant.Of(1), null) : PlanBuilder.Distinct(_plan, leaves.Columns.ToPlanList());
    }

    private void First(Terminal terminal, int most)
    {
        _plan = PlanBuilder.Limit(_plan, Constant.Of(most), null);
        _terminal = terminal;
    }

    // The last row is the first in the opposite order.
    private void Last(LastResultOperator last)
    {
        Reverse("Last");
        First(last.ReturnDefaultWhenEmpty ? Terminal.FirstOrDefault : Terminal.First, 1);
    }

    private void Reverse(string place)
    {
        (LogicalPlan plan, IReadOnlyList<SortKey> order) = RowOrder.Of(_plan);
        if (order.Count == 0)
        {
            throw new RerunTranslationException($"{place}()", place, "the rows have no defined order.", "Order them first.");
        }

        _plan = PlanBuilder.Sort(plan, order.Select(key => new SortKey(key.Expression, !key.Descending, !key.NullsFirst)).ToPlanList());
    }

    private static Expression Converted(Expression node, Type type) =>
        node.Type != type && Nullable.GetUnderlyingType(type) == node.Type ? Expression.Convert(node, type) : node;

    private Expression Cast(Type type) => _shape switch
    {
        LeafExpression leaf when type.IsValueType && leaf.Type.IsValueType => new LeafExpression(Scalars("Cast").Value(Expression.Convert(leaf, type)), type),
        _ when type == _shape.Type || (!type.IsValueType && type.IsAssignableFrom(_shape.Type)) => _shape,
        _ => Expression.Convert(_shape, type),
    };

    private void OfType(Type type)
    {
        if (!type.IsAssignableFrom(_shape.Type) && Nullable.GetUnderlyingType(_shape.Type) != type)
        {
            throw Scalars("OfType").Error(_shape, $"rows of {_shape.Type.Name} are never {type.Name}.");
        }

        _shape = Computed(_shape);
        if (_shape is ConstantExpression { Value: null })
        {
            _plan = PlanBuilder.Filter(_plan, Constant.False);
        }
        else if (_shape is LeafExpression or OptionalExpression && (!_shape.Type.IsValueType || Nullable.GetUnderlyingType(_shape.Type) is not null))
        {
            _plan = PlanBuilder.Filter(_plan, PlanBuilder.Not(Builder.IsNull(_shape is OptionalExpression optional ? optional.Marker.Value : ((LeafExpression)_shape).Value)));
        }

        _shape = _shape is LeafExpression leaf && type.IsValueType ? new LeafExpression(leaf.Value, type) : _shape;
    }

    private ScalarExpression RowCount(Expression count, string place) => count is ConstantExpression { Value: int number }
        ? Constant.Of(Math.Max(0, number))
        : Builder.Call("greatest", PlanBuilder.Cast(Scalars(place).Value(count), Rerun.Arrow.Types.Int64Type.Default), Constant.Of(0));

    private void Combine(Expression other, SetOperationKind kind, bool all, string name)
    {
        QueryTranslator second = Beside();
        Relation inner = second.From(other, _shape.Type, name);
        (second._plan, second._shape) = (inner.Plan, inner.Shape);
        (LogicalPlan plan, Expression shape, LogicalPlan secondPlan, Expression secondShape) = (_plan, _shape, second._plan, second._shape);
        Materialize(name);
        second.Materialize(name);

        // The first side's shape reads the rows of both, so the sides must be put together alike. Where constants differ they become columns.
        if (ShapeText.Of(_shape) != ShapeText.Of(second._shape))
        {
            (_plan, _shape, second._plan, second._shape) = (plan, Alike(shape, secondShape), secondPlan, Alike(secondShape, shape));
            Materialize(name, true);
            second.Materialize(name, true);
            if (ShapeText.Of(_shape) != ShapeText.Of(second._shape))
            {
                throw new RerunTranslationException(
                    second._shape.ToString(), name, "its sides are not put together alike: the same members in the same order.", "Call AsEnumerable() before it.");
            }
        }

        _plan = PlanBuilder.SetOperation(kind, all, [_plan, second._plan]);
    }

    // Written plainly; where rows of the other side may be missing, as such that may be too.
    private static Expression Alike(Expression shape, Expression other)
    {
        Expression plain = PlainForm.Of(shape);
        return other is OptionalExpression && plain is not OptionalExpression && !plain.Type.IsValueType
            ? new OptionalExpression(plain.Type, new LeafExpression(Constant.True, typeof(bool)), plain)
            : plain;
    }

    // Makes the columns the parts of the current shape, as operators need that look at whole rows.
    private void Materialize(string place, bool apart = false)
    {
        Leaves leaves = Parts(place, apart);
        _plan = leaves.Project(_plan);
    }

    // The same, if no part is left to the program.
    private bool TryMaterialize(string place)
    {
        var leaves = new Leaves(Scalars(place), false);
        Expression shape = leaves.Visit(WithGroups(_shape))!;
        if (leaves.Columns.Count == 0 || ClientPart.Of(shape) is not null)
        {
            return false;
        }

        (_plan, _shape) = (leaves.Project(_plan), shape);
        return true;
    }

    // The same with a column that is true in each row.
    private LeafExpression MaterializeMarked(string place)
    {
        Leaves leaves = Parts(place, false);
        LeafExpression marker = leaves.Add(Constant.True, "found");
        _plan = leaves.Project(_plan);
        return marker;
    }

    private Leaves Parts(string place, bool apart)
    {
        var leaves = new Leaves(Scalars(place), false) { KeepsApart = apart };
        Expression shape = leaves.Visit(WithGroups(_shape))!;
        if (ClientPart.Of(shape) is { } part)
        {
            throw Scalars(place).Error(part, "the engine cannot compute it, and only the last Select may hold code that it cannot.");
        }

        // Rows without columns cannot be told apart from none.
        if (leaves.Columns.Count == 0)
        {
            leaves.Add(Constant.True, "row");
        }

        _shape = shape;
        return leaves;
    }

    // The value above the aggregation.
    private Expression Aggregate(ResultOperatorBase result, Expression item, ScalarExpression? filter, GroupAggregates aggregates, bool distinct)
    {
        (string name, Type type) = result switch
        {
            CountResultOperator => ("count", typeof(int)),
            LongCountResultOperator => ("count", typeof(long)),
            SumResultOperator => ("sum", item.Type),
            MinResultOperator => ("min", item.Type),
            MaxResultOperator => ("max", item.Type),
            AverageResultOperator => ("avg", AverageType(item.Type)),
            _ => throw new RerunTranslationException(result.ToString()!, result.GetType().Name.Replace("ResultOperator", "", StringComparison.Ordinal), "the engine has no such operator.", "Call AsEnumerable() before it."),
        };
        if (name == "count")
        {
            return new LeafExpression(aggregates.Add(Builder.AggregateCall(name, [], filter: filter)), type);
        }

        ScalarExpression aggregated = Aggregated(name, item);
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (name == "avg" && bare == typeof(decimal))
        {
            var sum = new LeafExpression(aggregates.Add(Builder.AggregateCall("sum", [aggregated], distinct, filter)), typeof(decimal?));
            var count = new LeafExpression(aggregates.Add(Builder.AggregateCall("count", [aggregated], distinct, filter)), typeof(long));
            Expression average = Expression.Call(Materialization.Decimals.AverageMethod, sum, count);
            return type == bare ? Expression.Convert(average, type) : average;
        }

        ColumnReference column = aggregates.Add(Builder.AggregateCall(name, [aggregated], distinct, filter));
        ScalarExpression value = name == "sum" ? PlanBuilder.Coalesce([column, PlanBuilder.Cast(Constant.Of(0), column.Type)]) : column;
        return new LeafExpression(bare == typeof(float) ? PlanBuilder.Cast(value, FloatType.Default) : value, type);
    }

    private static bool MayBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    // What is null in all rows has the type that the program gives it.
    private ScalarExpression Aggregated(string name, Expression item)
    {
        ScalarExpression value = Scalars(name).Value(item);
        return value.Type is NullType && LocalRows.TypeOf(item.Type) is { } type ? PlanBuilder.Cast(value, type) : value;
    }

    private static Type AverageType(Type item)
    {
        Type bare = Nullable.GetUnderlyingType(item) ?? item;
        Type average = bare == typeof(float) || bare == typeof(decimal) ? bare : typeof(double);
        return Nullable.GetUnderlyingType(item) is null ? average : typeof(Nullable<>).MakeGenericType(average);
    }
}
