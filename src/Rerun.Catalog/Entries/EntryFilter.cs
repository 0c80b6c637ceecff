namespace Rerun.Catalog;

/// <summary>Which entries are looked for. What is null does not matter; what is given must all hold.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="Name">The entry's name, exactly.</param>
/// <param name="Kind">The entry's kind.</param>
public sealed record EntryFilter(Tuid? Id = null, string? Name = null, EntryKind? Kind = null)
{
    /// <summary>Whether an entry is one that is looked for.</summary>
    /// <param name="entry">The entry.</param>
    public bool Includes(EntryDetails entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (Id is null || entry.Id == Id) && (Name is null || entry.Name == Name) && (Kind is null || entry.Kind == Kind);
    }
}
