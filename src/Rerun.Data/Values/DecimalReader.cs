using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads a column of decimals of 32 to 256 bits.</summary>
internal sealed class DecimalReader(Field field) : ScalarReader<decimal>(field)
{
    private readonly int _width = ((DecimalType)field.DataType).ByteWidth;
    private readonly int _scale = ((DecimalType)field.DataType).Scale;
    private RowBuffer _values;

    public override Type ProviderType => typeof(RerunDecimal);

    public override void Bind(IArrowArray array)
    {
        var data = array.Data;
        _validity.Point(data);
        _values.Point(data.Buffers[1], (long)data.Offset * _width, (long)data.Length * _width);
    }

    public override decimal Read(int row)
    {
        if (_width <= 16 && _scale is >= 0 and <= 28)
        {
            var value = Narrow(row);
            var digits = (UInt128)(value < 0 ? -value : value);
            if (digits >> 96 == 0)
            {
                return new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), value < 0, (byte)_scale);
            }
        }

        try
        {
            return Exact(row).ToDecimal();
        }
        catch (OverflowException)
        {
            throw new OverflowException($"The value {Exact(row)} of column '{Field.Name}' does not fit {nameof(Decimal)}; read it as {nameof(RerunDecimal)}.");
        }
    }

    public override object GetProviderValue(int row) => Exact(row);

    public override decimal GetDecimal(int row)
    {
        Require(row, typeof(decimal));
        return Read(row);
    }

    public override double GetDouble(int row)
    {
        Require(row, typeof(double));
        return Exact(row).ToDouble();
    }

    public override float GetFloat(int row) => (float)GetDouble(row);

    /// <summary>The digits without the point.</summary>
    public override Int128 GetInt128(int row)
    {
        Require(row, typeof(Int128));
        return _width <= 16 ? Narrow(row) : checked((Int128)Exact(row).Unscaled);
    }

    /// <summary>All digits; the caller has asked for null.</summary>
    public RerunDecimal Exact(int row) =>
        new(_width <= 16 ? Narrow(row) : new BigInteger(_values.Span<byte>(row * _width, _width)), _scale);

    private Int128 Narrow(int row) => _width switch
    {
        4 => _values.Read<int>(row),
        8 => _values.Read<long>(row),
        _ => _values.Read<Int128>(row),
    };

    private void Require(int row, Type requested)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, requested);
        }
    }
}
