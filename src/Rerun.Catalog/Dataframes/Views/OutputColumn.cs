using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>A column of the result.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Field">Its field.</param>
/// <param name="Component">The component column, or null for other kinds.</param>
internal sealed record OutputColumn(OutputKind Kind, Field Field, ViewColumn? Component = null);
