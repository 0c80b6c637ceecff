using System.Collections;
using System.Linq.Expressions;
using Rerun.Arrow;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Tells parts of a query that make something new each time from those that always give the same value.</summary>
internal sealed class Making : ExpressionVisitor
{
    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(Math), typeof(MathF), typeof(Convert), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(decimal), typeof(Half), typeof(Timestamp64), typeof(Duration64),
    ];

    private bool _isFound;

    /// <summary>Whether an object is made, or a method called that may give another result next time.</summary>
    public static bool IsIn(Expression expression)
    {
        var search = new Making();
        search.Visit(expression);
        return search._isFound;
    }

    public override Expression? Visit(Expression? node)
    {
        _isFound |= node switch
        {
            NewExpression made => !made.Type.IsValueType && made.Type != typeof(string),
            NewArrayExpression or InvocationExpression => true,
            MethodCallExpression call => !IsSteady(call),
            _ => false,
        };
        return _isFound ? node : base.Visit(node);
    }

    // Indexers and operators count as members do: their value is taken once.
    private static bool IsSteady(MethodCallExpression call)
    {
        Type owner = call.Method.DeclaringType!;
        bool isValue = call.Type.IsValueType || call.Type == typeof(string);
        return call.Method.IsSpecialName
            || (isValue && (Values.Contains(owner) || owner.IsPrimitive || owner.IsEnum || owner == typeof(Enum) || Nullable.GetUnderlyingType(owner) is not null))
            || (owner == typeof(Guid) && call.Method.Name is not (nameof(Guid.NewGuid) or nameof(Guid.CreateVersion7)) && isValue)
            || (owner == typeof(Enumerable) && (isValue || !typeof(IEnumerable).IsAssignableFrom(call.Type)));
    }
}
