using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Data.Values;

/// <summary>Reads a component column as its element (<c>List Values=Flat</c>): null and empty lists are null, more than one element is an error.</summary>
internal sealed class FlatListReader(Field field, ValueReader element) : IndirectReader(field)
{
    private Validity _validity;
    private ListRanges _ranges;

    public override IArrowType ShownType => element.ShownType;

    public override Type FieldType => element.FieldType;

    public override Type ProviderType => element.ProviderType;

    /// <summary>The number of the batch's first row in the result, for messages.</summary>
    public long FirstRow { get; set; }

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        element.Bind(_ranges.Point(array));
    }

    public override ValueReader Resolve(ref int row)
    {
        if (_validity.IsNull(row))
        {
            return Null;
        }

        var start = _ranges.Range(row, out var count);
        switch (count)
        {
            case 0:
                return Null;
            case 1:
                row = start;
                return element;
            default:
                throw new RerunException(
                    $"Column '{Field.Name}' has {count} elements in row {FirstRow + row}, which List Values=Flat cannot show; select one with [n], for example \"{Field.Name}\"[1].",
                    RerunErrorCode.Cardinality);
        }
    }

    public override Type ArrayType(bool nullable) => element.ArrayType(nullable);
}
