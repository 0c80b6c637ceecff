using System.Collections.Immutable;
using Rerun.Arrow;

namespace Rerun.Query.Statements.Temporary;

/// <summary>A PRIMARY KEY or UNIQUE of a temporary table, or a unique index of it.</summary>
/// <param name="Columns">The positions of its columns.</param>
/// <param name="Index">The name of the index, or null if it is part of the table.</param>
internal sealed record TableKey(ImmutableArray<int> Columns, string? Index = null)
{
    /// <summary>The names of its columns, in parentheses.</summary>
    public string NamesIn(Schema schema) => $"({string.Join(", ", Columns.Select(column => schema.GetFieldByIndex(column).Name))})";
}
