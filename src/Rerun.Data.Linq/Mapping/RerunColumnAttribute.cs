namespace Rerun.Data.Linq;

/// <summary>Maps a property, field or constructor parameter to a column of the dataset or table.</summary>
/// <param name="name">The column's name, such as <c>/drive/speed:Scalars:scalars</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class RerunColumnAttribute(string name) : Attribute
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the property is null where the dataset has no such column; otherwise that is an error. Its type must have null.</summary>
    public bool Optional { get; set; }

    /// <summary>What a property of one value takes from a list.</summary>
    public RerunListRule Rule { get; set; }
}
