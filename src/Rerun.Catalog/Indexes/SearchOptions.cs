namespace Rerun.Catalog;

/// <summary>Which part of a search's hits is wanted.</summary>
public sealed record SearchOptions
{
    /// <summary>The columns to give, in this order; null or none for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many of the best hits are left out.</summary>
    public long Offset { get; init; }

    /// <summary>The greatest number of hits, or null for all.</summary>
    public long? Limit { get; init; }
}
