using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>Makes the one shape of component columns, a list per row, of whatever a chunk holds.</summary>
internal static class ComponentLists
{
    /// <summary>The type that a stored column has once decoded.</summary>
    /// <param name="field">The stored column.</param>
    public static ListType TypeOf(Field field) => field.DataType switch
    {
        ListType list => list,
        LargeListType large => new ListType(large.ValueField),
        var other => new ListType(new Field("item", other, field.IsNullable)),
    };

    /// <summary>The column as lists. Lists stay as they are; large lists get 32-bit offsets; any other value becomes a list of one, a null a null.</summary>
    /// <param name="column">The stored column.</param>
    /// <param name="type">Its type by <see cref="TypeOf"/>.</param>
    /// <exception cref="ChunkFormatException">A large list reaches beyond 32-bit offsets.</exception>
    public static ListArray Wrap(IArrowArray column, ListType type) => column switch
    {
        ListArray list and not MapArray => list,
        LargeListArray large => Narrow(large, type),
        _ => WrapEach(column, type),
    };

    private static ListArray Narrow(LargeListArray column, ListType type)
    {
        var wide = column.ValueOffsets;
        if (wide[^1] > int.MaxValue)
        {
            throw new ChunkFormatException($"a large list holds {wide[^1]} values, expected at most {int.MaxValue}");
        }

        var offsets = new int[wide.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = (int)wide[i];
        }

        return new ListArray(type, column.Length, Buffer(offsets), column.Values, Validity(column), column.NullCount);
    }

    private static ListArray WrapEach(IArrowArray column, ListType type)
    {
        var offsets = new int[column.Length + 1];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = i;
        }

        return new ListArray(type, column.Length, Buffer(offsets), column, Validity(column), column.NullCount);
    }

    /// <summary>The column's nulls as a bitmap that starts at its first row.</summary>
    private static ArrowBuffer Validity(IArrowArray column)
    {
        if (column.NullCount == 0)
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[(column.Length + 7) / 8];
        for (var i = 0; i < column.Length; i++)
        {
            if (column.IsValid(i))
            {
                bits[i >> 3] |= (byte)(1 << (i & 7));
            }
        }

        return new ArrowBuffer(bits);
    }

    private static ArrowBuffer Buffer(int[] values) => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
