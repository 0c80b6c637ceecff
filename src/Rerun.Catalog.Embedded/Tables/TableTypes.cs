using Rerun.Arrow.Types;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Types that the tables of a dataset share.</summary>
internal static class TableTypes
{
    /// <summary>Instants in nanoseconds, UTC.</summary>
    public static TimestampType Time { get; } = new(TimeUnit.Nanosecond);
}
