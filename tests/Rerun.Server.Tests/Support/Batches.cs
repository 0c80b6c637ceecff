using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Support;

/// <summary>Rows to write.</summary>
internal static class Batches
{
    private static readonly Schema Schema = new([new Field("id", Int64Type.Default, nullable: true)]);

    public static Wire.WriteTableRequest Message(int rows, Wire.TableInsertMode mode)
    {
        var ids = new Int64Array.Builder().AppendRange(Enumerable.Range(0, rows).Select(row => (long)row)).Build();
        return new Wire.WriteTableRequest { DataframePart = new RecordBatch(Schema, [ids], rows).ToPart(), InsertMode = mode };
    }
}
