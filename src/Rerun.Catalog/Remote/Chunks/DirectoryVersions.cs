namespace Rerun.Catalog.Remote.Chunks;

/// <summary>Numbers the states of a dataset's chunks that were seen. A state that adds to what is known of other partitions is no other state.</summary>
internal sealed class DirectoryVersions
{
    private readonly Lock _lock = new();
    private Dictionary<string, UInt128> _known = new(StringComparer.Ordinal);
    private long _version = 1;

    /// <summary>The number of a state.</summary>
    /// <param name="partitions">What tells each partition's chunks from others.</param>
    /// <param name="isWhole">Whether these are all partitions of the dataset.</param>
    public long Update(Dictionary<string, UInt128> partitions, bool isWhole)
    {
        lock (_lock)
        {
            var hasChanged = isWhole && _known.Keys.Any(partition => !partitions.ContainsKey(partition));
            foreach (var (partition, hash) in partitions)
            {
                hasChanged |= _known.TryGetValue(partition, out var known) && known != hash;
            }

            if (hasChanged)
            {
                _version++;
                _known = new Dictionary<string, UInt128>(StringComparer.Ordinal);
            }

            foreach (var (partition, hash) in partitions)
            {
                _known[partition] = hash;
            }

            return _version;
        }
    }
}
