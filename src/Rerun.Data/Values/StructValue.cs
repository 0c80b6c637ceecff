using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Rerun.Data.Values;

/// <summary>One struct: its fields' values by name, in the fields' order. A copy, valid without its reader.</summary>
internal sealed class StructValue(StructNames names, object?[] values) : IReadOnlyDictionary<string, object?>
{
    public int Count => names.Distinct.Count;

    public IEnumerable<string> Keys => names.Distinct.Select(known => known.Name);

    public IEnumerable<object?> Values => names.Distinct.Select(known => values[known.Position]);

    public object? this[string key] => names.TryFind(key, out var position)
        ? values[position]
        : throw new KeyNotFoundException($"The struct has no field '{key}'. It has: {string.Join(", ", Keys)}.");

    public bool ContainsKey(string key) => names.TryFind(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = names.TryFind(key, out var position);
        value = found ? values[position] : null;
        return found;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (var (name, position) in names.Distinct)
        {
            yield return new(name, values[position]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{{{string.Join(", ", this.Select(field => $"{field.Key}: {TextOf(field.Value)}"))}}}";

    private static string TextOf(object? value) => value switch
    {
        null => "NULL",
        Array list => $"[{string.Join(", ", list.Cast<object?>().Select(TextOf))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
