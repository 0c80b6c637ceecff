using System.Collections.Immutable;
using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>What a table was at one moment.</summary>
/// <param name="Table">Its id.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Folder">Where it was asked to keep its files, or null for the catalog's choice.</param>
/// <param name="Files">The files that hold its rows, in order of insertion.</param>
internal sealed record TableState(Tuid Table, Schema Schema, string? Folder, ImmutableArray<TableFile> Files);
