using System.Linq.Expressions;
using Rerun.Data.Linq.Mapping;

namespace Rerun.Data.Linq.Translation;

/// <summary>Shapes written so that equal objects are put together alike: rows of classes by their constructor and members, members by name.</summary>
internal sealed class PlainForm : ExpressionVisitor
{
    private PlainForm()
    {
    }

    public static Expression Of(Expression shape) => new PlainForm().Visit(shape)!;

    /// <summary>One shape that is one of two, depending on a condition; null if they are not put together alike.</summary>
    public static Expression? Either(Expression test, Expression one, Expression other) => (Of(one), Of(other)) switch
    {
        (NewExpression left, NewExpression right) when left.Constructor == right.Constructor && left.Constructor is not null =>
            left.Update(left.Arguments.Select((argument, i) => Choice(test, argument, right.Arguments[i]))),
        (MemberInitExpression left, MemberInitExpression right) when left.NewExpression.Constructor == right.NewExpression.Constructor
            && left.Bindings.Select(binding => binding.Member.Name).SequenceEqual(right.Bindings.Select(binding => binding.Member.Name)) && Assignments(left).Length == left.Bindings.Count =>
            Expression.MemberInit(
                left.NewExpression.Update(left.NewExpression.Arguments.Select((argument, i) => Choice(test, argument, right.NewExpression.Arguments[i]))),
                Assignments(left).Select((set, i) => Expression.Bind(set.Member, Choice(test, set.Expression, Assignments(right)[i].Expression)))),
        _ => null,
    };

    public override Expression? Visit(Expression? node) => node switch
    {
        RowExpression { Mapping: { } mapping } row => Row(row, mapping),
        LeafExpression or RowExpression or LocalRowExpression => node,
        _ => base.Visit(node),
    };

    protected override Expression VisitMemberInit(MemberInitExpression node) => node.Bindings.All(binding => binding is MemberAssignment)
        ? Expression.MemberInit(
            (NewExpression)Visit(node.NewExpression)!,
            Assignments(node).OrderBy(set => set.Member.Name, StringComparer.Ordinal).Select(set => Expression.Bind(set.Member, Visit(set.Expression)!)))
        : node;

    private static MemberAssignment[] Assignments(MemberInitExpression init) => [.. init.Bindings.OfType<MemberAssignment>()];

    private static Expression Choice(Expression test, Expression one, Expression other) =>
        Either(test, one, other) ?? Expression.Condition(test, one.Type == other.Type ? one : Expression.Convert(one, other.Type), other);

    private static Expression Row(RowExpression row, RowMapping mapping)
    {
        Expression Value(int i) => row.Leaves[i] ?? (Expression)Expression.Constant(null, mapping.Properties[i].Type);
        int[] places = [.. Enumerable.Range(0, mapping.Properties.Count)];
        NewExpression made = mapping.Constructor is null
            ? Expression.New(mapping.Type)
            : Expression.New(mapping.Constructor, places.Where(i => mapping.Properties[i].IsParameter).Select(Value));
        MemberBinding[] bindings =
        [
            .. places.Where(i => !mapping.Properties[i].IsParameter).OrderBy(i => mapping.Properties[i].MemberName, StringComparer.Ordinal)
                .Select(i => Expression.Bind(mapping.Properties[i].Member!, Value(i))),
        ];
        return bindings.Length == 0 ? made : Expression.MemberInit(made, bindings);
    }
}
