using Rerun.Arrow;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>A column of a chunk's schema while the migrations rewrite it.</summary>
internal sealed class ColumnDraft(Field field, int position)
{
    /// <summary>The column as stored.</summary>
    public Field Field { get; } = field;

    /// <summary>Its place in the stored record batch.</summary>
    public int Position { get; } = position;

    public string Name { get; set; } = field.Name;

    public Dictionary<string, string> Metadata { get; set; } = new(field.Metadata);

    public string? this[string key] => Metadata.GetValueOrDefault(key);

    /// <summary>Takes an entry out of the metadata.</summary>
    public string? Take(string key) => Metadata.Remove(key, out var value) ? value : null;
}
