namespace Rerun.Catalog;

/// <summary>
/// The order in which entities appear in schemas: part by part, a path before what lies below it, parts that start with <c>__</c> last,
/// otherwise naturally: runs of digits by value (digit by digit from the left if one starts with 0), letters without regard to case first.
/// </summary>
internal sealed class EntityPathOrder : IComparer<EntityPath>
{
    public static EntityPathOrder Instance { get; } = new();

    public int Compare(EntityPath? x, EntityPath? y)
    {
        if (x is null || y is null)
        {
            return x is null ? (y is null ? 0 : -1) : 1;
        }

        var common = Math.Min(x.Parts.Count, y.Parts.Count);
        for (var i = 0; i < common; i++)
        {
            var order = ComparePart(x.Parts[i], y.Parts[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return x.Parts.Count.CompareTo(y.Parts.Count);
    }

    private static int ComparePart(string x, string y)
    {
        if (string.Equals(x, y, StringComparison.Ordinal))
        {
            return 0;
        }

        var (reservedX, reservedY) = (IsReserved(x), IsReserved(y));
        if (reservedX != reservedY)
        {
            return reservedX ? 1 : -1;
        }

        var folded = CompareNaturally(x, y, true);
        return folded != 0 ? folded : CompareNaturally(x, y, false) is var exact and not 0 ? exact : Utf8Order.Compare(x, y);
    }

    private static bool IsReserved(string part) => part.StartsWith("__", StringComparison.Ordinal);

    private static int CompareNaturally(ReadOnlySpan<char> x, ReadOnlySpan<char> y, bool fold)
    {
        var (i, j) = (0, 0);
        while (i < x.Length && j < y.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                var a = DigitsAt(x, i);
                var b = DigitsAt(y, j);
                (i, j) = (i + a.Length, j + b.Length);
                var order = CompareDigits(a, b);
                if (order != 0)
                {
                    return order;
                }

                continue;
            }

            var (c, d) = fold ? (Fold(x[i]), Fold(y[j])) : (x[i], y[j]);
            if (c != d)
            {
                return char.IsSurrogate(c) != char.IsSurrogate(d) ? (char.IsSurrogate(c) ? 1 : -1) : c.CompareTo(d);
            }

            i++;
            j++;
        }

        return (x.Length - i).CompareTo(y.Length - j);
    }

    private static ReadOnlySpan<char> DigitsAt(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text[start..end];
    }

    private static int CompareDigits(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        var byValue = x[0] != '0' && y[0] != '0';
        return byValue && x.Length != y.Length ? x.Length.CompareTo(y.Length) : x.SequenceCompareTo(y);
    }

    private static char Fold(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
}
