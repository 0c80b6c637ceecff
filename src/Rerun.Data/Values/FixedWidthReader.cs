using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column whose values stand one after the other in the form in which they are wanted.</summary>
/// <typeparam name="T">The value.</typeparam>
internal abstract class FixedWidthReader<T>(Field field) : ScalarReader<T>(field)
    where T : unmanaged
{
    private protected RowBuffer _values;

    public sealed override void Bind(IArrowArray array)
    {
        var data = array.Data;
        _validity.Point(data);
        _values.Point(data.Buffers[1], (long)data.Offset * Unsafe.SizeOf<T>(), (long)data.Length * Unsafe.SizeOf<T>());
    }

    public sealed override T Read(int row) => _values.Read<T>(row);

    public sealed override void Copy(int start, Span<T> target) => _values.Span<T>(start, target.Length).CopyTo(target);
}
