using System.Globalization;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>The version of a chunk's schema. It, and never the file's, decides which migrations run.</summary>
internal readonly record struct SorbetVersion(int Major, int Minor, int Patch) : IComparable<SorbetVersion>
{
    /// <summary>Data from before versions were written.</summary>
    public static SorbetVersion First => new(0, 0, 1);

    /// <summary>Colon keys, but no version: builds between 0.23 and 0.24.</summary>
    public static SorbetVersion Second => new(0, 0, 2);

    /// <summary>The version that older chunks are brought to; what came later changed names that are kept as they are.</summary>
    public static SorbetVersion Current => new(0, 1, 1);

    /// <summary>The newest version that was checked; newer ones are used as they are, with a warning.</summary>
    public static SorbetVersion Newest => new(0, 1, 4);

    public static bool TryParse(string text, out SorbetVersion version)
    {
        version = default;
        var core = text.AsSpan();
        if (core.IndexOfAny('-', '+') is var end and >= 0)
        {
            core = core[..end];
        }

        Span<Range> parts = stackalloc Range[4];
        if (core.Split(parts, '.') != 3
            || !TryParsePart(core[parts[0]], out var major)
            || !TryParsePart(core[parts[1]], out var minor)
            || !TryParsePart(core[parts[2]], out var patch))
        {
            return false;
        }

        version = new SorbetVersion(major, minor, patch);
        return true;
    }

    public int CompareTo(SorbetVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool TryParsePart(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
