namespace Rerun.Data.Linq;

/// <summary>Maps a property, field or constructor parameter to the value of an index (a timeline).</summary>
/// <param name="name">The index, or null for the one that is queried.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class RerunIndexAttribute(string? name = null) : Attribute
{
    /// <summary>The index, or null for the one that is queried.</summary>
    public string? Name { get; } = name;
}
