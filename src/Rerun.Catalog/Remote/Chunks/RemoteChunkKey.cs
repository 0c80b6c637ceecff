using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>A server's own name of a chunk; its bytes mean something to that server alone.</summary>
internal sealed record RemoteChunkKey : ChunkKey
{
    private readonly byte[] _bytes;
    private readonly int _hash;

    public RemoteChunkKey(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes.ToArray();
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        _hash = hash.ToHashCode();
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public bool Equals(RemoteChunkKey? other) => other is not null && _hash == other._hash && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override int GetHashCode() => _hash;

    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
