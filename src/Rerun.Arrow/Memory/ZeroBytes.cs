namespace Rerun.Arrow;

/// <summary>Zeros to share: the buffers of all-null arrays.</summary>
internal static class ZeroBytes
{
    private static readonly byte[] Shared = new byte[64 * 1024];

    public static ArrowBuffer Of(long length) => length <= Shared.Length ? new ArrowBuffer(Shared.AsMemory(0, (int)length)) : new ArrowBuffer(new byte[checked((int)length)]);
}
