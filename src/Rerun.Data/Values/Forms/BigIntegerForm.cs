using System.Numerics;

namespace Rerun.Data.Values.Forms;

/// <summary>An integer of any width; of a decimal its digits without the point.</summary>
internal sealed class BigIntegerForm : CellForm<BigInteger>
{
    public override BigInteger Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        return target is DecimalReader exact && !exact.IsNull(row) ? exact.Exact(row).Unscaled : target.GetInt128(row);
    }
}

/// <summary>A decimal of any width.</summary>
internal sealed class RerunDecimalForm : CellForm<RerunDecimal>
{
    public override RerunDecimal Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        return target is DecimalReader exact && !exact.IsNull(row) ? exact.Exact(row) : throw target.Refusal(row, typeof(RerunDecimal));
    }
}
