using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Conformance.Catalog;

/// <summary>Rows for tables.</summary>
internal static class TableRows
{
    /// <summary>The schema of most tables of the cases.</summary>
    public static Schema Schema { get; } = new(
    [
        new Field("id", Int32Type.Default, nullable: true),
        new Field("bool_col", BooleanType.Default, nullable: true),
        new Field("double_col", DoubleType.Default, nullable: true),
    ]);

    /// <summary>Rows 0, 1, 2 … of which every third has nulls.</summary>
    public static RecordBatch Numbered(int count, int first = 0)
    {
        var (ids, flags, doubles) = (new Int32Array.Builder(), new BooleanArray.Builder(), new DoubleArray.Builder());
        for (var i = first; i < first + count; i++)
        {
            ids.Append(i);
            if (i % 3 == 2)
            {
                flags.AppendNull();
                doubles.AppendNull();
                continue;
            }

            flags.Append(i % 2 == 0);
            doubles.Append(i / 2.0);
        }

        return new RecordBatch(Schema, [ids.Build(), flags.Build(), doubles.Build()], count);
    }
}
