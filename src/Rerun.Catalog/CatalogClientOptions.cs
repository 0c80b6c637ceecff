using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog;

/// <summary>How a <see cref="CatalogClient"/> queries.</summary>
public sealed record CatalogClientOptions
{
    private readonly long _memoryLimit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
    private readonly int _maxParallelism = Environment.ProcessorCount;

    /// <summary>The bytes of memory that decoded chunks and running queries may take together; a quarter of the machine's by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public long MemoryLimit
    {
        get => _memoryLimit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _memoryLimit = value;
        }
    }

    /// <summary>How many threads a query may keep busy; the number of processors by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxParallelism
    {
        get => _maxParallelism;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxParallelism = value;
        }
    }

    /// <summary>Whose answers dataframe queries give where the official 0.27.3 software errs; the right ones by default.</summary>
    public CompatibilityMode Compatibility { get; init; }
}
