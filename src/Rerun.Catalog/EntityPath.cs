using System.Globalization;
using System.Text;

namespace Rerun.Catalog;

/// <summary>
/// The path of an entity: parts of any text, as in <c>/world/car</c>. Its text form escapes what is neither letter, digit nor one of
/// <c>_ - .</c>; reading is forgiving and never fails.
/// </summary>
public sealed class EntityPath : IEquatable<EntityPath>, IComparable<EntityPath>
{
    private readonly string[] _parts;
    private readonly string _text;

    private EntityPath(string[] parts)
    {
        _parts = parts;
        _text = Print(parts);
    }

    /// <summary>The path without parts, <c>/</c>.</summary>
    public static EntityPath Root { get; } = new([]);

    /// <summary>The parts, unescaped; none for the root.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>Whether this is the path <c>/</c>.</summary>
    public bool IsRoot => _parts.Length == 0;

    /// <summary>The path without its last part, or null for the root.</summary>
    public EntityPath? Parent => IsRoot ? null : new EntityPath(_parts[..^1]);

    /// <summary>
    /// Reads a path. A leading slash is optional; empty parts are dropped; <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\u{XXXX}</c> and a backslash
    /// before any other character are unescaped; odd characters without escape are kept.
    /// </summary>
    /// <param name="text">The path's text.</param>
    public static EntityPath Parse(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '/':
                    Close();
                    break;
                case '\\' when i + 1 < text.Length:
                    i = Unescape(text, i + 1, part);
                    break;
                default:
                    part.Append(text[i]);
                    break;
            }
        }

        Close();
        return parts.Count == 0 ? Root : new EntityPath([.. parts]);

        void Close()
        {
            if (part.Length > 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
        }
    }

    /// <summary>Makes a path of unescaped parts.</summary>
    /// <param name="parts">The parts; empty ones are dropped.</param>
    public static EntityPath FromParts(params IEnumerable<string> parts)
    {
        string[] kept = [.. parts.Where(part => part.Length > 0)];
        return kept.Length == 0 ? Root : new EntityPath(kept);
    }

    /// <summary>Whether this path is the other one or lies below it.</summary>
    /// <param name="ancestor">The path that may be above.</param>
    public bool IsAtOrBelow(EntityPath ancestor) =>
        _parts.Length >= ancestor._parts.Length && _parts.AsSpan(0, ancestor._parts.Length).SequenceEqual(ancestor._parts);

    /// <inheritdoc/>
    public bool Equals(EntityPath? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EntityPath);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Orders paths part by part, each part ordinally by its UTF-8 bytes; a path comes before what lies below it.</summary>
    /// <param name="other">The other path.</param>
    public int CompareTo(EntityPath? other)
    {
        if (other is null)
        {
            return 1;
        }

        var common = Math.Min(_parts.Length, other._parts.Length);
        for (var i = 0; i < common; i++)
        {
            var order = Utf8Order.Compare(_parts[i], other._parts[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return _parts.Length.CompareTo(other._parts.Length);
    }

    /// <summary>The escaped text with a leading slash.</summary>
    public override string ToString() => _text;

    private static int Unescape(string text, int at, StringBuilder part)
    {
        switch (text[at])
        {
            case 'n':
                part.Append('\n');
                return at;
            case 'r':
                part.Append('\r');
                return at;
            case 't':
                part.Append('\t');
                return at;
            case 'u' when at + 1 < text.Length && text[at + 1] == '{':
                var end = text.IndexOf('}', at + 2);
                if (end > at + 2
                    && int.TryParse(text.AsSpan(at + 2, end - at - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var scalar)
                    && Rune.TryCreate(scalar, out var rune))
                {
                    part.Append(rune.ToString());
                    return end;
                }

                part.Append('u');
                return at;
            default:
                part.Append(text[at]);
                return at;
        }
    }

    private static string Print(string[] parts)
    {
        if (parts.Length == 0)
        {
            return "/";
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append('/');
            foreach (var rune in part.EnumerateRunes())
            {
                Escape(rune, text);
            }
        }

        return text.ToString();
    }

    private static void Escape(Rune rune, StringBuilder text)
    {
        var value = rune.Value;
        if (Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
            || value is '_' or '-' or '.')
        {
            text.Append(rune.ToString());
        }
        else if (value is '\n' or '\r' or '\t')
        {
            text.Append('\\').Append(value == '\n' ? 'n' : value == '\r' ? 'r' : 't');
        }
        else if (value is >= ' ' and < 0x7F)
        {
            text.Append('\\').Append((char)value);
        }
        else
        {
            text.Append("\\u{").Append(value.ToString("X4", CultureInfo.InvariantCulture)).Append('}');
        }
    }
}
