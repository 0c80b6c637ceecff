using System.Reflection;

namespace Rerun.Data.Linq.Mapping;

/// <summary>What a property of a row class holds.</summary>
internal enum PropertyKind
{
    Column,
    Partition,
    Index,
    ByName,
}

/// <summary>A property of a row class and what it reads.</summary>
/// <param name="Property">The property.</param>
/// <param name="Kind">What it holds; <see cref="PropertyKind.ByName"/> is decided by the columns there are.</param>
/// <param name="Name">The column or index as given; null for the queried index and by convention.</param>
/// <param name="Optional">Whether a missing column is null.</param>
/// <param name="IsParameter">Whether it is set by the constructor.</param>
internal sealed record PropertyMapping(PropertyInfo Property, PropertyKind Kind, string? Name, bool Optional, bool IsParameter);
