using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Properties;

/// <summary>One property of one recording.</summary>
/// <param name="Column">The column that it appears in.</param>
/// <param name="Items">Its values; none where <paramref name="IsNull"/>.</param>
/// <param name="IsNull">Whether the recording names the property without ever stating it.</param>
internal sealed record PropertyValue(Field Column, IArrowArray Items, bool IsNull);
