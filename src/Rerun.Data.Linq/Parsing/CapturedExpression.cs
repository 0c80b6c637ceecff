using System.Collections;
using System.Linq.Expressions;
using Rerun.Query.Binding;

namespace Rerun.Data.Linq.Parsing;

/// <summary>A value from outside of the query: a parameter of its plan.</summary>
/// <param name="ordinal">Its number among the query's parameters.</param>
/// <param name="value">Its value in this call.</param>
/// <param name="type">Its type.</param>
internal sealed class CapturedExpression(int ordinal, object? value, Type type) : Expression
{
    private object[]? _items;
    private object[]? _itemsWithin;
    private IList? _rows;

    public int Ordinal { get; } = ordinal;

    public object? Value { get; } = value;

    public string Name => FormattableString.Invariant($"p{Ordinal}");

    /// <summary>-1 or 1 if it is a time before or behind all that columns can hold; a part of the query's shape, as it decides each comparison.</summary>
    public int SideBeyond => ParameterValues.SideBeyond(Value);

    /// <summary>The items of a list that columns can hold: without times beyond them, which equal nothing.</summary>
    public object[] ItemsWithin => _itemsWithin ??= Array.Exists(Items, item => ParameterValues.SideBeyond(item) != 0)
        ? Array.FindAll(Items, item => ParameterValues.SideBeyond(item) == 0)
        : Items;

    /// <summary>The items of a list but for null; a list that computes its items is read once.</summary>
    public object[] Items
    {
        get
        {
            if (_items is null)
            {
                object?[] all = [.. ((IEnumerable)Value!).Cast<object?>()];
                _items = [.. all.OfType<object>()];
                HasNullItem = _items.Length < all.Length;
            }

            return _items;
        }
    }

    /// <summary>Whether its items are rows of the query.</summary>
    public bool IsRows { get; set; }

    /// <summary>What the rows are made of: the value, or, if it computes its items, those of one reading.</summary>
    public IList Rows => _rows ??= Value as IList ?? ((IEnumerable)Value!).Cast<object?>().ToArray();

    /// <summary>Whether null is one of the items; known once these were asked for.</summary>
    public bool HasNullItem { get; private set; }

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => Name;

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
