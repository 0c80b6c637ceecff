using System.Text;
using System.Text.Json;

namespace Rerun.Catalog.Dataframes;

/// <summary>
/// Which entities and components a dataframe query view is made of: an entity path filter with all components of the entities, or filters
/// each with the components to take. Mirrors <c>rerun.catalog.ViewContentsLike</c>.
/// </summary>
/// <remarks>Unknown entities and components select nothing and are no error.</remarks>
public sealed class ViewContents : IEquatable<ViewContents>
{
    private readonly Part[] _parts;
    private readonly string _text;

    private ViewContents(Part[] parts, string text)
    {
        _parts = parts;
        _text = text;
    }

    /// <summary>All entities with all components, without recording properties: <c>/**</c>.</summary>
    public static ViewContents All { get; } = ParseFilter("/**");

    /// <summary>
    /// Reads contents from text: an entity path filter or, if the text starts with <c>{</c>, a JSON object whose names are filters and whose
    /// values are component identifiers: a text or an array of texts.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text starts with <c>{</c> and is not such an object.</exception>
    public static ViewContents Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().TrimStart().StartsWith("{") ? ParseJson(text) : ParseFilter(text);
    }

    /// <summary>Reads an entity path filter; never fails.</summary>
    /// <param name="filter">The filter; see <see cref="EntityPathFilter"/>.</param>
    public static ViewContents ParseFilter(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new ViewContents([new Part(EntityPathFilter.Parse(filter), null)], filter.AsSpan().TrimStart().StartsWith("{") ? "+" + filter.TrimStart() : filter);
    }

    /// <summary>Takes, of the entities that a filter matches, the components named; of several filters that match an entity the last counts.</summary>
    /// <param name="contents">Entity path filters and whole component identifiers such as <c>Points3D:positions</c>.</param>
    public static ViewContents FromDictionary<TComponents>(IEnumerable<KeyValuePair<string, TComponents>> contents)
        where TComponents : IEnumerable<string>
    {
        ArgumentNullException.ThrowIfNull(contents);
        var parts = contents.Select(part => new Part(EntityPathFilter.Parse(part.Key), [.. part.Value])).ToArray();
        return new ViewContents(parts, Print(parts));
    }

    /// <summary>Contents from text; see <see cref="Parse"/>.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ViewContents(string text) => Parse(text);

    /// <summary>Whether an entity belongs to the contents, be it without any component.</summary>
    /// <param name="entityPath">The entity.</param>
    public bool Contains(EntityPath entityPath) => Find(entityPath) is not null;

    /// <summary>Whether a component column belongs to the contents.</summary>
    /// <param name="entityPath">The entity.</param>
    /// <param name="component">The whole component identifier; compared ordinally.</param>
    public bool Contains(EntityPath entityPath, string component) =>
        Find(entityPath) is { } part && (part.Components is null || part.Components.Contains(component, StringComparer.Ordinal));

    /// <inheritdoc/>
    public bool Equals(ViewContents? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ViewContents);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The filter's text or the JSON object; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => _text;

    private static ViewContents ParseJson(string text)
    {
        var contents = new List<KeyValuePair<string, string[]>>();
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                contents.Add(new(property.Name, ReadComponents(property)));
            }
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The contents are not JSON: {e.Message}", nameof(text), e);
        }

        return FromDictionary(contents);
    }

    private static string[] ReadComponents(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.String => [property.Value.GetString()!],
        JsonValueKind.Array when property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. property.Value.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw new ArgumentException($"The contents of '{property.Name}' are {property.Value.ValueKind}; expected a component's name or an array of names."),
    };

    private static string Print(Part[] parts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var part in parts)
            {
                json.WriteStartArray(part.Filter.Text);
                foreach (var component in part.Components!)
                {
                    json.WriteStringValue(component);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private Part? Find(EntityPath entityPath)
    {
        for (var i = _parts.Length - 1; i >= 0; i--)
        {
            if (_parts[i].Filter.Matches(entityPath))
            {
                return _parts[i];
            }
        }

        return null;
    }

    private sealed record Part(EntityPathFilter Filter, string[]? Components);
}
