using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Data.Values.Forms;

/// <summary>
/// A struct of numbers, from a list of as many: a vector, quaternion or matrix of <see cref="System.Numerics"/>, or one marked by <see cref="RerunVectorAttribute"/>.
/// Floats are also made of wider numbers, as geometry has them.
/// </summary>
internal sealed class VectorForm<T, TNumber> : CellForm<T>
    where T : unmanaged
    where TNumber : unmanaged
{
    private static readonly int Count = Unsafe.SizeOf<T>() / Unsafe.SizeOf<TNumber>();

    public override T Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        if (target is not ListReader list || target.IsNull(row))
        {
            throw target.Refusal(row, typeof(T));
        }

        var start = list.Range(row, out var count);
        if (count != Count)
        {
            throw new InvalidCastException($"A list of column '{column.Field.Name}' has {count} numbers; {typeof(T).Name} takes {Count}.");
        }

        if (list.Element is FixedWidthReader<TNumber> same && !same.HasNull(start, count))
        {
            return MemoryMarshal.Read<T>(MemoryMarshal.AsBytes(list.GetElements<TNumber>(row).Span));
        }

        Unsafe.SkipInit(out T value);
        var numbers = MemoryMarshal.Cast<T, TNumber>(MemoryMarshal.CreateSpan(ref value, 1));
        for (var i = 0; i < count; i++)
        {
            numbers[i] = typeof(TNumber) == typeof(float) && list.Element is FloatReader<double>
                ? (TNumber)(object)(float)list.Element.GetDouble(start + i)
                : Cells.Get<TNumber>(list.Element, start + i);
        }

        return value;
    }
}
