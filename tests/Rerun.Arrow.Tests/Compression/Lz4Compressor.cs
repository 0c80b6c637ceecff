namespace Rerun.Arrow.Tests.Compression;

/// <summary>A small LZ4 block compressor, for tests: greedy, with a chance of odd but legal choices.</summary>
internal static class Lz4Compressor
{
    private const int MinMatch = 4;

    /// <summary>Compresses.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="random">Decides now and then against the obvious: no match, a shorter match.</param>
    public static byte[] Compress(ReadOnlySpan<byte> data, Random? random = null)
    {
        var output = new List<byte>();
        var lastSeen = new Dictionary<uint, int>();
        var literalStart = 0;
        var i = 0;
        while (i <= data.Length - 12)
        {
            var key = BitConverter.ToUInt32(data[i..]);
            var found = lastSeen.TryGetValue(key, out var candidate) && i - candidate <= ushort.MaxValue;
            lastSeen[key] = i;
            if (!found || random?.Next(10) == 0)
            {
                i++;
                continue;
            }

            var length = MinMatch;
            while (i + length < data.Length - 5 && data[candidate + length] == data[i + length])
            {
                length++;
            }

            if (random?.Next(10) == 0)
            {
                length = random.Next(MinMatch, length + 1);
            }

            WriteSequence(output, data[literalStart..i], i - candidate, length);
            i += length;
            literalStart = i;
        }

        WriteSequence(output, data[literalStart..], 0, 0);
        return [.. output];
    }

    private static void WriteSequence(List<byte> output, ReadOnlySpan<byte> literals, int offset, int match)
    {
        var matchCode = match == 0 ? 0 : match - MinMatch;
        output.Add((byte)((Math.Min(literals.Length, 15) << 4) | Math.Min(matchCode, 15)));
        WriteLength(output, literals.Length);
        output.AddRange(literals);
        if (match > 0)
        {
            output.Add((byte)offset);
            output.Add((byte)(offset >> 8));
            WriteLength(output, matchCode);
        }
    }

    private static void WriteLength(List<byte> output, int length)
    {
        for (length -= 15; length >= 0; length -= 255)
        {
            output.Add((byte)Math.Min(length, 255));
            if (length < 255)
            {
                break;
            }
        }
    }
}
