using System.Text;

namespace Rerun.Query.Execution.Text;

/// <summary>Counts and cuts UTF-8 by code points.</summary>
internal static class Utf8Text
{
    /// <summary>The number of code points.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            // Every byte that does not continue a sequence begins one.
            count += (value & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    /// <summary>The number of UTF-16 units.</summary>
    public static int CountUtf16(ReadOnlySpan<byte> text) => Encoding.UTF8.GetCharCount(text);

    /// <summary>The byte at which a code point begins; the length if there are fewer.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> text, long codePoint)
    {
        var offset = 0;
        for (; offset < text.Length; offset++)
        {
            if ((text[offset] & 0xC0) != 0x80 && codePoint-- == 0)
            {
                return offset;
            }
        }

        return text.Length;
    }

    /// <summary>The code points from a place on, counted from 1; places before the first count against the length.</summary>
    public static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> text, long start, long length)
    {
        // As in SQL, the window may begin before the text.
        var end = length > long.MaxValue - Math.Abs(start) ? long.MaxValue : start + length;
        var first = Math.Max(start, 1);
        if (end <= first)
        {
            return default;
        }

        var from = OffsetOf(text, first - 1);
        var rest = text[from..];
        return rest[..OffsetOf(rest, end - first)];
    }
}
