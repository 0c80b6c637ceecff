using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>The base of all arrays.</summary>
public abstract class ArrowArray : IArrowArray
{
    private readonly ArrowBuffer _validity;
    private readonly bool _hasValidity;

    private protected ArrowArray(ArrayData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        Length = data.Length;
        Offset = data.Offset;
        if (!ArrayData.HasNoBitmap(data.DataType) && data.Buffers.Length > 0 && !data.Buffers[0].IsEmpty)
        {
            _validity = data.Buffers[0];
            _hasValidity = true;
        }
    }

    /// <inheritdoc/>
    public ArrayData Data { get; }

    /// <inheritdoc/>
    public int Length { get; }

    /// <inheritdoc/>
    public int Offset { get; }

    /// <inheritdoc/>
    public virtual int NullCount => Data.GetNullCount();

    /// <summary>The validity bitmap, a bit for each value, set if it is not null; empty if there are no nulls. The first value's bit is at <see cref="Offset"/>.</summary>
    public ArrowBuffer NullBitmapBuffer => _validity;

    /// <summary>The array of a type's kind over some data.</summary>
    public static IArrowArray From(ArrayData data) => ArrowArrayFactory.BuildArray(data);

    /// <inheritdoc/>
    public virtual bool IsNull(int index) => !IsValid(index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public virtual bool IsValid(int index)
    {
        if ((uint)index >= (uint)Length)
        {
            ThrowIndexOutOfRange(index);
        }

        return !_hasValidity || BitUtility.GetBit(_validity.Span, Offset + index);
    }

    /// <summary>The values from <paramref name="offset"/> on, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many values.</exception>
    public IArrowArray Slice(int offset, int length) => ArrowArrayFactory.Slice(this, offset, length);

    /// <summary>Says that the caller is done with the array. Frees nothing that can still be reached; see <see cref="ArrowBuffer"/>.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Length and type, as written in messages.</summary>
    public override string ToString() => $"{Length} × {Data.DataType}";

    private protected void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Length)
        {
            ThrowIndexOutOfRange(index);
        }
    }

    private protected void CheckType(ArrowTypeId expected)
    {
        if (Data.DataType.TypeId != expected)
        {
            throw new ArgumentException($"{GetType().Name} holds {expected}, not {Data.DataType}.");
        }
    }

    private void ThrowIndexOutOfRange(int index) => throw new IndexOutOfRangeException($"There is no value {index}: the array has {Length}.");
}
