using System.Linq.Expressions;
using System.Reflection;
using Rerun.Data.Linq.Translation;

namespace Rerun.Data.Linq.Materialization;

/// <content>Parts that may be missing, rows within rows, objects of the program.</content>
internal sealed partial class Projector
{
    private static readonly string[] Shapings = ["ToList", "ToArray", "AsEnumerable", "AsQueryable"];

    private ElementReads? _element;

    private static bool IsShaping(MethodCallExpression node) =>
        (node.Method.DeclaringType == typeof(Enumerable) || node.Method.DeclaringType == typeof(Queryable)) && node.Arguments.Count == 1 && Shapings.Contains(node.Method.Name);

    private ConditionalExpression Optional(OptionalExpression optional)
    {
        Expression found = Read(new LeafExpression(optional.Marker.Value, typeof(bool?)));
        Expression fallback = optional.Fallback is null ? Expression.Default(optional.Type) : Converted(Visit(optional.Fallback)!, optional.Type);
        return Expression.Condition(Expression.Property(found, nameof(Nullable<bool>.HasValue)), Converted(Visit(optional.Value)!, optional.Type), fallback);
    }

    private MethodCallExpression Local(LocalRowExpression row) => Expression.Call(
        typeof(Sequences),
        nameof(Sequences.At),
        [row.Type],
        Expression.Call(_context, ParameterMethod.MakeGenericMethod(typeof(System.Collections.IList)), Expression.Constant(row.Items.Ordinal)),
        Read(row.Place));

    private NewExpression Group(GroupExpression group)
    {
        Type element = group.Elements!.Element.Type;
        ConstructorInfo constructor = typeof(Grouping<,>).MakeGenericType(group.Key.Type, element).GetConstructors()[0];
        return Expression.New(constructor, Visit(group.Key)!, Rows(group.Elements));
    }

    private Expression Sequence(SequenceExpression sequence)
    {
        Expression rows = Rows(sequence);
        Type item = sequence.Element.Type;
        Type? form = sequence.Type.IsGenericType ? sequence.Type.GetGenericTypeDefinition() : null;
        return form == typeof(IQueryable<>) || form == typeof(IOrderedQueryable<>) ? Expression.Convert(Expression.Call(typeof(Queryable), nameof(Queryable.AsQueryable), [item], rows), sequence.Type)
            : form == typeof(IOrderedEnumerable<>) ? Expression.Call(typeof(Sequences), nameof(Sequences.Ordered), [item], rows)
            : rows;
    }

    // The lists are read once a row; each element is made of what stands at its place in them.
    private BlockExpression Rows(SequenceExpression sequence)
    {
        Expression count = Read(sequence.Count);
        ElementReads? around = _element;
        var reads = new ElementReads();
        _element = reads;
        Expression element = Visit(sequence.Element)!;
        _element = around;
        var body = new List<Expression>(reads.Lists.Select(list => Expression.Assign(list.Variable, Read(new LeafExpression(list.Leaf.Raw, list.Variable.Type)))))
        {
            Expression.Call(
                typeof(Sequences), nameof(Sequences.Make), [element.Type], count, Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(int), element.Type), element, reads.Place)),
        };
        return Expression.Block(reads.Lists.Select(list => list.Variable), body);
    }

    /// <summary>What the elements of one sequence are made of.</summary>
    private sealed class ElementReads
    {
        private readonly List<(LeafExpression Leaf, ParameterExpression Variable)> _lists = [];

        public IReadOnlyList<(LeafExpression Leaf, ParameterExpression Variable)> Lists => _lists;

        public ParameterExpression Place { get; } = Expression.Parameter(typeof(int), "place");

        public Expression Read(LeafExpression leaf)
        {
            bool isPlain = leaf.Type.IsValueType && Nullable.GetUnderlyingType(leaf.Type) is null;
            ParameterExpression list = Expression.Variable((isPlain ? typeof(Nullable<>).MakeGenericType(leaf.Type) : leaf.Type).MakeArrayType());
            _lists.Add((leaf, list));
            return isPlain ? Expression.Call(typeof(Sequences), nameof(Sequences.Item), [leaf.Type], list, Place) : Expression.ArrayIndex(list, Place);
        }
    }
}
