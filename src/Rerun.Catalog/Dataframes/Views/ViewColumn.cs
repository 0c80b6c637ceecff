namespace Rerun.Catalog.Dataframes.Views;

/// <summary>A component column that takes part in making the rows of a view.</summary>
/// <param name="Ordinal">Its number in the view.</param>
/// <param name="Descriptor">What it is.</param>
/// <param name="IsShown">Whether it is a column of the result; one flagged as empty makes rows where a partition holds values for it after all.</param>
internal sealed record ViewColumn(int Ordinal, ComponentColumnDescriptor Descriptor, bool IsShown);
