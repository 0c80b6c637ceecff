using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Rerun.Data.Parameters;
using Rerun.Query;

namespace Rerun.Data;

/// <summary>The parameters of a command, in order. Names are found without their prefix and without case.</summary>
public sealed class RerunParameterCollection : DbParameterCollection, IList<RerunParameter>, IReadOnlyList<RerunParameter>
{
    private readonly List<RerunParameter> _items = [];

    internal RerunParameterCollection()
    {
    }

    /// <inheritdoc cref="DbParameterCollection.Count"/>
    public override int Count => _items.Count;

    /// <inheritdoc/>
    public override object SyncRoot => ((ICollection)_items).SyncRoot;

    /// <inheritdoc cref="DbParameterCollection.IsReadOnly"/>
    public override bool IsReadOnly => false;

    /// <summary>The parameter at a position.</summary>
    /// <param name="index">The 0-based position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    /// <exception cref="ArgumentNullException">Null is set.</exception>
    public new RerunParameter this[int index]
    {
        get => _items[index];
        set => _items[index] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The first parameter of a name.</summary>
    /// <param name="parameterName">The name, with or without prefix.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such parameter.</exception>
    /// <exception cref="ArgumentNullException">Null is set.</exception>
    public new RerunParameter this[string parameterName]
    {
        get => _items[PositionOf(parameterName)];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _items[PositionOf(parameterName)] = value;
        }
    }

    /// <summary>Adds a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The same parameter.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="parameter"/> is null.</exception>
    public RerunParameter Add(RerunParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _items.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a parameter with a value.</summary>
    /// <param name="parameterName">The name, with or without prefix.</param>
    /// <param name="value">The value; <see cref="DBNull.Value"/> is SQL's null.</param>
    /// <returns>The new parameter.</returns>
    public RerunParameter AddWithValue(string parameterName, object? value) => Add(new RerunParameter(parameterName, value));

    /// <summary>Adds a positional parameter with a value.</summary>
    /// <param name="value">The value; <see cref="DBNull.Value"/> is SQL's null.</param>
    /// <returns>The new parameter.</returns>
    public RerunParameter AddWithValue(object? value) => Add(new RerunParameter(null, value));

    /// <inheritdoc/>
    public override int Add(object value)
    {
        Add(Typed(value));
        return _items.Count - 1;
    }

    /// <inheritdoc/>
    public override void AddRange(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            Add(Typed(value));
        }
    }

    /// <inheritdoc cref="DbParameterCollection.Clear"/>
    public override void Clear() => _items.Clear();

    /// <inheritdoc/>
    public override bool Contains(object? value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override bool Contains(string value) => IndexOf(value) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(object? value) => value is RerunParameter parameter ? _items.IndexOf(parameter) : -1;

    /// <inheritdoc/>
    public override int IndexOf(string parameterName)
    {
        if (parameterName is null)
        {
            return -1;
        }

        var bare = ParameterNames.Bare(parameterName);
        var exact = _items.FindIndex(item => item.BareName == bare);
        return exact >= 0 ? exact : _items.FindIndex(item => string.Equals(item.BareName, bare, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public override void Insert(int index, object value) => _items.Insert(index, Typed(value));

    /// <inheritdoc/>
    public override void Remove(object value) => _items.Remove(Typed(value));

    /// <inheritdoc cref="DbParameterCollection.RemoveAt(int)"/>
    public override void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    public override void RemoveAt(string parameterName) => _items.RemoveAt(PositionOf(parameterName));

    void ICollection<RerunParameter>.Add(RerunParameter item) => Add(item);

    bool ICollection<RerunParameter>.Contains(RerunParameter item) => _items.Contains(item);

    void ICollection<RerunParameter>.CopyTo(RerunParameter[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    bool ICollection<RerunParameter>.Remove(RerunParameter item) => _items.Remove(item);

    int IList<RerunParameter>.IndexOf(RerunParameter item) => _items.IndexOf(item);

    void IList<RerunParameter>.Insert(int index, RerunParameter item) => _items.Insert(index, Typed(item));

    IEnumerator<RerunParameter> IEnumerable<RerunParameter>.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Whether each parameter has a value, SQL's null included.</summary>
    internal bool HaveValues => _items.TrueForAll(static item => item.Value is not null);

    /// <summary>The values as the query core takes them.</summary>
    /// <exception cref="InvalidOperationException">A parameter has no value.</exception>
    /// <exception cref="NotSupportedException">A value is of a type that has no SQL type.</exception>
    internal QueryParameters Bind()
    {
        if (_items.Count == 0)
        {
            return QueryParameters.None;
        }

        var values = new QueryParameter[_items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var item = _items[i];
            values[i] = new QueryParameter(item.BareName.Length == 0 ? null : item.BareName, item.Bind(i), item.ExplicitType);
        }

        return QueryParameters.Own(values);
    }

    /// <inheritdoc/>
    protected override DbParameter GetParameter(int index) => _items[index];

    /// <inheritdoc/>
    protected override DbParameter GetParameter(string parameterName) => _items[PositionOf(parameterName)];

    /// <inheritdoc/>
    protected override void SetParameter(int index, DbParameter value) => _items[index] = Typed(value);

    /// <inheritdoc/>
    protected override void SetParameter(string parameterName, DbParameter value)
    {
        var parameter = Typed(value);
        _items[PositionOf(parameterName)] = parameter;
    }

    private static RerunParameter Typed([NotNull] object? value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value as RerunParameter
            ?? throw new InvalidCastException($"The collection takes {nameof(RerunParameter)}, not {value.GetType()}.");
    }

    private int PositionOf(string parameterName) => IndexOf(parameterName) is var index and >= 0
        ? index
        : throw new ArgumentOutOfRangeException(nameof(parameterName), parameterName, "There is no parameter of that name.");
}
