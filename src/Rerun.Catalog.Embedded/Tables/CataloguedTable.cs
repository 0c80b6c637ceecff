using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A table whose files are rows of a catalogue.</summary>
internal sealed class CataloguedTable(EntryDetails details, CataloguedTables tables) : EmbeddedTable
{
    public override EntryDetails Details => details;

    public override Schema ReadSchema() => tables.ReadSchema(details.Id);

    public override IArrowArrayStream Read() => tables.Read(details.Id);
}
