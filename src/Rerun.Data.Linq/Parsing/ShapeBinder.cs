using System.Linq.Expressions;
using System.Reflection;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Clauses.ResultOperators;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Materialization;
using Rerun.Data.Linq.Translation;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Puts the shapes of the sources in place of references to them, and finds the parts that members of them mean.</summary>
internal sealed class ShapeBinder(QueryTranslator translator, RowColumns columns, ScalarTranslator errors) : ExpressionVisitor
{
    public override Expression? Visit(Expression? node) => node switch
    {
        QuerySourceReferenceExpression reference => translator.Resolve(reference.ReferencedQuerySource) ?? throw errors.Error(node, "it belongs to another query.", "Write a join instead."),
        ParameterExpression parameter when translator.Resolve(parameter) is { } row => row,
        SubQueryExpression query => translator.Aggregated(query) ?? OverList(query.QueryModel) ?? translator.Subquery(query),
        LeafExpression or RowExpression or LocalRowExpression or CapturedExpression or FreshExpression => node,
        _ => base.Visit(node),
    };

    protected override Expression VisitMember(MemberExpression node)
    {
        return Member(Visit(node.Expression), node);
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        Expression left = Visit(node.Left)!;
        Expression right = Visit(node.Right)!;
        bool isEqual = node.NodeType == ExpressionType.Equal;
        if ((isEqual || node.NodeType == ExpressionType.NotEqual) && (NullTest(left, right) ?? NullTest(right, left)) is { } isNull)
        {
            return isEqual ? isNull : Expression.Not(isNull);
        }

        // Shapes need not be assignable to what was written; what they are made of is compared later.
        return left == node.Left && right == node.Right ? node : node.Update(left, (LambdaExpression?)Visit(node.Conversion), right);
    }

    // Of objects that are made in one way or another each part is chosen; one that is made or not may be missing.
    protected override Expression VisitConditional(ConditionalExpression node)
    {
        Expression test = Visit(node.Test)!;
        Expression one = Visit(node.IfTrue)!;
        Expression other = Visit(node.IfFalse)!;
        if (test is ConstantExpression { Value: bool known })
        {
            return known ? one : other;
        }

        bool isMissing = one is ConstantExpression { Value: null };
        Expression made = isMissing ? other : one;
        if ((isMissing || other is ConstantExpression { Value: null }) && made is RowExpression or NewExpression or MemberInitExpression or OptionalExpression && !made.Type.IsValueType)
        {
            return new OptionalExpression(node.Type, new LeafExpression(errors.TrueUnless(isMissing ? test : Expression.Not(test)), typeof(bool)), made);
        }

        return PlainForm.Either(test, one, other) ?? node.Update(test, one, other);
    }

    private Expression Member(Expression? owner, MemberExpression node)
    {
        return (owner, node.Member) switch
        {
            (OptionalExpression optional, _) => Member(optional.Value, node),
            (LocalRowExpression row, _) => row.Members.TryGetValue(node.Member.Name, out LeafExpression? value) ? value : node.Update(row),
            (GroupExpression group, { Name: "Key" }) => group.Key,
            (RowExpression { Mapping: { } mapping } row, _) => Property(row, mapping, node.Member, node),
            (RowExpression { Mapping: null } row, { Name: nameof(RerunRow.PartitionId) }) => ByName(row, DynamicBatch.PartitionColumn, typeof(string), node),
            (RowExpression { Mapping: null } row, { Name: nameof(RerunRow.Index) }) =>
                ByName(row, row.IndexName ?? throw errors.Error(node, "the static view has no index."), typeof(Rerun.Arrow.Timestamp64), node),
            (NewExpression { Members: { } members } made, _) when IndexOf(members, node.Member) is >= 0 and var place => made.Arguments[place],
            (UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } convert, _) when !convert.Type.IsValueType && !convert.Operand.Type.IsValueType => Member(convert.Operand, node),
            (NewExpression made, _) when ParameterOf(made, node.Member) is >= 0 and var place => made.Arguments[place],
            (MemberInitExpression init, _) when init.Bindings.OfType<MemberAssignment>().FirstOrDefault(one => one.Member.Name == node.Member.Name) is { } set => set.Expression,
            (null, _) => node,
            _ => node.Update(owner),
        };
    }

    // Whether a part that is an object is null: only one that an outer join or a sub-query may lack.
    private Expression? NullTest(Expression tested, Expression other)
    {
        if (other is not (ConstantExpression { Value: null } or CapturedExpression { Value: null }))
        {
            return null;
        }

        return tested switch
        {
            OptionalExpression { Fallback: null } optional => new LeafExpression(columns.IsNull(optional.Marker.Value), typeof(bool)),
            RowExpression or LocalRowExpression or NewExpression or MemberInitExpression or NewArrayExpression or SequenceExpression or GroupExpression => Expression.Constant(false),
            UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } convert when !convert.Type.IsValueType => NullTest(convert.Operand, other),
            _ => null,
        };
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Expression? owner = Visit(node.Object);
        if (owner is RowExpression { Mapping: null } row && node.Method.Name == "get_Item")
        {
            return node.Arguments[0] is ConstantExpression { Value: string name }
                ? ByName(row, name, typeof(RerunValue), node)
                : throw errors.Error(node, "the column's name must not depend on the row.");
        }

        return owner is LeafExpression leaf && node.Method.DeclaringType == typeof(RerunValue) && node.Method.Name == nameof(RerunValue.As)
            ? columns.Typed(leaf.Raw, node.Type)
            : node.Update(owner, Visit(node.Arguments));
    }

    // Count, Any, Sum, .. of a list column arrive as sub-queries.
    private Expression? OverList(QueryModel model)
    {
        if (model.BodyClauses.Count > 0 || model.SelectClause.Selector is not QuerySourceReferenceExpression || model.ResultOperators is not [var result]
            || model.MainFromClause.FromExpression is not MemberExpression and not MethodCallExpression || Visit(model.MainFromClause.FromExpression) is not LeafExpression list)
        {
            return null;
        }

        Type item = model.MainFromClause.ItemType;
        return result switch
        {
            CountResultOperator => Expression.Convert(columns.OfList("list_length", list, typeof(long)), typeof(int)),
            LongCountResultOperator => columns.OfList("list_length", list, typeof(long)),
            AnyResultOperator => Expression.GreaterThan(columns.OfList("list_length", list, typeof(long)), Expression.Constant(0L)),
            SumResultOperator => columns.OfList("list_sum", list, item),
            MinResultOperator => columns.OfList("list_min", list, item),
            MaxResultOperator => columns.OfList("list_max", list, item),
            LastResultOperator last when columns.LastOf(list, item, last.ReturnDefaultWhenEmpty) is { } value => value,
            _ => null,
        };
    }

    private static int IndexOf(IReadOnlyList<MemberInfo> members, MemberInfo member)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (members[i].Name == member.Name || members[i].Name == "get_" + member.Name)
            {
                return i;
            }
        }

        return -1;
    }

    private static int ParameterOf(NewExpression made, MemberInfo member) => made.Constructor is null
        ? -1
        : Array.FindIndex(made.Constructor.GetParameters(), parameter => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase));

    private Expression Property(RowExpression row, RowMapping mapping, MemberInfo property, MemberExpression node)
    {
        for (int i = 0; i < mapping.Properties.Count; i++)
        {
            if (mapping.Properties[i].MemberName == property.Name)
            {
                return row.Leaves[i] ?? (Expression)Expression.Constant(null, node.Type);
            }
        }

        throw errors.Error(node, $"{property.Name} is not mapped to a column.", "Add [RerunColumn(..)], or compute it in the last Select.");
    }

    private Expression ByName(RowExpression row, string name, Type type, Expression node)
    {
        for (int i = 0; i < row.Names.Count; i++)
        {
            if (row.Names[i] == name)
            {
                return type == typeof(RerunValue) ? new LeafExpression(row.Leaves[i]!.Value, type, row.Leaves[i]!.Raw) : columns.Typed(row.Leaves[i]!.Raw, type);
            }
        }

        throw errors.Error(node, DynamicBatch.UnknownColumn(name, row.Names).Message, "");
    }
}
