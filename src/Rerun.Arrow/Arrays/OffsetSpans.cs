namespace Rerun.Arrow;

/// <summary>The offsets of arrays without values, which may come without an offsets buffer.</summary>
internal static class OffsetSpans
{
    public static ReadOnlySpan<int> IntZero => [0];

    public static ReadOnlySpan<long> LongZero => [0L];
}
