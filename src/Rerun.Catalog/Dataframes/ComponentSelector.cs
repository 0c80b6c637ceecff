namespace Rerun.Catalog.Dataframes;

/// <summary>Names a component column by its parts. Mirrors <c>rerun.catalog.ComponentColumnSelector</c>.</summary>
/// <param name="EntityPath">The entity.</param>
/// <param name="Component">The component identifier, for example <c>Points3D:positions</c>.</param>
public sealed record ComponentSelector(EntityPath EntityPath, string Component)
{
    /// <summary>Reads a selector; the text is taken apart at its first colon.</summary>
    /// <param name="text">Entity and component, for example <c>/points:Points3D:positions</c>.</param>
    /// <exception cref="ArgumentException">The text has no colon.</exception>
    public static ComponentSelector Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var colon = text.IndexOf(':');
        return colon < 0
            ? throw new ArgumentException($"'{text}' names no component column; expected the form entity_path:component.", nameof(text))
            : new ComponentSelector(EntityPath.Parse(text[..colon]), text[(colon + 1)..]);
    }

    /// <summary>The column that a text names; see <see cref="Parse"/>.</summary>
    /// <param name="text">Entity and component.</param>
    public static implicit operator ComponentSelector(string text) => Parse(text);

    /// <summary>The column that a descriptor describes.</summary>
    /// <param name="column">The descriptor.</param>
    public static implicit operator ComponentSelector(ComponentColumnDescriptor column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new ComponentSelector(column.EntityPath, column.Component);
    }

    /// <summary>Entity and component; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => $"{EntityPath}:{Component}";
}
