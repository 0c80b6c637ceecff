using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using Rerun.Catalog;

namespace Rerun.Data.Linq.Mapping;

/// <summary>How rows become objects of a class or record: by attributes, else by names.</summary>
internal sealed class RowMapping
{
    private static readonly ConcurrentDictionary<Type, RowMapping> All = new();
    private static readonly string[] PartitionNames = ["partitionid", "rerunpartitionid", "rerunsegmentid", "segmentid"];

    private RowMapping(Type type)
    {
        Type = type;
        Constructor = ConstructorOf(type);
        ParameterInfo[] parameters = Constructor?.GetParameters() ?? [];
        PropertyInfo[] properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public);
        Properties =
        [
            .. parameters.Select(parameter => Map(
                properties.FirstOrDefault(property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
                    ?? throw new RerunException($"The constructor parameter {parameter.Name} of {type} has no property of its name.", RerunErrorCode.InvalidArgument),
                parameter)),
            .. properties
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<NotMappedAttribute>() is null)
                .Where(property => !parameters.Any(parameter => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)))
                .Select(property => Map(property, null)),
        ];
    }

    public Type Type { get; }

    /// <summary>The constructor; null for a value type without one.</summary>
    public ConstructorInfo? Constructor { get; }

    /// <summary>The mapped properties, those of the constructor first.</summary>
    public IReadOnlyList<PropertyMapping> Properties { get; }

    public static RowMapping Of(Type type) => All.GetOrAdd(type, static key => new RowMapping(key));

    /// <summary>Names compared without case and underscores: <c>LogTime</c> is <c>log_time</c>.</summary>
    public static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static ConstructorInfo? ConstructorOf(Type type)
    {
        ConstructorInfo[] all = type.GetConstructors();
        return all.FirstOrDefault(one => one.GetParameters().Length == 0)
            ?? (type.IsValueType && all.Length == 0 ? null : all.MaxBy(one => one.GetParameters().Length)
                ?? throw new RerunException($"{type} has no public constructor.", RerunErrorCode.InvalidArgument));
    }

    private static PropertyMapping Map(PropertyInfo property, ParameterInfo? parameter)
    {
        T? Find<T>()
            where T : Attribute => property.GetCustomAttribute<T>() ?? parameter?.GetCustomAttribute<T>();
        bool isParameter = parameter is not null;
        if (Find<RerunColumnAttribute>() is { } column)
        {
            return new PropertyMapping(property, PropertyKind.Column, column.Name, column.Optional, isParameter);
        }

        if (Find<RerunPartitionAttribute>() is not null)
        {
            return new PropertyMapping(property, PropertyKind.Partition, null, false, isParameter);
        }

        return Find<RerunIndexAttribute>() is { } index ? new PropertyMapping(property, PropertyKind.Index, index.Name, false, isParameter)
            : PartitionNames.Contains(Plain(property.Name)) ? new PropertyMapping(property, PropertyKind.Partition, null, false, isParameter)
            : new PropertyMapping(property, PropertyKind.ByName, property.Name, false, isParameter);
    }
}
