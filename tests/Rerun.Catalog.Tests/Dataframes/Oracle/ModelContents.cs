using System.Text.Json;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>The contents of a view as rules, and what they select by the book; the engine gets them as text.</summary>
/// <param name="Parts">Filters, each with the components to take of its entities, or null for all of them.</param>
internal sealed record ModelContents(IReadOnlyList<(IReadOnlyList<ModelContents.Rule> Rules, IReadOnlyList<string>? Components)> Parts)
{
    private const string Properties = "/__properties";

    /// <summary>Everything but recording properties.</summary>
    public static ModelContents All { get; } = new([([new Rule(true, "/", true)], null)]);

    public ViewContents ToViewContents()
    {
        var texts = Parts.Select(part => string.Join(' ', part.Rules)).ToList();
        return Parts is [(_, null)]
            ? ViewContents.ParseFilter(texts[0])
            : ViewContents.Parse(JsonSerializer.Serialize(texts.Zip(Parts).ToDictionary(pair => pair.First, pair => pair.Second.Components)));
    }

    public bool Contains(string entity) => Find(entity).Found;

    public bool Contains(string entity, string component) =>
        Find(entity) is { Found: true } part && (part.Components is null || part.Components.Contains(component));

    /// <summary>Of several filters that match an entity the last counts.</summary>
    private (bool Found, IReadOnlyList<string>? Components) Find(string entity)
    {
        foreach (var (rules, components) in Parts.Reverse())
        {
            if (Matches(rules, entity))
            {
                return (true, components);
            }
        }

        return (false, null);
    }

    /// <summary>The longest path decides, then the rule for one entity, then the later one.</summary>
    private static bool Matches(IReadOnlyList<Rule> rules, string entity)
    {
        var all = rules.Any(rule => IsAtOrBelow(rule.Path, Properties)) ? rules : [.. rules, new Rule(false, Properties, true)];
        return all.Where(rule => rule.IsAbout(entity))
            .Select((rule, position) => (rule, position))
            .OrderBy(item => Depth(item.rule.Path)).ThenBy(item => !item.rule.IsSubtree).ThenBy(item => item.position)
            .Select(item => (bool?)item.rule.IsIncluded)
            .LastOrDefault() ?? false;
    }

    public static bool IsAtOrBelow(string entity, string ancestor) =>
        entity == ancestor || ancestor == "/" || entity.StartsWith(ancestor + "/", StringComparison.Ordinal);

    private static int Depth(string path) => path == "/" ? 0 : path.Count(c => c == '/');

    /// <summary>A rule: one entity, or an entity and all below it, in or out.</summary>
    internal sealed record Rule(bool IsIncluded, string Path, bool IsSubtree)
    {
        public bool IsAbout(string entity) => IsSubtree ? IsAtOrBelow(entity, Path) : entity == Path;

        public override string ToString() => $"{(IsIncluded ? "+" : "-")}{(Path == "/" && IsSubtree ? "" : Path)}{(IsSubtree ? "/**" : "")}";
    }
}
