namespace Rerun.Arrow.Tests.Compression;

/// <summary>An LZ4 block decoder as the format describes it, byte by byte: the oracle.</summary>
internal static class NaiveLz4
{
    /// <summary>Decodes, or gives null for a block that is malformed or decodes to more than <paramref name="limit"/> bytes.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> source, int limit)
    {
        var output = new List<byte>();
        var i = 0;
        while (i < source.Length)
        {
            int token = source[i++];
            if (ReadLength(source, ref i, token >> 4) is not { } literals || literals > source.Length - i)
            {
                return null;
            }

            output.AddRange(source.Slice(i, literals));
            i += literals;
            if (output.Count > limit)
            {
                return null;
            }

            if (i == source.Length)
            {
                return [.. output];
            }

            if (source.Length - i < 2)
            {
                return null;
            }

            var offset = source[i] | (source[i + 1] << 8);
            i += 2;
            if (ReadLength(source, ref i, token & 15) is not { } match || offset == 0 || offset > output.Count || match + 4 > limit - output.Count)
            {
                return null;
            }

            for (var n = 0; n < match + 4; n++)
            {
                output.Add(output[^offset]);
            }
        }

        // A block ends with literals, so not here.
        return null;
    }

    private static int? ReadLength(ReadOnlySpan<byte> source, ref int i, int length)
    {
        if (length < 15)
        {
            return length;
        }

        byte more;
        do
        {
            if (i == source.Length)
            {
                return null;
            }

            more = source[i++];
            length += more;
        }
        while (more == 255);
        return length;
    }
}
