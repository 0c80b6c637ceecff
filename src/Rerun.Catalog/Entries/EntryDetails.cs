namespace Rerun.Catalog;

/// <summary>What the catalog knows of an entry. Mirrors the properties of <c>rerun.catalog.Entry</c>.</summary>
public sealed record EntryDetails
{
    /// <summary>The entry's id; it outlives a change of name.</summary>
    public required Tuid Id { get; init; }

    /// <summary>The entry's name, unique in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>What the entry is.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>When the entry was created, in nanoseconds since the Unix epoch.</summary>
    public required long CreatedAtNanoseconds { get; init; }

    /// <summary>When the entry was changed last, in nanoseconds since the Unix epoch.</summary>
    public required long UpdatedAtNanoseconds { get; init; }

    /// <summary>The URL where the catalog keeps the entry's data: of a dataset its manifest, of a table its storage; null where it does not tell.</summary>
    public string? StorageUrl { get; init; }

    /// <summary>Of a dataset: the id of the dataset with its blueprints, or null where there is none.</summary>
    public Tuid? BlueprintDatasetId { get; init; }

    /// <summary>Of a dataset: the partition of the blueprint dataset that is shown by default, or null.</summary>
    public string? DefaultBlueprintPartitionId { get; init; }
}
