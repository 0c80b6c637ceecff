namespace Rerun.Query.Execution.Operators;

/// <summary>One key of an order.</summary>
/// <param name="Column">The ordinal of the column.</param>
/// <param name="Descending">Whether greater values come first.</param>
/// <param name="NullsFirst">Whether nulls come before all values, whatever the direction.</param>
internal readonly record struct SortKey(int Column, bool Descending, bool NullsFirst);
