using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Rerun.Arrow;

namespace Rerun.Data.Linq.Parsing;

/// <summary>A text that is equal for queries that differ only in the values of their parameters.</summary>
internal sealed class QueryKey : ExpressionVisitor
{
    private const int MostKept = 16 * 1024;

    // Kept for the thread's next query: a text of a thousand characters would be put together of many pieces.
    [ThreadStatic]
    private static StringBuilder? _spare;

    private readonly StringBuilder _text;
    private readonly List<ParameterExpression> _parameters = [];
    private readonly IReadOnlyList<IRerunRoot> _roots;

    private QueryKey(StringBuilder text, IReadOnlyList<IRerunRoot> roots) => (_text, _roots) = (text, roots);

    /// <summary>The key of a query over such sources.</summary>
    public static string Of(Expression expression, IReadOnlyList<IRerunRoot> roots)
    {
        StringBuilder text = _spare ?? new StringBuilder(1024);
        _spare = null;
        new QueryKey(text, roots).Visit(expression);
        string key = text.ToString();
        if (text.Capacity <= MostKept)
        {
            _spare = text.Clear();
        }

        return key;
    }

    public override Expression? Visit(Expression? node)
    {
        if (node is null)
        {
            _text.Append('~');
            return null;
        }

        _text.Append('(').Append((int)node.NodeType).Append(':').Append(Handle(node.Type));
        base.Visit(node);
        _text.Append(')');
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        _text.Append(node.Value is IRerunRoot root ? Text(root.Key) : Text(node.Value));
        if (node.Value is IRerunRoot { Text.Parameters.Count: > 0 } own)
        {
            // Each has values of its own, unless it is the same again.
            _text.Append('#').Append(IndexOf(own));
        }

        return node;
    }

    private int IndexOf(IRerunRoot root)
    {
        int place = 0;
        while (!ReferenceEquals(_roots[place], root))
        {
            place++;
        }

        return place;
    }

    // Exact, and with lengths where a text could look like what follows it. Values of other types make a key of their own, which is never found.
    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => FormattableString.Invariant($"{text.Length}'{text}"),
        DateTime time => FormattableString.Invariant($"{time.Ticks} {time.Kind}"),
        DateTimeOffset time => FormattableString.Invariant($"{time.UtcTicks}"),
        Timestamp64 time => FormattableString.Invariant($"{time.Nanoseconds}"),
        char c => FormattableString.Invariant($"{(int)c}"),
        bool or sbyte or short or int or long or byte or ushort or uint or ulong or Half or float or double or decimal or Guid or Enum or Type =>
            FormattableString.Invariant($"{value}"),
        _ => Guid.NewGuid().ToString(),
    };

    protected override Expression VisitParameter(ParameterExpression node)
    {
        int place = _parameters.IndexOf(node);
        if (place < 0)
        {
            place = _parameters.Count;
            _parameters.Add(node);
        }

        _text.Append('$').Append(place);
        return node;
    }

    protected override Expression VisitExtension(Expression node)
    {
        if (node is CapturedExpression captured)
        {
            _text.Append('@').Append(captured.Ordinal).Append(captured.SideBeyond switch { < 0 => "<", > 0 => ">", _ => "" }).Append(':').Append(Handle(captured.Value?.GetType()));
        }
        else if (node is FreshExpression fresh)
        {
            Visit(fresh.Body);
        }
        else if (node is JoinSourceExpression join)
        {
            _text.Append((int)join.Form).Append(join.OperatorName).Append(join.Comparison);
            return base.VisitExtension(node);
        }

        return node;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType == typeof(Markers) && node.Arguments[0] is CapturedExpression { Value: not null } list)
        {
            // The items are values of the call. What shapes the plan is their type, whether there are any, and whether null is one of them.
            _text.Append(list.Items.Length == 0 ? 0 : Handle(list.Items[0].GetType())).Append(list.HasNullItem ? "?" : "").Append(list.ItemsWithin.Length == 0 ? "^" : "");
        }

        Append(node.Method);
        return base.VisitMethodCall(node);
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        _text.Append(Handle(node.Member.DeclaringType)).Append('.').Append(node.Member.Name);
        return base.VisitMember(node);
    }

    protected override Expression VisitNew(NewExpression node)
    {
        if (node.Constructor is { } constructor)
        {
            Append(constructor);
        }

        return base.VisitNew(node);
    }

    // Handles instead of names, which take long to make. Methods of generic types and generic methods may share one, so the types are told too.
    private void Append(MethodBase method)
    {
        _text.Append((long)method.MethodHandle.Value).Append('.').Append(Handle(method.DeclaringType));
        if (method.IsGenericMethod)
        {
            foreach (Type argument in method.GetGenericArguments())
            {
                _text.Append(',').Append(Handle(argument));
            }
        }
    }

    // A number, which needs no text of its own; 0 is no type.
    private static long Handle(Type? type) => type is null ? 0 : (long)type.TypeHandle.Value;

    protected override MemberBinding VisitMemberBinding(MemberBinding node)
    {
        _text.Append(node.Member.Name);
        return base.VisitMemberBinding(node);
    }
}
