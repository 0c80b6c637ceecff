using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Embedded;

/// <summary>How an embedded catalog opens and reads recordings.</summary>
public sealed record EmbeddedCatalogOptions
{
    private readonly int _maxParallelism = Environment.ProcessorCount;

    /// <summary>What may be done to the catalog.</summary>
    public CatalogOpenMode Mode { get; init; }

    /// <summary>What happens to recordings that are faulty; an error by default.</summary>
    public CorruptFiles CorruptFiles { get; init; }

    /// <summary>Whose dataset schemas the catalog gives where the official 0.27.3 software errs; the right ones by default.</summary>
    public CompatibilityMode Compatibility { get; init; }

    /// <summary>How many files or chunks are read at once; the number of processors by default.</summary>
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

    /// <summary>Where warnings go, for example about a recording that is cut short; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
