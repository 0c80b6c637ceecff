using System.Runtime.InteropServices;

namespace Rerun.Arrow.Ipc;

/// <summary>Where a message stands in a file, laid out as in its footer.</summary>
/// <param name="Offset">The first byte of the message.</param>
/// <param name="MetadataLength">The bytes of its head, padding included.</param>
/// <param name="Padding">Nothing.</param>
/// <param name="BodyLength">The bytes of its body.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FileBlock(long Offset, int MetadataLength, int Padding, long BodyLength)
{
    public const int Size = 24;

    /// <summary>The bytes of head and body together.</summary>
    public int Length => (int)(MetadataLength + BodyLength);
}
