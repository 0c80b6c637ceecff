namespace Rerun.Catalog;

/// <summary>The schema of one layer of a dataset.</summary>
/// <param name="Source">Where the layer comes from, for messages: a file or a partition and layer.</param>
/// <param name="Schema">The layer's columns.</param>
public sealed record LayerSchema(string Source, DatasetSchema Schema);
