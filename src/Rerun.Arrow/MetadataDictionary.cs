using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Rerun.Arrow;

/// <summary>Metadata in the order in which it was given; not changed once a field or schema holds it, so that they can share it.</summary>
internal sealed class MetadataDictionary : IReadOnlyDictionary<string, string>
{
    // A handful of entries per field is the rule; a scan beats hashing, and the order survives a round trip.
    private const int HashFrom = 12;
    private readonly List<KeyValuePair<string, string>> _entries = [];
    private Dictionary<string, int>? _positions;

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);

    public IEnumerable<string> Values => _entries.Select(entry => entry.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no metadata '{key}'.");

    public void Set(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        var position = PositionOf(key);
        if (position >= 0)
        {
            _entries[position] = new(key, value);
            return;
        }

        _entries.Add(new(key, value));
        if (_positions is not null)
        {
            _positions.Add(key, _entries.Count - 1);
        }
        else if (_entries.Count >= HashFrom)
        {
            _positions = [];
            for (var i = 0; i < _entries.Count; i++)
            {
                _positions.Add(_entries[i].Key, i);
            }
        }
    }

    public bool ContainsKey(string key) => PositionOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var position = PositionOf(key);
        value = position >= 0 ? _entries[position].Value : null;
        return position >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int PositionOf(string key)
    {
        if (_positions is not null)
        {
            return _positions.TryGetValue(key, out var position) ? position : -1;
        }

        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
