using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of indices into a dictionary of values.</summary>
public sealed class DictionaryArray : ArrowArray
{
    private readonly ArrayData _dictionaryData;
    private IArrowArray? _indices;
    private IArrowArray? _dictionary;
    private int _nullCount = -1;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or has no dictionary.</exception>
    public DictionaryArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.Dictionary);
        data.CheckLayout(2, 0);
        _dictionaryData = data.Dictionary ?? throw new ArgumentException("A dictionary array needs its dictionary.", nameof(data));
    }

    /// <summary>The array of indices into a dictionary.</summary>
    public DictionaryArray(DictionaryType dataType, IArrowArray indicesArray, IArrowArray dictionary)
        : this(new ArrayData(dataType, indicesArray.Length, indicesArray.Data.GetNullCount(), indicesArray.Offset, indicesArray.Data.Buffers, [], dictionary.Data))
    {
    }

    /// <summary>The values that the indices point to.</summary>
    public IArrowArray Dictionary => _dictionary ??= ArrowArrayFactory.BuildArray(_dictionaryData);

    /// <summary>For each value its position in the dictionary.</summary>
    public IArrowArray Indices =>
        _indices ??= ArrowArrayFactory.BuildArray(new ArrayData(((DictionaryType)Data.DataType).IndexType, Length, Data.GetNullCount(), Offset, Data.Buffers));

    /// <summary>The number of values whose index, or whose value in the dictionary, is null.</summary>
    public override int NullCount
    {
        get
        {
            if (_nullCount < 0)
            {
                var count = Data.GetNullCount();
                if (Dictionary.NullCount > 0)
                {
                    count = 0;
                    for (var i = 0; i < Length; i++)
                    {
                        count += IsValid(i) ? 0 : 1;
                    }
                }

                _nullCount = count;
            }

            return _nullCount;
        }
    }

    /// <summary>The position in the dictionary of a value; -1 if its index is null.</summary>
    public int GetDictionaryIndex(int index) =>
        !base.IsValid(index) ? -1 : Indices switch
        {
            Int8Array array => array.Values[index],
            UInt8Array array => array.Values[index],
            Int16Array array => array.Values[index],
            UInt16Array array => array.Values[index],
            Int32Array array => array.Values[index],
            UInt32Array array => checked((int)array.Values[index]),
            Int64Array array => checked((int)array.Values[index]),
            _ => checked((int)((UInt64Array)Indices).Values[index]),
        };

    /// <summary>Whether neither the index at a position nor its value in the dictionary is null.</summary>
    public override bool IsValid(int index) => GetDictionaryIndex(index) is var position and >= 0 && Dictionary.IsValid(position);
}
