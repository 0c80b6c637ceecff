using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array in which each value comes from one of several children.</summary>
public abstract class UnionArray : ArrowArray
{
    private readonly sbyte[] _childOfTypeId;
    private IArrowArray[]? _fields;
    private int _nullCount = -1;

    private protected UnionArray(ArrayData data, UnionMode mode, int buffers)
        : base(data)
    {
        CheckType(ArrowTypeId.Union);
        var type = (UnionType)data.DataType;
        data.CheckLayout(buffers, type.Fields.Count);
        if (type.Mode != mode)
        {
            throw new ArgumentException($"{GetType().Name} does not hold {type}.", nameof(data));
        }

        if (data.Buffers[0].Length < (long)Offset + Length)
        {
            throw new ArgumentException($"{Length} type ids from {Offset} on do not fit a buffer of {data.Buffers[0].Length} bytes.", nameof(data));
        }

        _childOfTypeId = type.ChildOfTypeId;
    }

    /// <summary>The layout.</summary>
    public UnionMode Mode => ((UnionType)Data.DataType).Mode;

    /// <summary>For each value the number of its child, by the type's <see cref="UnionType.TypeIds"/>.</summary>
    public ReadOnlySpan<sbyte> TypeIds => MemoryMarshal.Cast<byte, sbyte>(Data.Buffers[0].Span).Slice(Offset, Length);

    /// <summary>The buffer of the type ids.</summary>
    public ArrowBuffer TypeBuffer => Data.Buffers[0];

    /// <summary>The children; of sparse unions cut to these values.</summary>
    public IReadOnlyList<IArrowArray> Fields => _fields ??= BuildFields();

    /// <summary>The number of values that are null in their child.</summary>
    public override int NullCount
    {
        get
        {
            if (_nullCount < 0)
            {
                var count = 0;
                for (var i = 0; i < Length; i++)
                {
                    count += IsValid(i) ? 0 : 1;
                }

                _nullCount = count;
            }

            return _nullCount;
        }
    }

    /// <summary>The position among the children of a value's child.</summary>
    /// <exception cref="InvalidOperationException">The type id there stands for no child.</exception>
    public int GetChildIndex(int index)
    {
        CheckIndex(index);
        var id = TypeIds[index];
        return id >= 0 && _childOfTypeId[id] >= 0
            ? _childOfTypeId[id]
            : throw new InvalidOperationException($"Value {index} has the type id {id}, which {Data.DataType} does not have.");
    }

    /// <summary>Where a value stands in its child.</summary>
    public abstract int GetChildPosition(int index);

    /// <summary>Whether the value at a position is not null in its child.</summary>
    public override bool IsValid(int index) => Fields[GetChildIndex(index)].IsValid(GetChildPosition(index));

    private protected abstract IArrowArray[] BuildFields();
}
