using System.Linq.Expressions;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Clauses.ResultOperators;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using RowsWritten = Rerun.Query.Plan.Relations.Values;

namespace Rerun.Data.Linq.Parsing;

/// <content>Where rows come from: sources, joins, lists.</content>
internal sealed partial class QueryTranslator
{
    private Relation From(Expression from, Type itemType, string place)
    {
        switch (from)
        {
            case ConstantExpression { Value: IRerunRoot root }:
                return context.Source(root, itemType);
            case CapturedExpression { Value: not null } items:
                return LocalRows.Of(items, itemType, context, Scalars(place));
            case JoinSourceExpression join:
                return Join(join);
            case SubQueryExpression query when Aggregated(query) is SequenceExpression sequence:
                return Elements(sequence);
            case SubQueryExpression query:
                Relation inner = Beside().Translate(query.QueryModel);
                return inner.Terminal == Terminal.Sequence ? Settled(inner) : throw Scalars(place).Error(from, "a single value is no source of rows.");
        }

        switch (Unwrapped(Bind(from, place)))
        {
            case JoinGroupExpression group:
                return RowsOf(group);
            case GroupExpression { Elements: { } elements }:
                return Elements(elements);
            case SequenceExpression elements:
                return Elements(elements);
            case NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array when LocalRows.TypeOf(itemType) is { } type:
                ScalarTranslator items = Scalars(place);
                ScalarExpression made = Builder.Call("list_value", [.. array.Expressions.Select(item => PlanBuilder.Cast(items.Value(item), type))]);
                LogicalPlan written = PlanBuilder.Unnest(RowsWritten.OneRow, [made], ["value"], false, false);
                return new Relation(written, new LeafExpression(written.Column(0), itemType));
            case LeafExpression list when SqlTypes.IsList(list.Raw.Type):
                LogicalPlan plan = PlanBuilder.Unnest(RowsWritten.OneRow, [list.Raw], ["value"], false, false);
                return new Relation(plan, new LeafExpression(plan.Column(0), itemType));
            default:
                throw Scalars(place).Error(from, "only datasets, tables, collections, lists and queries over them are sources of rows.");
        }
    }

    // Values of sub-queries become columns, which stand in conditions of joins too and are computed once.
    private Relation Settled(Relation rows)
    {
        bool hasSubqueries = false;
        LeafChange.Of(rows.Shape, leaf =>
        {
            hasSubqueries |= leaf.Value.Any(part => part is CorrelatedSubquery);
            return leaf;
        });
        QueryTranslator translator = Beside();
        (translator._plan, translator._shape) = (rows.Plan, rows.Shape);
        if (!hasSubqueries || !translator.TryMaterialize("From"))
        {
            return rows;
        }

        return rows with { Plan = translator._plan, Shape = translator._shape };
    }

    private static Expression Unwrapped(Expression node) => node is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Unwrapped(convert.Operand) : node;

    // Rows that are kept as lists.
    private static Relation Elements(SequenceExpression sequence)
    {
        var lists = new List<ScalarExpression>();
        Expression element = LeafChange.Of(sequence.Element, leaf =>
        {
            int place = lists.IndexOf(leaf.Raw);
            if (place < 0)
            {
                place = lists.Count;
                lists.Add(leaf.Raw);
            }

            return new LeafExpression(new ColumnReference(place, FormattableString.Invariant($"value{place + 1}"), SqlTypes.ElementOf(leaf.Raw.Type), true), leaf.Type);
        });
        LogicalPlan plan = PlanBuilder.Unnest(
            RowsWritten.OneRow, lists.ToPlanList(), [.. Enumerable.Range(1, lists.Count).Select(i => FormattableString.Invariant($"value{i}"))], false, false);
        return new Relation(plan, element);
    }

    // The rows of a group join that belong to the row in reach.
    private Relation RowsOf(JoinGroupExpression group)
    {
        Relation inner = From(group.Join.InnerSequence, group.Join.ItemType, "GroupJoin");
        _sources[group.Join] = inner.Shape;
        (LogicalPlan rows, Expression innerKey) = WithColumns(inner.Plan, Bind(group.Join.InnerKeySelector, "GroupJoin"));
        return inner with { Plan = PlanBuilder.Filter(rows, PlanBuilder.And(JoinKeys.Equal(group.Key, innerKey, Builder, Scalars("GroupJoin")))) };
    }

    private void Join(JoinClause join)
    {
        Relation inner = Beside().From(join.InnerSequence, join.ItemType, "Join");
        Expression outerKey = Bind(join.OuterKeySelector, "Join");
        _sources[join] = Shifted(inner.Shape, _plan.Fields.Count);
        Expression innerKey = Bind(join.InnerKeySelector, "Join");
        _plan = PlanBuilder.Join(_plan, inner.Plan, JoinKind.Inner, PlanBuilder.And(JoinKeys.Equal(outerKey, innerKey, Builder, Scalars("Join"))));
    }

    private void SelectMany(AdditionalFromClause from)
    {
        QueryTranslator nested = Nested(out OuterColumns columns);
        bool keepsLeft = false;
        Expression? fallback = null;
        Relation rows;
        if (from.FromExpression is SubQueryExpression { QueryModel: { ResultOperators: [.., DefaultIfEmptyResultOperator last] } model })
        {
            (keepsLeft, fallback) = (true, last.OptionalDefaultValue);
            rows = nested.Translate(model, model.ResultOperators.Count - 1);
            rows = rows is { Plan: Unnest, Shape: LeafExpression item } ? rows with { Shape = nested.OrDefault(item, fallback) } : nested.Marked("DefaultIfEmpty", from.ItemType, fallback);
        }
        else
        {
            rows = nested.From(from.FromExpression, from.ItemType, "SelectMany");
        }

        int width = _plan.Fields.Count;
        _plan = Correlation.Join(_plan, rows.Plan, columns, keepsLeft);
        _sources[from] = LeafChange.Of(rows.Shape, leaf => leaf.With(value => columns.Beside(value, width)));
        if (keepsLeft && fallback is null)
        {
            _sources[from] = Defaults(_sources[from]);
        }
    }

    // Own joins of two whole queries.
    private Relation Join(JoinSourceExpression join)
    {
        ScalarTranslator scalars = Scalars(join.OperatorName);
        (Relation left, Expression leftKey, Expression? leftTime) = Keyed(Side(join.Left, join.LeftItem, join.Form is JoinForm.Full, join.Form), join.LeftKey, join.LeftTime, join.OperatorName);
        (Relation right, Expression rightKey, Expression? rightTime) = Keyed(
            Side(join.Right, join.RightItem, join.Form is not (JoinForm.Inner or JoinForm.Asof), join.Form), join.RightKey, join.RightTime, join.OperatorName);
        int width = left.Plan.Fields.Count;
        Expression rightShape = Shifted(right.Shape, width);
        var conditions = new List<ScalarExpression>(JoinKeys.Equal(leftKey, Shifted(rightKey, width), Builder, scalars, join.IsAsof));
        LogicalPlan plan;
        if (join.IsAsof)
        {
            conditions.Add(Builder.Compare(join.Comparison!, scalars.Value(leftTime!), scalars.Value(Shifted(rightTime!, width))));
            plan = PlanBuilder.AsofJoin(left.Plan, right.Plan, PlanBuilder.And(conditions), join.Form == JoinForm.AsofLeft);
        }
        else
        {
            plan = PlanBuilder.Join(left.Plan, right.Plan, join.Form == JoinForm.Full ? JoinKind.Full : join.Form == JoinForm.Left ? JoinKind.Left : JoinKind.Inner, PlanBuilder.And(conditions));
        }

        return new Relation(plan, join.Pair(Defaults(left.Shape), Defaults(rightShape)));
    }

    // A side with what its keys are made of.
    private (Relation Side, Expression Key, Expression? Time) Keyed(Relation side, LambdaExpression key, LambdaExpression? time, string place)
    {
        LogicalPlan plan = side.Plan;
        Expression Part(LambdaExpression lambda)
        {
            QueryTranslator translator = Beside();
            (translator._plan, translator._row) = (plan, (lambda.Parameters[0], side.Shape));
            (plan, Expression part) = WithColumns(plan, translator.Bind(lambda.Body, place));
            return part;
        }

        (Expression keyPart, Expression? timePart) = (Part(key), time is null ? null : Part(time));
        return (side with { Plan = plan }, keyPart, timePart);
    }

    // Sub-queries in a key become columns behind the others, as conditions of outer joins hold none.
    private static (LogicalPlan Plan, Expression Key) WithColumns(LogicalPlan plan, Expression key)
    {
        int width = plan.Fields.Count;
        var columns = new List<ScalarExpression>(Enumerable.Range(0, width).Select(plan.Column));
        var names = new List<string>(plan.Fields.Select(field => field.Name));
        Expression changed = LeafChange.Of(key, leaf =>
        {
            if (!leaf.Value.Any(part => part is CorrelatedSubquery))
            {
                return leaf;
            }

            names.Add(FormattableString.Invariant($"key{columns.Count + 1}"));
            columns.Add(leaf.Value);
            return new LeafExpression(new ColumnReference(columns.Count - 1, names[^1], leaf.Value.Type, leaf.Value.IsNullable), leaf.Type);
        });
        return columns.Count == width ? (plan, key) : (PlanBuilder.Project(plan, columns.ToPlanList(), names), changed);
    }

    private Relation Side(Expression side, Type itemType, bool mayBeAbsent, JoinForm form)
    {
        QueryTranslator translator = Beside();
        Relation rows = translator.From(side, itemType, form.ToString());
        if (!mayBeAbsent)
        {
            return rows;
        }

        (translator._plan, translator._shape) = (rows.Plan, rows.Shape);
        return translator.Marked(form.ToString(), itemType, null);
    }

    // The current rows with a column that is null where, above an outer join, there is no row.
    private Relation Marked(string place, Type type, Expression? fallback)
    {
        Expression? other = fallback is null ? null : Bind(fallback, place);
        LeafExpression marker = MaterializeMarked(place);
        _shape = LeafChange.Of(_shape, part => part.With(MayBeNull));
        Expression shape = _shape is LeafExpression leaf && other is not null && ClientPart.Of(other) is null
            ? new LeafExpression(
                PlanBuilder.Case([new CaseArm(Builder.IsNull(marker.Value), Scalars(place).Value(other))], leaf.Value), type)
            : new OptionalExpression(type, marker, _shape, other);
        return new Relation(_plan, shape);
    }

    // An element of a list of values, where lists without elements have one.
    private Expression OrDefault(LeafExpression item, Expression? fallback) => fallback is null
        ? DefaultOf(item) ?? (Expression)item
        : new LeafExpression(PlanBuilder.Coalesce([item.Value, Scalars("DefaultIfEmpty").Value(Bind(fallback, "DefaultIfEmpty"))]), item.Type);

    // A missing value that cannot be null is the default of its type, as DefaultIfEmpty has it; a plain column that can is null by itself.
    private Expression Defaults(Expression shape)
    {
        if (shape is not OptionalExpression { Value: LeafExpression leaf, Fallback: null })
        {
            return shape;
        }

        return DefaultOf(leaf) ?? (Expression)leaf;
    }

    private LeafExpression? DefaultOf(LeafExpression leaf)
    {
        if (!leaf.Type.IsValueType || Nullable.GetUnderlyingType(leaf.Type) is not null)
        {
            return leaf;
        }

        try
        {
            return new LeafExpression(PlanBuilder.Coalesce([leaf.Value, ListMembership.ConstantOf(Activator.CreateInstance(leaf.Type))]), leaf.Type);
        }
        catch (Rerun.Catalog.RerunException)
        {
            return null;
        }
    }

    private static ScalarExpression MayBeNull(ScalarExpression value) => value.Rewrite(part => part is ColumnReference column ? column with { IsNullable = true } : part);

    private static Expression Shifted(Expression shape, int by) => LeafChange.Of(shape, leaf => leaf.With(value => ColumnMapping.Shift(value, by)));
}
