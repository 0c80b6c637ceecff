using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of maps as arrays of pairs: keys may repeat, so a dictionary would lose some.</summary>
internal sealed class MapReader : ValueReader
{
    private readonly MapPairs _pairs;
    private Validity _validity;
    private ListRanges _ranges;
    private IArrowArray? _entries;

    /// <param name="field">The column.</param>
    /// <param name="entries">Reads the entries: structs of key and value.</param>
    public MapReader(Field field, StructReader entries)
        : base(field)
    {
        Entries = entries;
        _pairs = MapPairs.Of(entries.Children[0], entries.Children[1]);
    }

    /// <summary>Reads the entries of all maps of the batch.</summary>
    public StructReader Entries { get; }

    public override Type FieldType => _pairs.ArrayType;

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        _entries = _ranges.Point(array);
        Entries.Bind(_entries);
    }

    public override bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The entries of a map that is not null.</summary>
    public int Range(int row, out int count) => _ranges.Range(row, out count);

    /// <summary>The entries of a map that is not null as an Arrow array, not copied.</summary>
    public IArrowArray Slice(int row)
    {
        var start = Range(row, out var count);
        return ArrowArrayFactory.Slice(_entries!, start, count);
    }

    public override object GetValue(int row)
    {
        var start = Range(row, out var count);
        return _pairs.Read(Entries, start, count);
    }

    public override Type ArrayType(bool nullable) => FieldType.MakeArrayType();

    public override Array ReadArray(int start, int count, bool nullable)
    {
        var values = Array.CreateInstance(FieldType, count);
        for (var i = 0; i < count; i++)
        {
            values.SetValue(IsNull(start + i) ? null : GetValue(start + i), i);
        }

        return values;
    }
}
