namespace Rerun.Arrow.Ipc;

/// <summary>The bytes of a file, at any place.</summary>
internal interface IFileBytes : IDisposable
{
    /// <summary>The number of bytes.</summary>
    long Length { get; }

    /// <summary>Bytes at a place.</summary>
    /// <exception cref="ArrowFormatException">The file ends before.</exception>
    ReadOnlyMemory<byte> Read(long position, int count);

    /// <summary>Bytes at a place.</summary>
    /// <exception cref="ArrowFormatException">The file ends before.</exception>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(long position, int count, CancellationToken cancellationToken);
}
