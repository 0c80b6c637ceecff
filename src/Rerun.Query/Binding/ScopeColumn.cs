using Rerun.Arrow;

namespace Rerun.Query.Binding;

/// <summary>A column that expressions can name.</summary>
/// <param name="Relation">The parts of the name of its relation, outermost first; empty if it has none.</param>
/// <param name="Name">The column's name.</param>
/// <param name="Ordinal">Its position in the plan.</param>
/// <param name="Field">Its type and nullability.</param>
/// <param name="IsMerged">Whether it is the second of two columns that USING made one: reached by its relation only, and not part of <c>*</c>.</param>
internal sealed record ScopeColumn(IReadOnlyList<string> Relation, string Name, int Ordinal, Field Field, bool IsMerged = false);
