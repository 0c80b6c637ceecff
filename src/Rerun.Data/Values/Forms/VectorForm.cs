using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Data.Values.Forms;

/// <summary>A vector, quaternion or matrix of <see cref="System.Numerics"/>, from a list of as many 32-bit floats.</summary>
internal sealed class VectorForm<T> : CellForm<T>
    where T : unmanaged
{
    public override T Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        if (target is not ListReader { Element: FloatReader<float> } list)
        {
            throw target.Refusal(row, typeof(T));
        }

        var floats = list.GetElements<float>(row).Span;
        return floats.Length * sizeof(float) == Unsafe.SizeOf<T>()
            ? MemoryMarshal.Read<T>(MemoryMarshal.AsBytes(floats))
            : throw new InvalidCastException(
                $"A list of column '{column.Field.Name}' has {floats.Length} floats; {typeof(T).Name} takes {Unsafe.SizeOf<T>() / sizeof(float)}.");
    }
}
