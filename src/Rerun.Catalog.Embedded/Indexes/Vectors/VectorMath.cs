using System.Numerics;
using System.Runtime.InteropServices;

namespace Rerun.Catalog.Embedded.Indexes.Vectors;

/// <summary>Distances between vectors of one length, several elements at a time.</summary>
internal static class VectorMath
{
    /// <summary>The square of the Euclidean distance.</summary>
    public static double SquaredDistance<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, INumber<T>
    {
        var sum = Vector<T>.Zero;
        var wideA = MemoryMarshal.Cast<T, Vector<T>>(a);
        var wideB = MemoryMarshal.Cast<T, Vector<T>>(b);
        for (var i = 0; i < wideA.Length; i++)
        {
            var difference = wideA[i] - wideB[i];
            sum += difference * difference;
        }

        var total = double.CreateChecked(Vector.Sum(sum));
        for (var i = wideA.Length * Vector<T>.Count; i < a.Length; i++)
        {
            var difference = double.CreateChecked(a[i] - b[i]);
            total += difference * difference;
        }

        return total;
    }

    /// <summary>The dot product.</summary>
    public static double Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, INumber<T>
    {
        var sum = Vector<T>.Zero;
        var wideA = MemoryMarshal.Cast<T, Vector<T>>(a);
        var wideB = MemoryMarshal.Cast<T, Vector<T>>(b);
        for (var i = 0; i < wideA.Length; i++)
        {
            sum += wideA[i] * wideB[i];
        }

        var total = double.CreateChecked(Vector.Sum(sum));
        for (var i = wideA.Length * Vector<T>.Count; i < a.Length; i++)
        {
            total += double.CreateChecked(a[i]) * double.CreateChecked(b[i]);
        }

        return total;
    }

    /// <summary>The number of bits that differ.</summary>
    public static int Hamming(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var wideA = MemoryMarshal.Cast<byte, ulong>(a);
        var wideB = MemoryMarshal.Cast<byte, ulong>(b);
        var count = 0;
        for (var i = 0; i < wideA.Length; i++)
        {
            count += BitOperations.PopCount(wideA[i] ^ wideB[i]);
        }

        for (var i = wideA.Length * sizeof(ulong); i < a.Length; i++)
        {
            count += BitOperations.PopCount((uint)(a[i] ^ b[i]));
        }

        return count;
    }
}
