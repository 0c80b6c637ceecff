namespace Rerun.Catalog.Chunks;

/// <summary>Keeps values within a number of bytes; what was not used for the longest time goes first. Safe for several threads.</summary>
internal sealed class MemoryBudget(long limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _byteSize;

    public long Limit { get; } = limit;

    public long ByteSize
    {
        get
        {
            lock (_lock)
            {
                return _byteSize;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public object? Find(object key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps a value unless it alone exceeds the limit.</summary>
    /// <param name="key">The value's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="byteSize">Its bytes.</param>
    /// <param name="displacesOthers">Whether others go where there is no room, or the value is not kept.</param>
    public void Keep(object key, object value, long byteSize, bool displacesOthers = true)
    {
        lock (_lock)
        {
            if (_entries.Remove(key, out var known))
            {
                _byUse.Remove(known);
                _byteSize -= known.Value.ByteSize;
            }

            if (byteSize > (displacesOthers ? Limit : Limit - _byteSize))
            {
                return;
            }

            _entries.Add(key, _byUse.AddFirst(new Entry(key, value, byteSize)));
            _byteSize += byteSize;
            while (_byteSize > Limit && _byUse.Last is { } last)
            {
                _byUse.RemoveLast();
                _entries.Remove(last.Value.Key);
                _byteSize -= last.Value.ByteSize;
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byUse.Clear();
            _byteSize = 0;
        }
    }

    private readonly record struct Entry(object Key, object Value, long ByteSize);
}
