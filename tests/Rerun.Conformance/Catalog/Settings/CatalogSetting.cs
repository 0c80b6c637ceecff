namespace Rerun.Conformance.Catalog.Settings;

/// <summary>What a case runs against.</summary>
public enum CatalogSetting
{
    /// <summary>The embedded catalog of a folder, in process.</summary>
    Embedded,

    /// <summary>The same behind this library's server and client.</summary>
    OwnServer,

    /// <summary>The official server 0.27.3.</summary>
    Server027,

    /// <summary>The official server 0.33.1.</summary>
    Server033,

    /// <summary>The official server 0.41.0.</summary>
    Server041,
}
