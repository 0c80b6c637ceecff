using System.Collections;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Query shapes of one kind, each with its text.</summary>
/// <param name="inAnyOrder">Whether the order of the rows is not said.</param>
public sealed class ShapeSet(bool inAnyOrder = false) : IEnumerable<(string Text, Expression<Func<World, object?>> Shape)>
{
    private readonly List<(string Text, Expression<Func<World, object?>> Shape)> _shapes = [];

    /// <summary>Whether the order of the rows is not said.</summary>
    public bool InAnyOrder => inAnyOrder;

    public int Count => _shapes.Count;

    public void Add(Expression<Func<World, object?>> shape, [CallerArgumentExpression(nameof(shape))] string text = "") => _shapes.Add((text, shape));

    public IEnumerator<(string Text, Expression<Func<World, object?>> Shape)> GetEnumerator() => _shapes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
