using System.Security.Cryptography;
using System.Text;
using Rerun.Catalog;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Utf8 = System.ReadOnlySpan<byte>;

namespace Rerun.Query.Execution.Text;

/// <summary>The text functions on single values.</summary>
internal static class TextOperations
{
    private const int LongestResult = 64 << 20;

    private static RerunException TooLong() => new("A text of more than 64 MiB is not made.", RerunErrorCode.ValueOutOfRange);

    /// <summary>Code points.</summary>
    public readonly struct CodePoints : IMap<Utf8, long>
    {
        /// <inheritdoc/>
        public long Invoke(Utf8 value) => Utf8Text.Count(value);
    }

    /// <summary>Bytes.</summary>
    public readonly struct Bytes : IMap<Utf8, long>
    {
        /// <inheritdoc/>
        public long Invoke(Utf8 value) => value.Length;
    }

    /// <summary>UTF-16 units.</summary>
    public readonly struct Utf16Units : IMap<Utf8, long>
    {
        /// <inheritdoc/>
        public long Invoke(Utf8 value) => Utf8Text.CountUtf16(value);
    }

    /// <summary>The first code point.</summary>
    public readonly struct FirstCodePoint : IMap<Utf8, long>
    {
        /// <inheritdoc/>
        public long Invoke(Utf8 value)
        {
            Rune.DecodeFromUtf8(value, out var rune, out _);
            return value.IsEmpty ? 0 : rune.Value;
        }
    }

    /// <summary>Lower case.</summary>
    public readonly struct Lower : IWrite<Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to)
        {
            while (!value.IsEmpty)
            {
                Rune.DecodeFromUtf8(value, out var rune, out var length);
                to.Write(Rune.ToLowerInvariant(rune));
                value = value[length..];
            }
        }
    }

    /// <summary>Upper case.</summary>
    public readonly struct Upper : IWrite<Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to)
        {
            while (!value.IsEmpty)
            {
                Rune.DecodeFromUtf8(value, out var rune, out var length);
                to.Write(Rune.ToUpperInvariant(rune));
                value = value[length..];
            }
        }
    }

    /// <summary>Words with capitals.</summary>
    public readonly struct InitialCapitals : IWrite<Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to)
        {
            var inWord = false;
            while (!value.IsEmpty)
            {
                Rune.DecodeFromUtf8(value, out var rune, out var length);
                to.Write(inWord ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune));
                inWord = Rune.IsLetterOrDigit(rune);
                value = value[length..];
            }
        }
    }

    /// <summary>The code points in reverse.</summary>
    public readonly struct Reverse : IWrite<Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to)
        {
            while (!value.IsEmpty)
            {
                Rune.DecodeLastFromUtf8(value, out var rune, out var length);
                to.Write(rune);
                value = value[..^length];
            }
        }
    }

    /// <summary>Trims both ends.</summary>
    public readonly struct TrimBoth : IWrite<Utf8>, IWrite<Utf8, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to) => to.Write(value.Trim((byte)' '));

        /// <inheritdoc/>
        public void Invoke(Utf8 value, Utf8 characters, TextBuilder to) => to.Write(TrimTail(TrimHead(value, characters), characters));
    }

    /// <summary>Trims the beginning.</summary>
    public readonly struct TrimStart : IWrite<Utf8>, IWrite<Utf8, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to) => to.Write(value.TrimStart((byte)' '));

        /// <inheritdoc/>
        public void Invoke(Utf8 value, Utf8 characters, TextBuilder to) => to.Write(TrimHead(value, characters));
    }

    /// <summary>Trims the end.</summary>
    public readonly struct TrimEnd : IWrite<Utf8>, IWrite<Utf8, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, TextBuilder to) => to.Write(value.TrimEnd((byte)' '));

        /// <inheritdoc/>
        public void Invoke(Utf8 value, Utf8 characters, TextBuilder to) => to.Write(TrimTail(value, characters));
    }

    /// <summary>A slice by code points.</summary>
    public readonly struct Substring : IWrite<Utf8, long>, IWrite<Utf8, long, long>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, long start, TextBuilder to) => to.Write(Utf8Text.Slice(value, start, long.MaxValue));

        /// <inheritdoc/>
        public void Invoke(Utf8 value, long start, long count, TextBuilder to) => to.Write(Utf8Text.Slice(value, start, count >= 0 ? count : throw new RerunException($"A part of a text cannot have {count} characters.", RerunErrorCode.InvalidArgument)));
    }

    /// <summary>A slice by UTF-16 units.</summary>
    public readonly struct SubstringUtf16 : IWrite<Utf8, long>, IWrite<Utf8, long, long>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, long start, TextBuilder to) => Invoke(value, start, -1, to);

        /// <inheritdoc/>
        public void Invoke(Utf8 value, long start, long count, TextBuilder to)
        {
            var text = Encoding.UTF8.GetString(value);
            if (start < 0 || start > text.Length || count > text.Length - start || (count < 0 && count != -1))
            {
                throw new RerunException($"A text of {text.Length} has no part of {count} from {start} on.", RerunErrorCode.InvalidArgument);
            }

            to.Write(count < 0 ? text.AsSpan((int)start) : text.AsSpan((int)start, (int)count));
        }
    }

    /// <summary>The first code points.</summary>
    public readonly struct Left : IWrite<Utf8, long>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, long count, TextBuilder to) =>
            to.Write(value[..Utf8Text.OffsetOf(value, Math.Max(0, count >= 0 ? count : Utf8Text.Count(value) + count))]);
    }

    /// <summary>The last code points.</summary>
    public readonly struct Right : IWrite<Utf8, long>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 value, long count, TextBuilder to) =>
            to.Write(value[Utf8Text.OffsetOf(value, Math.Max(0, count >= 0 ? Utf8Text.Count(value) - count : count == long.MinValue ? long.MaxValue : -count))..]);
    }

    /// <summary>Where a text stands in another, from 1.</summary>
    public readonly struct Position : IMap<Utf8, Utf8, long>
    {
        /// <inheritdoc/>
        public long Invoke(Utf8 text, Utf8 part) => text.IndexOf(part) is var at and >= 0 ? Utf8Text.Count(text[..at]) + 1 : 0;
    }

    /// <summary>Where a text stands in another, in UTF-16 units from 0.</summary>
    public readonly struct IndexUtf16 : IMap<Utf8, Utf8, long>
    {
        /// <inheritdoc/>
        public long Invoke(Utf8 text, Utf8 part) => text.IndexOf(part) is var at and >= 0 ? Utf8Text.CountUtf16(text[..at]) : -1;
    }

    /// <summary>Whether a text stands in another.</summary>
    public readonly struct Contains : IMap<Utf8, Utf8, bool>
    {
        /// <inheritdoc/>
        public bool Invoke(Utf8 text, Utf8 part) => text.IndexOf(part) >= 0;
    }

    /// <summary>Whether a text begins with another.</summary>
    public readonly struct StartsWith : IMap<Utf8, Utf8, bool>
    {
        /// <inheritdoc/>
        public bool Invoke(Utf8 text, Utf8 part) => text.StartsWith(part);
    }

    /// <summary>Whether a text ends with another.</summary>
    public readonly struct EndsWith : IMap<Utf8, Utf8, bool>
    {
        /// <inheritdoc/>
        public bool Invoke(Utf8 text, Utf8 part) => text.EndsWith(part);
    }

    /// <summary>Replaces every occurrence.</summary>
    public readonly struct Replace : IWrite<Utf8, Utf8, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 text, Utf8 from, Utf8 with, TextBuilder to)
        {
            while (!from.IsEmpty && text.IndexOf(from) is var at and >= 0)
            {
                to.Write(text[..at]);
                to.Write(with);
                text = text[(at + from.Length)..];
            }

            to.Write(text);
        }
    }

    /// <summary>Replaces characters.</summary>
    public readonly struct Translate : IWrite<Utf8, Utf8, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 text, Utf8 from, Utf8 with, TextBuilder to)
        {
            while (!text.IsEmpty)
            {
                Rune.DecodeFromUtf8(text, out _, out var length);
                var at = from.IndexOf(text[..length]);
                if (at < 0)
                {
                    to.Write(text[..length]);
                }
                else
                {
                    to.Write(Utf8Text.Slice(with, Utf8Text.Count(from[..at]) + 1, 1));
                }

                text = text[length..];
            }
        }
    }

    /// <summary>A part between separators.</summary>
    public readonly struct SplitPart : IWrite<Utf8, Utf8, long>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 text, Utf8 separator, long n, TextBuilder to)
        {
            if (separator.IsEmpty)
            {
                to.Write(n is 1 or -1 ? text : default);
                return;
            }

            n = n switch
            {
                0 => throw new RerunException("split_part() counts parts from 1, or from -1 at the end; there is no part 0.", RerunErrorCode.InvalidArgument),
                < 0 => text.Count(separator) + 2 + n,
                _ => n,
            };
            while (n > 1 && text.IndexOf(separator) is var at and >= 0)
            {
                text = text[(at + separator.Length)..];
                n--;
            }

            if (n == 1)
            {
                to.Write(text.IndexOf(separator) is var end and >= 0 ? text[..end] : text);
            }
        }
    }

    /// <summary>Repeats.</summary>
    public readonly struct Repeat : IWrite<Utf8, long>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 text, long count, TextBuilder to)
        {
            if (count > 0 && text.Length > 0 && count > LongestResult / text.Length)
            {
                throw TooLong();
            }

            for (var i = 0L; i < count && !text.IsEmpty; i++)
            {
                to.Write(text);
            }
        }
    }

    /// <summary>Pads the beginning.</summary>
    public readonly struct PadLeft : IWrite<Utf8, long>, IWrite<Utf8, long, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 text, long count, TextBuilder to) => Invoke(text, count, " "u8, to);

        /// <inheritdoc/>
        public void Invoke(Utf8 text, long count, Utf8 fill, TextBuilder to)
        {
            Fill(count - Utf8Text.Count(text), fill, to);
            to.Write(Utf8Text.Slice(text, 1, Math.Max(count, 0)));
        }
    }

    /// <summary>Pads the end.</summary>
    public readonly struct PadRight : IWrite<Utf8, long>, IWrite<Utf8, long, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 text, long count, TextBuilder to) => Invoke(text, count, " "u8, to);

        /// <inheritdoc/>
        public void Invoke(Utf8 text, long count, Utf8 fill, TextBuilder to)
        {
            to.Write(Utf8Text.Slice(text, 1, Math.Max(count, 0)));
            Fill(count - Utf8Text.Count(text), fill, to);
        }
    }

    /// <summary>A character of its code point.</summary>
    public readonly struct Character : IWrite<long>
    {
        /// <inheritdoc/>
        public void Invoke(long value, TextBuilder to) => to.Write(
            value is > 0 and <= 0x10FFFF && Rune.IsValid((int)value)
                ? new Rune((int)value)
                : throw new RerunException($"There is no character {value}.", RerunErrorCode.ValueOutOfRange));
    }

    /// <summary>Joins two texts.</summary>
    public readonly struct Join : IWrite<Utf8, Utf8>
    {
        /// <inheritdoc/>
        public void Invoke(Utf8 left, Utf8 right, TextBuilder to)
        {
            to.Write(left);
            to.Write(right);
        }
    }

    /// <summary>Hexadecimal digits.</summary>
    public readonly struct Hexadecimal : IWrite<long>
    {
        /// <inheritdoc/>
        public void Invoke(long value, TextBuilder to) => to.Write(value, "x");
    }

    /// <summary>MD5.</summary>
    public readonly struct Md5 : IWrite<Utf8>
    {
        /// <inheritdoc/>
        [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "A checksum of data, not a secret.")]
        public void Invoke(Utf8 value, TextBuilder to) => to.Write(Convert.ToHexStringLower(MD5.HashData(value)));
    }

    private static Utf8 TrimHead(Utf8 text, Utf8 characters)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out _, out var length);
            if (characters.IndexOf(text[..length]) < 0)
            {
                break;
            }

            text = text[length..];
        }

        return text;
    }

    private static Utf8 TrimTail(Utf8 text, Utf8 characters)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeLastFromUtf8(text, out _, out var length);
            if (characters.IndexOf(text[^length..]) < 0)
            {
                break;
            }

            text = text[..^length];
        }

        return text;
    }

    private static void Fill(long count, Utf8 fill, TextBuilder to)
    {
        if (count > LongestResult)
        {
            throw TooLong();
        }

        var size = Utf8Text.Count(fill);
        for (; count > 0 && size > 0; count -= size)
        {
            to.Write(count >= size ? fill : Utf8Text.Slice(fill, 1, count));
        }
    }
}
