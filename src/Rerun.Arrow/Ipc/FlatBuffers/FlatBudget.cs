namespace Rerun.Arrow.Ipc.FlatBuffers;

/// <summary>
/// Bounds the work that one buffer can cause. Offsets may point many times to the same table or string, so that a small buffer could stand for
/// an exponentially large tree.
/// </summary>
internal sealed class FlatBudget(int bufferLength)
{
    public const int MaxDepth = 64;
    private int _tables = bufferLength / 4;
    private long _characters = (16L * bufferLength) + 65_536;

    public void TakeTable(long position)
    {
        if (--_tables < 0)
        {
            throw new ArrowFormatException("the metadata refers to more tables than it has room for.", position);
        }
    }

    public void TakeString(int length, long position)
    {
        _characters -= length;
        if (_characters < 0)
        {
            throw new ArrowFormatException("the metadata refers to more text than it has room for.", position);
        }
    }
}
