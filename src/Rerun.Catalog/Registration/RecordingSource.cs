namespace Rerun.Catalog;

/// <summary>A recording to register, or a folder of recordings.</summary>
/// <param name="Url">Its URL; embedded catalogs take plain paths too.</param>
/// <param name="Layer">The layer to register it in.</param>
/// <param name="IsPrefix">Whether the URL is a folder: every recording (<c>.rrd</c>) in it and below is meant.</param>
public sealed record RecordingSource(string Url, string Layer = RecordingSource.DefaultLayer, bool IsPrefix = false)
{
    /// <summary>The layer where none is named.</summary>
    public const string DefaultLayer = "base";
}
