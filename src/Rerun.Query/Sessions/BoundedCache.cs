namespace Rerun.Query;

/// <summary>Keeps the most recently used values, up to a count. Safe for several threads.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _nodes = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _order = new();

    public bool TryGet(TKey key, out TValue value)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
            {
                _order.Remove(node);
                _order.AddFirst(node);
                value = node.Value.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    public void Put(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_nodes.Remove(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? old))
            {
                _order.Remove(old);
            }

            if (capacity <= 0)
            {
                return;
            }

            _nodes[key] = _order.AddFirst(new KeyValuePair<TKey, TValue>(key, value));
            if (_nodes.Count > capacity)
            {
                _nodes.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }
        }
    }
}
