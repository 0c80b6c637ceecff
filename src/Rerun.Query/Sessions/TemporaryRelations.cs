using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Rerun.Query;

/// <summary>The temporary views, or tables, of a session by name.</summary>
/// <param name="change">Called before and after each change: whoever was between the two finds that something has changed since.</param>
internal sealed class TemporaryRelations<T>(Action change) : IReadOnlyDictionary<string, T>
{
    private readonly Dictionary<string, T> _relations = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public int Count => _relations.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _relations.Keys;

    /// <inheritdoc/>
    public IEnumerable<T> Values => _relations.Values;

    /// <inheritdoc/>
    public T this[string key]
    {
        get => _relations[key];
        set
        {
            change();
            _relations[key] = value;
            change();
        }
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _relations.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _relations.TryGetValue(key, out value);

    /// <summary>Takes a relation away; false if there is none of that name.</summary>
    public bool Remove(string key) => Remove(key, out _);

    /// <summary>Takes a relation away; false if there is none of that name.</summary>
    public bool Remove(string key, [MaybeNullWhen(false)] out T value)
    {
        change();
        bool isRemoved = _relations.Remove(key, out value);
        change();
        return isRemoved;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _relations.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
