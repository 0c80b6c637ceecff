using System.Reflection;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Calls that stand in a normalised query for what has several spellings in C#.</summary>
internal static class Markers
{
    public static readonly MethodInfo IsOneOfMethod = typeof(Markers).GetMethod(nameof(IsOneOf))!;

    public static bool IsOneOf<T>(IEnumerable<T> items, T item) => items.Contains(item);
}
