using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of numbers that stand one after the other.</summary>
/// <typeparam name="T">The number.</typeparam>
public abstract class PrimitiveArray<T> : ArrowArray, IReadOnlyList<T?>
    where T : unmanaged
{
    private readonly ArrowBuffer _values;

    private protected PrimitiveArray(ArrayData data, ArrowTypeId expected)
        : base(data)
    {
        CheckType(expected);
        data.CheckLayout(2, 0);
        _values = data.Buffers[1];
        if (_values.Length / Unsafe.SizeOf<T>() < (long)Offset + Length)
        {
            throw new ArgumentException(
                $"An array of {Length} values of type {data.DataType} from {Offset} on does not fit a buffer of {_values.Length} bytes.");
        }
    }

    /// <summary>The buffer of the values; the first value stands at <see cref="ArrowArray.Offset"/>.</summary>
    public ArrowBuffer ValueBuffer => _values;

    /// <summary>The values; what stands where a value is null means nothing.</summary>
    public ReadOnlySpan<T> Values
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MemoryMarshal.Cast<byte, T>(_values.Span).Slice(Offset, Length);
    }

    int IReadOnlyCollection<T?>.Count => Length;

    T? IReadOnlyList<T?>.this[int index] => GetValue(index);

    /// <summary>The value at a position, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public T? GetValue(int index) => IsValid(index) ? Values[index] : null;

    /// <summary>All values.</summary>
    /// <param name="includeNulls">Whether nulls appear.</param>
    public IList<T?> ToList(bool includeNulls = false)
    {
        var list = new List<T?>(Length);
        for (var i = 0; i < Length; i++)
        {
            if (GetValue(i) is { } value)
            {
                list.Add(value);
            }
            else if (includeNulls)
            {
                list.Add(null);
            }
        }

        return list;
    }

    /// <summary>All values, nulls included.</summary>
    public IEnumerator<T?> GetEnumerator()
    {
        for (var i = 0; i < Length; i++)
        {
            yield return GetValue(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
