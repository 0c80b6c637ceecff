namespace Rerun.Catalog;

/// <summary>What to change of an entry. Mirrors the parameters of <c>Entry.update</c>.</summary>
/// <param name="Name">The new name, or null to keep the present one.</param>
public sealed record EntryUpdate(string? Name = null);
