namespace Rerun.Arrow.Types;

/// <summary>Bytes, every value equally long.</summary>
public class FixedSizeBinaryType : FixedWidthType
{
    /// <summary>A type of values with so many bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative.</exception>
    public FixedSizeBinaryType(int byteWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteWidth);
        ByteWidth = byteWidth;
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.FixedSizedBinary;

    /// <inheritdoc/>
    public override string Name => "fixed_size_binary";

    /// <summary>The bytes of one value.</summary>
    public int ByteWidth { get; }

    /// <inheritdoc/>
    public override int BitWidth => checked(ByteWidth * 8);

    /// <inheritdoc/>
    public override string ToString() => $"fixed_size_binary[{ByteWidth}]";
}
