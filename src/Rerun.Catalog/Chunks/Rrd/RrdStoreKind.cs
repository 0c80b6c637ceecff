namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>What a store in a file holds.</summary>
public enum RrdStoreKind
{
    /// <summary>A recording: data.</summary>
    Recording,

    /// <summary>A blueprint: how a viewer shows data.</summary>
    Blueprint,
}
