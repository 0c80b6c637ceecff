using System.Collections.Frozen;
using System.Text;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>Writes letters with marks, ligatures and wide forms in plain ASCII, so that <c>café</c> and <c>cafe</c> are one word.</summary>
internal static class AsciiFolding
{
    /// <summary>Lower-case letters behind the ASCII that they become; terms are in lower case already.</summary>
    private static readonly string[] Groups =
    [
        "a àáâãäåāăąǎǟǡǻȁȃȧɐɑḁẚạảấầẩẫậắằẳẵặ", "aa ꜳ", "ae æǣǽ", "ao ꜵ", "au ꜷ", "av ꜹ", "b ƀɓḃḅḇ", "c çćĉċčƈȼḉ", "d ðďđɖɗḋḍḏḑḓ",
        "dz ǆǳ", "e èéêëēĕėęěȅȇȩɇḕḗḙḛḝẹẻẽếềểễệǝə", "f ƒḟ", "ff ﬀ", "ffi ﬃ", "ffl ﬄ", "fi ﬁ", "fl ﬂ", "g ĝğġģǥǧǵɠḡ", "h ĥħȟḣḥḧḩḫẖ",
        "hv ƕ", "i ìíîïĩīĭįıǐȉȋɨḭḯỉị", "ij ĳ", "j ĵǰɉȷ", "k ķƙǩḱḳḵĸ", "l ĺļľŀłƚḷḹḻḽ", "lj ǉ", "m ḿṁṃɱ", "n ñńņňŉŋǹƞṅṇṉṋ", "nj ǌ",
        "o òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱɵṍṏṑṓọỏốồổỗộớờởỡợ", "oe œ", "oi ƣ", "ou ȣ", "p ƥṕṗ", "q ɋ", "r ŕŗřȑȓɍṙṛṝṟ", "s śŝşšșſṡṣṥṧṩȿ", "ss ß",
        "t ţťŧțƭṫṭṯṱẗ", "th þ", "u ùúûüũūŭůűųưǔǖǘǚǜȕȗʉṳṵṷṹṻụủứừửữự", "v ʋṽṿ", "w ŵẁẃẅẇẉẘ", "x ẋẍ", "y ýÿŷƴȳɏẏẙỳỵỷỹ", "z źżžƶȥẑẓẕ",
        "0 ⁰₀", "1 ¹₁", "2 ²₂", "3 ³₃", "4 ⁴₄", "5 ⁵₅", "6 ⁶₆", "7 ⁷₇", "8 ⁸₈", "9 ⁹₉", "' ‘’‚‛′", "\" «»“”„″", "- ‐‑‒–—",
    ];

    private static readonly FrozenDictionary<char, string> Folded = Groups
        .SelectMany(group => group[(group.IndexOf(' ') + 1)..].Select(letter => (letter, plain: group[..group.IndexOf(' ')])))
        .Concat(Enumerable.Range('!', '~' - '!' + 1).Select(plain => (letter: (char)(plain + 0xFEE0), plain: ((char)plain).ToString())))
        .ToFrozenDictionary(pair => pair.letter, pair => pair.plain);

    /// <summary>The term with everything in ASCII that has a form there.</summary>
    public static string Fold(string term)
    {
        if (Ascii.IsValid(term))
        {
            return term;
        }

        var folded = new StringBuilder(term.Length);
        foreach (var letter in term)
        {
            if (Folded.TryGetValue(letter, out var plain))
            {
                folded.Append(plain);
            }
            else if (letter is < '\u0300' or > '\u036F')
            {
                // Marks that stand behind their letter go.
                folded.Append(letter);
            }
        }

        return folded.ToString();
    }
}
