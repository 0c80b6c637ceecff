using System.Buffers;
using System.Text;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Text;

/// <summary>A compiled LIKE pattern: texts between wildcards, matched left to right. Never takes more than the product of the two lengths.</summary>
internal sealed class LikePattern
{
    private readonly byte[][] _parts;
    private readonly bool _ignoreCase;
    private readonly bool _hasAny;

    private LikePattern(byte[][] parts, bool hasAny, bool ignoreCase)
    {
        _parts = parts;
        _hasAny = hasAny;
        _ignoreCase = ignoreCase;
    }

    // In the parts, _ is this byte, which UTF-8 never has.
    private const byte OneCodePoint = 0xFF;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The pattern, in UTF-8.</param>
    /// <param name="escape">The escape character, or null for none.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <exception cref="RerunException">The escape character stands at the end.</exception>
    public static LikePattern Compile(ReadOnlySpan<byte> pattern, Rune? escape, bool ignoreCase)
    {
        var parts = new List<byte[]>();
        var part = new ArrayBufferWriter<byte>();
        var hasAny = false;
        while (!pattern.IsEmpty)
        {
            Rune.DecodeFromUtf8(pattern, out var rune, out var length);
            if (rune == escape)
            {
                pattern = pattern[length..];
                if (pattern.IsEmpty)
                {
                    throw new RerunException("A LIKE pattern must not end with its escape character.", RerunErrorCode.InvalidArgument);
                }

                Rune.DecodeFromUtf8(pattern, out rune, out length);
            }
            else if (rune.Value == '%')
            {
                parts.Add(part.WrittenSpan.ToArray());
                part.ResetWrittenCount();
                hasAny = true;
                pattern = pattern[1..];
                continue;
            }
            else if (rune.Value == '_')
            {
                part.Write([OneCodePoint]);
                pattern = pattern[1..];
                continue;
            }

            part.Write(ignoreCase ? Folded(pattern[..length]) : pattern[..length]);
            pattern = pattern[length..];
        }

        parts.Add(part.WrittenSpan.ToArray());
        return new LikePattern([.. parts], hasAny, ignoreCase);
    }

    /// <summary>Whether a text matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (_ignoreCase)
        {
            text = Folded(text);
        }

        if (!_hasAny)
        {
            return MatchAt(text, _parts[0]) == text.Length;
        }

        var start = MatchAt(text, _parts[0]);
        if (start < 0)
        {
            return false;
        }

        text = text[start..];
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            var end = Find(text, _parts[i]);
            if (end < 0)
            {
                return false;
            }

            text = text[end..];
        }

        return EndsWith(text, _parts[^1]);
    }

    private static byte[] Folded(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            var folded = new byte[text.Length];
            Ascii.ToLower(text, folded, out _);
            return folded;
        }

        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).ToLowerInvariant());
    }

    // Where a part that matches at the beginning ends, or -1.
    private static int MatchAt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (!part.Contains(OneCodePoint))
        {
            return text.StartsWith(part) ? part.Length : -1;
        }

        var at = 0;
        foreach (var value in part)
        {
            if (at >= text.Length || (value != OneCodePoint && text[at] != value))
            {
                return -1;
            }

            at++;
            while (value == OneCodePoint && at < text.Length && (text[at] & 0xC0) == 0x80)
            {
                at++;
            }
        }

        return at;
    }

    private static int Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (!part.Contains(OneCodePoint))
        {
            return text.IndexOf(part) is var found and >= 0 ? found + part.Length : -1;
        }

        for (var start = 0; start <= text.Length; start++)
        {
            if ((start == text.Length || (text[start] & 0xC0) != 0x80) && MatchAt(text[start..], part) is var length and >= 0)
            {
                return start + length;
            }
        }

        return -1;
    }

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (!part.Contains(OneCodePoint))
        {
            return text.EndsWith(part);
        }

        for (var start = 0; start <= text.Length; start++)
        {
            if ((start == text.Length || (text[start] & 0xC0) != 0x80) && MatchAt(text[start..], part) == text.Length - start)
            {
                return true;
            }
        }

        return false;
    }
}
