using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A dataset and its content, which is loaded when it is first asked for.</summary>
internal abstract class EmbeddedDataset : IDisposable
{
    /// <summary>What the catalog tells of it.</summary>
    public abstract EntryDetails Details { get; }

    /// <summary>What its recordings are.</summary>
    public RrdStoreKind StoreKind => Details.Kind == EntryKind.BlueprintDataset ? RrdStoreKind.Blueprint : RrdStoreKind.Recording;

    /// <summary>What the dataset holds now.</summary>
    /// <exception cref="RerunException">A recording cannot be read.</exception>
    public abstract Task<DatasetContent> GetContentAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
