using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Server.Dialects;

namespace Rerun.Server.Messages;

/// <summary>The table of entries as <see cref="Dialect.Newest"/> has it: a kind is one byte.</summary>
internal static class NewerEntryTable
{
    private const string Column = "entry_kind";

    private static readonly Field Kind = new(
        Column, UInt8Type.Default, nullable: false, [new("rerun:component_type", "rerun.components.EntryKind")]);

    public static Schema Of(Schema schema) => schema.GetFieldIndex(Column) is var index and >= 0 ? schema.SetField(index, Kind) : schema;

    public static RecordBatch Of(RecordBatch entries)
    {
        var index = entries.Schema.GetFieldIndex(Column);
        if (index < 0 || entries.Column(index) is not Int32Array kinds)
        {
            return entries;
        }

        var bytes = new UInt8Array.Builder();
        foreach (var kind in kinds.Values)
        {
            bytes.Append((byte)kind);
        }

        var columns = entries.Arrays.ToArray();
        columns[index] = bytes.Build();
        return new RecordBatch(Of(entries.Schema), columns, entries.Length);
    }
}
