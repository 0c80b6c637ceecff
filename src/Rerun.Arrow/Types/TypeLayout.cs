namespace Rerun.Arrow.Types;

/// <summary>How values of a type lie in buffers.</summary>
internal static class TypeLayout
{
    /// <summary>The bytes of one value of a type other than Boolean.</summary>
    public static int ByteSize(this FixedWidthType type) => type is FixedSizeBinaryType binary ? binary.ByteWidth : type.BitWidth / 8;
}
