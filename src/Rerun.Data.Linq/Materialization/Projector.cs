using System.Linq.Expressions;
using System.Reflection;
using Rerun.Arrow;
using Rerun.Data.Linq.Execution;
using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Parsing;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Materialization;

/// <summary>Compiles a shape, whose leaves are columns, into code that makes an object of the current row.</summary>
internal sealed partial class Projector : ExpressionVisitor
{
    private static readonly MethodInfo ReadMethod = typeof(RowContext).GetMethod(nameof(RowContext.Read))!;
    private static readonly MethodInfo ParameterMethod = typeof(RowContext).GetMethod(nameof(RowContext.Parameter))!;
    private static readonly MethodInfo RowMethod = typeof(RowContext).GetMethod(nameof(RowContext.ReadRow))!;
    private static readonly MethodInfo MakeMethod = typeof(Projector).GetMethod(nameof(MakeCell), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly ParameterExpression _context = Expression.Parameter(typeof(RowContext), "row");
    private readonly List<Func<Func<int, string>, Schema, Cell>> _cells = [];
    private readonly List<string> _clientParts = [];

    /// <summary>What reads the columns.</summary>
    public IReadOnlyList<Func<Func<int, string>, Schema, Cell>> Cells => _cells;

    /// <summary>The parts that the program computes, not the engine.</summary>
    public IReadOnlyList<string> ClientParts => _clientParts;

    public string? IndexName { get; private set; }

    /// <summary>Whether the value is one of a row, where null is an error, not one computed of rows.</summary>
    public bool IsSingleRow { get; init; }

    public Func<RowContext, T> Compile<T>(Expression shape)
    {
        Expression body = typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Maybe<>)
            ? Wrapped(shape, typeof(T).GetGenericArguments()[0])
            : Converted(Visit(shape)!, typeof(T));
        return Expression.Lambda<Func<RowContext, T>>(body, _context).Compile();
    }

    public override Expression? Visit(Expression? node) => node switch
    {
        LeafExpression leaf => Read(leaf),
        RowExpression row => Row(row),
        OptionalExpression optional => Optional(optional),
        LocalRowExpression local => Local(local),
        GroupExpression group => Group(group),
        SequenceExpression sequence => Sequence(sequence),
        FreshExpression fresh => Visit(fresh.Body),
        CapturedExpression captured => Expression.Call(_context, ParameterMethod.MakeGenericMethod(captured.Type), Expression.Constant(captured.Ordinal)),
        _ => base.Visit(node),
    };

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (!IsShaping(node))
        {
            _clientParts.Add(node.ToString());
        }

        return base.VisitMethodCall(node);
    }

    // A single value may be null although its type cannot be, as the minimum of nothing: that is told apart here.
    private Expression Wrapped(Expression shape, Type type)
    {
        Type maybe = typeof(Maybe<>).MakeGenericType(type);
        Expression? read = IsSingleRow || !shape.Type.IsValueType || Nullable.GetUnderlyingType(shape.Type) is not null ? null : shape switch
        {
            LeafExpression leaf => Read(new LeafExpression(leaf.Value, typeof(Nullable<>).MakeGenericType(leaf.Type), leaf.Raw)),
            UnaryExpression { NodeType: ExpressionType.Convert, Operand: var computed } when Nullable.GetUnderlyingType(computed.Type) == shape.Type => Visit(computed),
            _ => null,
        };
        if (read is not null)
        {
            ParameterExpression value = Expression.Variable(read.Type);
            return Expression.Block(
                [value],
                Expression.Assign(value, read),
                Expression.Condition(
                    Expression.Property(value, "HasValue"),
                    Expression.Call(maybe, nameof(Maybe<int>.Of), null, Converted(Expression.Property(value, "Value"), type)),
                    Expression.Call(maybe, nameof(Maybe<int>.Nothing), null)));
        }

        return Expression.Call(maybe, nameof(Maybe<int>.Of), null, Converted(Visit(shape)!, type));
    }

    private static Expression Converted(Expression body, Type type) => body.Type == type ? body : Expression.Convert(body, type);

    private static Func<Func<int, string>, Schema, Cell> MakeCell<T>(int ordinal, bool refusesNull) =>
        (place, schema) => new Cell<T>(ordinal, schema.GetFieldByIndex(ordinal), place, refusesNull);

    private Expression Read(LeafExpression leaf, bool refusesNull = false)
    {
        if (_element is not null)
        {
            return _element.Read(leaf);
        }

        int ordinal = ((ColumnReference)leaf.Raw).Ordinal;
        _cells.Add((Func<Func<int, string>, Schema, Cell>)MakeMethod.MakeGenericMethod(leaf.Type).Invoke(null, [ordinal, refusesNull])!);
        return Expression.Call(_context, ReadMethod.MakeGenericMethod(leaf.Type), Expression.Constant(_cells.Count - 1));
    }

    private Expression Row(RowExpression row)
    {
        IndexName = row.IndexName;
        if (row.Mapping is not { } mapping)
        {
            return Expression.Call(_context, RowMethod);
        }

        var arguments = new List<Expression>();
        var bindings = new List<MemberBinding>();
        for (int i = 0; i < mapping.Properties.Count; i++)
        {
            PropertyMapping property = mapping.Properties[i];
            Expression value = row.Leaves[i] is { } leaf ? Read(leaf, property.RefusesNull) : Expression.Default(property.Type);
            if (property.IsParameter)
            {
                arguments.Add(value);
            }
            else
            {
                bindings.Add(Expression.Bind(property.Member!, value));
            }
        }

        NewExpression made = mapping.Constructor is null ? Expression.New(mapping.Type) : Expression.New(mapping.Constructor, arguments);
        return bindings.Count == 0 ? made : Expression.MemberInit(made, bindings);
    }
}
