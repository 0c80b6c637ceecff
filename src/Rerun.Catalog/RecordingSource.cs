namespace Rerun.Catalog;

/// <summary>A recording to register.</summary>
/// <param name="Url">Its URL; embedded catalogs take plain paths too.</param>
/// <param name="Layer">The layer to register it in.</param>
public sealed record RecordingSource(string Url, string Layer = "base");
