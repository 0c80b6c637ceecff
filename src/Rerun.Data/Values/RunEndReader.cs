using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Values;

/// <summary>Reads a run-end encoded column.</summary>
internal sealed class RunEndReader(Field field, ValueReader values) : IndirectReader(field)
{
    private RunEndEncodedArray? _array;

    public override Type FieldType => values.FieldType;

    public override Type ProviderType => values.ProviderType;

    public override void Bind(IArrowArray array)
    {
        _array = (RunEndEncodedArray)array;
        values.Bind(_array.Values);
    }

    public override ValueReader Resolve(ref int row)
    {
        var run = _array!.FindPhysicalIndex(row);
        if (run >= _array.Values.Length)
        {
            throw new RerunException($"The runs of column '{Field.Name}' end before value {row}.", RerunErrorCode.CorruptData);
        }

        row = run;
        return values;
    }

    public override Type ArrayType(bool nullable) => values.ArrayType(nullable);
}
