namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>A word on its way to its stem, with the regions that the rules of the stemmer speak of. A capital Y is a consonant.</summary>
internal struct EnglishWord
{
    private static readonly string[] LongBeginnings = ["gener", "commun", "arsen"];

    private readonly char[] _letters;

    public EnglishWord(string word)
    {
        // No rule makes a word longer than it was.
        _letters = new char[word.Length + 1];
        var start = word[0] == '\'' ? 1 : 0;
        word.AsSpan(start).CopyTo(_letters);
        Length = word.Length - start;
        for (var i = 0; i < Length; i++)
        {
            if (_letters[i] == 'y' && (i == 0 || IsVowel(_letters[i - 1])))
            {
                _letters[i] = 'Y';
            }
        }

        var beginning = Array.Find(LongBeginnings, StartsWith);
        R1 = beginning?.Length ?? RegionAfter(0);
        R2 = RegionAfter(R1);
    }

    /// <summary>The number of letters.</summary>
    public int Length { get; private set; }

    /// <summary>Where the region begins that follows the first consonant after a vowel; the word's first length if there is none.</summary>
    public int R1 { get; }

    /// <summary>Where the same region within <see cref="R1"/> begins.</summary>
    public int R2 { get; }

    public readonly char this[Index index] => _letters[index.GetOffset(Length)];

    public static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    public readonly bool EndsWith(string ending) => _letters.AsSpan(0, Length).EndsWith(ending);

    /// <summary>Whether there is a vowel among the letters before a place.</summary>
    public readonly bool HasVowelBefore(int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (IsVowel(_letters[i]))
            {
                return true;
            }
        }

        return false;
    }

    public readonly bool EndsWithDouble() =>
        Length > 1 && _letters[Length - 1] == _letters[Length - 2] && _letters[Length - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

    /// <summary>Whether the letters before a place end in a short syllable.</summary>
    public readonly bool EndsInShortSyllable(int end) => end switch
    {
        < 2 => false,
        2 => IsVowel(_letters[0]) && !IsVowel(_letters[1]),
        _ => !IsVowel(_letters[end - 3]) && IsVowel(_letters[end - 2]) && !IsVowel(_letters[end - 1]) && _letters[end - 1] is not ('w' or 'x' or 'Y'),
    };

    /// <summary>Whether the word is one short syllable, maybe with consonants before it.</summary>
    public readonly bool IsShort() => R1 >= Length && EndsInShortSyllable(Length);

    public void Drop(int count) => Length -= count;

    public void Append(char letter) => _letters[Length++] = letter;

    public void Replace(int dropped, string letters)
    {
        Length -= dropped;
        letters.CopyTo(0, _letters, Length, letters.Length);
        Length += letters.Length;
    }

    public void TakeOffApostrophes()
    {
        Drop(EndsWith("'s'") ? 3 : EndsWith("'s") ? 2 : EndsWith("'") ? 1 : 0);
    }

    public override readonly string ToString() => new string(_letters, 0, Length).Replace('Y', 'y');

    private readonly bool StartsWith(string beginning) => _letters.AsSpan(0, Length).StartsWith(beginning);

    private readonly int RegionAfter(int start)
    {
        for (var i = start + 1; i < Length; i++)
        {
            if (!IsVowel(_letters[i]) && IsVowel(_letters[i - 1]))
            {
                return i + 1;
            }
        }

        return Length;
    }
}
