namespace Rerun.Catalog.Embedded.Schemas;

/// <summary>The columns of a layer. Layers of one program have the same; one object then stands for all of them.</summary>
internal sealed class LayerColumns(DatasetSchema schema)
{
    private readonly Lazy<byte[]> _hash = new(() => LayerSchemas.Hash(schema.ArrowSchema));

    public DatasetSchema Schema => schema;

    /// <summary>Tells layers of one schema from those of another.</summary>
    public byte[] Hash => _hash.Value;
}
