using Rerun.Arrow;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>A chunk's schema while the migrations rewrite it.</summary>
internal sealed class SchemaDraft
{
    public SchemaDraft(Schema schema)
    {
        Metadata = new Dictionary<string, string>(schema.Metadata);
        for (var i = 0; i < schema.FieldsList.Count; i++)
        {
            Columns.Add(new ColumnDraft(schema.FieldsList[i], i));
        }
    }

    /// <summary>The schema's own metadata.</summary>
    public Dictionary<string, string> Metadata { get; set; }

    /// <summary>The columns in the order that counts; a migration may move and drop some.</summary>
    public List<ColumnDraft> Columns { get; set; } = [];

    /// <summary>Oddities that do not keep the chunk from loading.</summary>
    public List<string> Warnings { get; } = [];
}
