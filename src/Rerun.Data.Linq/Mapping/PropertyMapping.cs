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

/// <summary>A property, field or constructor parameter of a row class and what it reads.</summary>
/// <param name="MemberName">What queries call it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Member">The property or field; null for a constructor parameter without one.</param>
/// <param name="Kind">What it holds; <see cref="PropertyKind.ByName"/> is decided by the columns there are.</param>
/// <param name="Name">The column or index as given; null for the queried index and by convention.</param>
/// <param name="Rule">What is taken from a list.</param>
/// <param name="Optional">Whether a missing column is null.</param>
/// <param name="RefusesNull">Whether it is of a reference type that is declared without null.</param>
/// <param name="IsParameter">Whether it is set by the constructor.</param>
internal sealed record PropertyMapping(
    string MemberName, Type Type, MemberInfo? Member, PropertyKind Kind, string? Name, RerunListRule Rule, bool Optional, bool RefusesNull, bool IsParameter);
