using System.Reflection;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Calls that stand in a normalised query for what has several spellings in C#.</summary>
internal static class Markers
{
    public static readonly MethodInfo IsOneOfMethod = typeof(Markers).GetMethod(nameof(IsOneOf))!;

    public static bool IsOneOf<T>(IEnumerable<T> items, T item) => items.Contains(item);

    /// <summary>As string.Trim(char[]), with the characters as one text.</summary>
    public static string? Trim(string? text, string characters) => text?.Trim(characters.ToCharArray());

    /// <summary>As string.TrimStart(char[]).</summary>
    public static string? TrimStart(string? text, string characters) => text?.TrimStart(characters.ToCharArray());

    /// <summary>As string.TrimEnd(char[]).</summary>
    public static string? TrimEnd(string? text, string characters) => text?.TrimEnd(characters.ToCharArray());
}
