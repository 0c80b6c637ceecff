namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>Reduces English words to their stems by the algorithm known as Porter 2, or Snowball English.</summary>
internal static class EnglishStemmer
{
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["skis"] = "ski", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["idly"] = "idl", ["gently"] = "gentl",
        ["ugly"] = "ugli", ["early"] = "earli", ["only"] = "onli", ["singly"] = "singl", ["sky"] = "sky", ["news"] = "news", ["howe"] = "howe",
        ["atlas"] = "atlas", ["cosmos"] = "cosmos", ["bias"] = "bias", ["andes"] = "andes",
    };

    /// <summary>Words that are left alone once a plural's ending is off.</summary>
    private static readonly HashSet<string> FinishedWords = new(StringComparer.Ordinal)
    {
        "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
    };

    // Of several endings that fit, the longest counts; a null stands for an ending with a rule of its own.
    private static readonly (string Ending, string? Replacement)[] DerivedEndings = LongestFirst(
    [
        ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("entli", "ent"), ("izer", "ize"), ("ization", "ize"),
        ("ational", "ate"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("aliti", "al"), ("alli", "al"), ("fulness", "ful"),
        ("ousli", "ous"), ("ousness", "ous"), ("iveness", "ive"), ("iviti", "ive"), ("biliti", "ble"), ("bli", "ble"), ("fulli", "ful"),
        ("lessli", "less"), ("ogi", null), ("li", null),
    ]);

    private static readonly (string Ending, string? Replacement)[] AdjectiveEndings = LongestFirst(
    [
        ("tional", "tion"), ("ational", "ate"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
        ("ative", null),
    ]);

    private static readonly (string Ending, string? Replacement)[] LastEndings = LongestFirst(
    [
        ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""), ("ant", ""), ("ement", ""), ("ment", ""),
        ("ent", ""), ("ism", ""), ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""), ("ion", null),
    ]);

    /// <summary>The stem of a word in lower case.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2)
        {
            return word;
        }

        if (Exceptions.TryGetValue(word, out var exception))
        {
            return exception;
        }

        var stem = new EnglishWord(word);
        stem.TakeOffApostrophes();
        TakeOffPlural(ref stem);
        if (FinishedWords.Contains(stem.ToString()))
        {
            return stem.ToString();
        }

        TakeOffPast(ref stem);
        TurnFinalY(ref stem);
        ReplaceDerived(ref stem);
        ReplaceAdjective(ref stem);
        TakeOffLast(ref stem);
        TakeOffFinal(ref stem);
        return stem.ToString();
    }

    private static void TakeOffPlural(ref EnglishWord word)
    {
        if (word.EndsWith("sses"))
        {
            word.Drop(2);
        }
        else if (word.EndsWith("ied") || word.EndsWith("ies"))
        {
            word.Drop(word.Length > 4 ? 2 : 1);
        }
        else if (word.EndsWith("s") && !word.EndsWith("us") && !word.EndsWith("ss") && word.HasVowelBefore(word.Length - 2))
        {
            word.Drop(1);
        }
    }

    private static void TakeOffPast(ref EnglishWord word)
    {
        var ending = word.EndsWith("eedly") ? 5 : word.EndsWith("eed") ? 3 : 0;
        if (ending > 0)
        {
            if (word.Length - ending >= word.R1)
            {
                word.Drop(ending - 2);
            }

            return;
        }

        ending = word.EndsWith("ingly") ? 5 : word.EndsWith("edly") ? 4 : word.EndsWith("ing") ? 3 : word.EndsWith("ed") ? 2 : 0;
        if (ending == 0 || !word.HasVowelBefore(word.Length - ending))
        {
            return;
        }

        word.Drop(ending);
        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
        {
            word.Append('e');
        }
        else if (word.EndsWithDouble())
        {
            word.Drop(1);
        }
        else if (word.IsShort())
        {
            word.Append('e');
        }
    }

    private static void TurnFinalY(ref EnglishWord word)
    {
        if (word.Length > 2 && word[^1] is 'y' or 'Y' && !EnglishWord.IsVowel(word[^2]))
        {
            word.Drop(1);
            word.Append('i');
        }
    }

    private static void ReplaceDerived(ref EnglishWord word)
    {
        if (!Find(word, DerivedEndings, out var ending, out var replacement) || word.Length - ending.Length < word.R1)
        {
            return;
        }

        if (replacement is not null)
        {
            word.Replace(ending.Length, replacement);
        }
        else if (ending == "ogi")
        {
            if (word.EndsWith("logi"))
            {
                word.Drop(1);
            }
        }
        else if (word.Length > 2 && word[^3] is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't')
        {
            word.Drop(2);
        }
    }

    private static void ReplaceAdjective(ref EnglishWord word)
    {
        if (!Find(word, AdjectiveEndings, out var ending, out var replacement) || word.Length - ending.Length < word.R1)
        {
            return;
        }

        if (replacement is not null)
        {
            word.Replace(ending.Length, replacement);
        }
        else if (word.Length - ending.Length >= word.R2)
        {
            word.Drop(ending.Length);
        }
    }

    private static void TakeOffLast(ref EnglishWord word)
    {
        if (Find(word, LastEndings, out var ending, out var replacement)
            && word.Length - ending.Length >= word.R2
            && (replacement is not null || word.EndsWith("sion") || word.EndsWith("tion")))
        {
            word.Drop(ending.Length);
        }
    }

    private static void TakeOffFinal(ref EnglishWord word)
    {
        if (word.EndsWith("e"))
        {
            var before = word.Length - 1;
            if (before >= word.R2 || (before >= word.R1 && !word.EndsInShortSyllable(before)))
            {
                word.Drop(1);
            }
        }
        else if (word.EndsWith("ll") && word.Length - 1 >= word.R2)
        {
            word.Drop(1);
        }
    }

    private static bool Find(
        in EnglishWord word, (string Ending, string? Replacement)[] endings, out string ending, out string? replacement)
    {
        foreach (var candidate in endings)
        {
            if (word.EndsWith(candidate.Ending))
            {
                (ending, replacement) = candidate;
                return true;
            }
        }

        (ending, replacement) = ("", null);
        return false;
    }

    private static (string, string?)[] LongestFirst((string Ending, string?)[] endings) => [.. endings.OrderByDescending(ending => ending.Ending.Length)];
}
