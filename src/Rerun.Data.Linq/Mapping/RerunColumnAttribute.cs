namespace Rerun.Data.Linq;

/// <summary>Maps a property to a column of the dataset.</summary>
/// <param name="name">The column's name, such as <c>/drive/speed:Scalars:scalars</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RerunColumnAttribute(string name) : Attribute
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the property is null where the dataset has no such column; otherwise that is an error.</summary>
    public bool Optional { get; set; }
}
