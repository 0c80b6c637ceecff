using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>Deals rows to a few parts by the hash of their keys, so that equal keys meet in one part. Safe for several threads.</summary>
/// <param name="types">The types of the keys.</param>
/// <param name="parts">The number of parts.</param>
internal sealed class KeyPartitioner(IReadOnlyList<IArrowType> types, int parts)
{
    private readonly KeyColumn[] _columns = [.. types.Select(KeyColumn.For)];

    /// <summary>The rows of each part, in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int[][] Split(ReadOnlySpan<ColumnVector> keys, int length)
    {
        var hashes = new ulong[length];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Hash(keys[i], hashes);
        }

        var partOf = new byte[length];
        var counts = new int[parts];
        for (var row = 0; row < length; row++)
        {
            // The upper half finds places in tables; rows of one part are to differ there.
            var part = (int)(((uint)hashes[row] * (ulong)parts) >> 32);
            partOf[row] = (byte)part;
            counts[part]++;
        }

        var rows = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (var row = 0; row < length; row++)
        {
            var part = partOf[row];
            rows[part][counts[part]++] = row;
        }

        return rows;
    }
}
