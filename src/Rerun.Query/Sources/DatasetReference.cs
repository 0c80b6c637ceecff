using Rerun.Catalog;

namespace Rerun.Query.Sources;

/// <summary>A dataset that a plan reads.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, for people.</param>
internal sealed record DatasetReference(Tuid Id, string Name);
