namespace Rerun.Catalog.Dataframes;

/// <summary>
/// An entity path filter such as <c>/world/** -/world/roads</c>: rules that include (<c>+</c>, the default) or exclude (<c>-</c>) one entity or,
/// with the ending <c>/**</c>, an entity and all below it. The rule with the longest path decides; of two with one path, that for one entity.
/// What no rule is about is out, and recording properties are out unless a rule names them. Reading never fails.
/// </summary>
public sealed class EntityPathFilter
{
    private static readonly EntityPath Properties = EntityPath.FromParts(ColumnMetadata.PropertiesPart);
    private readonly Dictionary<(EntityPath Path, bool Subtree), bool> _rules;

    private EntityPathFilter(string text, Dictionary<(EntityPath Path, bool Subtree), bool> rules)
    {
        Text = text;
        _rules = rules;
    }

    /// <summary>The text that the filter was read from.</summary>
    public string Text { get; }

    /// <summary>Reads a filter: rules separated by ASCII white space.</summary>
    /// <param name="text">The filter's text; empty text matches nothing.</param>
    public static EntityPathFilter Parse(string text)
    {
        // Rules are held by their text: of equal texts the last counts, and of texts that resolve to one path the greatest, because they
        // are resolved in order of their bytes.
        var byText = new SortedDictionary<string, bool>(Utf8Order.Instance);
        foreach (var token in Tokens(text))
        {
            var signed = token[0] is '+' or '-';
            byText[(signed ? token[1..] : token).Trim(Blanks.ToCharArray())] = token[0] != '-';
        }

        var rules = new Dictionary<(EntityPath Path, bool Subtree), bool>();
        foreach (var (rule, included) in byText)
        {
            var subtree = rule.EndsWith("/**", StringComparison.Ordinal);
            rules[(EntityPath.Parse(subtree ? rule[..^3] : rule), subtree)] = included;
        }

        if (!rules.Keys.Any(rule => rule.Path.IsAtOrBelow(Properties)))
        {
            rules.Add((Properties, true), false);
        }

        return new EntityPathFilter(text, rules);
    }

    /// <summary>Whether the filter includes an entity.</summary>
    /// <param name="entityPath">The entity.</param>
    public bool Matches(EntityPath entityPath)
    {
        if (_rules.TryGetValue((entityPath, false), out var included))
        {
            return included;
        }

        for (var path = entityPath; path is not null; path = path.Parent)
        {
            if (_rules.TryGetValue((path, true), out included))
            {
                return included;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private const string Blanks = " \t\n\f\r";

    /// <summary>
    /// White space ends a token unless a backslash stands before it. After signs alone only a line break does, so that a sign may stand apart
    /// from its path.
    /// </summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var start = -1;
        var onlySigns = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var blank = Blanks.Contains(c, StringComparison.Ordinal) && (i == 0 || text[i - 1] != '\\');
            if (start < 0)
            {
                if (!blank)
                {
                    start = i;
                    onlySigns = c is '+' or '-';
                }
            }
            else if (blank && (c == '\n' || !onlySigns))
            {
                tokens.Add(text[start..i]);
                start = -1;
            }
            else if (!blank)
            {
                onlySigns &= c is '+' or '-';
            }
        }

        if (start >= 0)
        {
            tokens.Add(text[start..]);
        }

        return tokens;
    }
}
