using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A table of the catalog.</summary>
internal abstract class EmbeddedTable
{
    /// <summary>What the catalog tells of it.</summary>
    public abstract EntryDetails Details { get; }

    /// <exception cref="RerunException">A file has changed, cannot be read, or is no Arrow file.</exception>
    public abstract Schema ReadSchema();

    /// <exception cref="RerunException">A file has changed, cannot be read, or is no Arrow file.</exception>
    public abstract IArrowArrayStream Read();
}
