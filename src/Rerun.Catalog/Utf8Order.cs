namespace Rerun.Catalog;

/// <summary>The order of texts by their UTF-8 bytes, which is the order of their code points; the wire and the file formats sort by it.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    /// <summary>UTF-16 order differs only where a surrogate meets a character above the surrogates.</summary>
    public static int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return x is null ? (y is null ? 0 : -1) : 1;
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        var (a, b) = (x[common], y[common]);
        return char.IsSurrogate(a) != char.IsSurrogate(b) ? (char.IsSurrogate(a) ? 1 : -1) : a.CompareTo(b);
    }

    int IComparer<string>.Compare(string? x, string? y) => Compare(x, y);
}
