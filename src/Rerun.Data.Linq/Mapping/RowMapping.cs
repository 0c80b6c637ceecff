using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using Rerun.Catalog;

namespace Rerun.Data.Linq.Mapping;

/// <summary>How rows become objects of a class, record or struct: by attributes, else by names.</summary>
internal sealed class RowMapping
{
    private static readonly ConcurrentDictionary<Type, RowMapping> All = new();
    private static readonly string[] PartitionNames = ["partitionid", "rerunpartitionid", "rerunsegmentid", "segmentid"];

    private readonly NullabilityInfoContext _nullability = new();

    private RowMapping(Type type)
    {
        Type = type;
        Constructor = ConstructorOf(type);
        ParameterInfo[] parameters = Constructor?.GetParameters() ?? [];
        MemberInfo[] members = MembersOf(type);
        Properties =
        [
            .. parameters.Select(parameter => Map(Array.Find(members, member => IsSame(member.Name, parameter.Name)), parameter)),
            .. members
                .Where(member => !Array.Exists(parameters, parameter => IsSame(member.Name, parameter.Name)) && IsSet(member))
                .Select(member => Map(member, null)),
        ];
        if (Properties.Count == 0)
        {
            throw Unfit(type, "has no property that can be set and no constructor with parameters");
        }
    }

    public Type Type { get; }

    /// <summary>The constructor; null for a value type without one.</summary>
    public ConstructorInfo? Constructor { get; }

    /// <summary>The mapped properties, those of the constructor first.</summary>
    public IReadOnlyList<PropertyMapping> Properties { get; }

    public static RowMapping Of(Type type) => All.GetOrAdd(type, static key => new RowMapping(key));

    /// <summary>Whether a type is that of one value, not of a row.</summary>
    public static bool IsValue(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsPrimitive || bare.IsEnum || bare.IsArray || bare == typeof(string) || bare == typeof(decimal) || bare == typeof(Guid) || bare == typeof(DateTime) || bare == typeof(DateTimeOffset)
            || bare == typeof(TimeSpan) || bare == typeof(Rerun.Arrow.Timestamp64) || bare == typeof(Rerun.Arrow.Duration64);
    }

    /// <summary>Names compared without case and underscores: <c>LogTime</c> is <c>log_time</c>.</summary>
    public static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsSame(string member, string? parameter) => string.Equals(member, parameter, StringComparison.OrdinalIgnoreCase);

    private static RerunException Unfit(Type type, string reason) => new($"{type} cannot be a row: it {reason}.", RerunErrorCode.InvalidArgument);

    private static ConstructorInfo? ConstructorOf(Type type)
    {
        if (type.IsAbstract || type.IsPrimitive || type.IsEnum || type == typeof(string))
        {
            throw Unfit(type, "is no class, record or struct that can be made");
        }

        // A record's copy constructor makes nothing of a row.
        ConstructorInfo[] all = [.. type.GetConstructors().Where(one => one.GetParameters() is not [{ } only] || only.ParameterType != type)];
        return Array.Find(all, one => one.GetParameters().Length == 0)
            ?? all.MaxBy(one => one.GetParameters().Length)
            ?? (type.IsValueType ? null : throw Unfit(type, "has no public constructor"));
    }

    // A member that hides one of a base class stands for both.
    private static MemberInfo[] MembersOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.GetIndexParameters().Length == 0)
            .Concat<MemberInfo>(type.GetFields(BindingFlags.Instance | BindingFlags.Public))
            .Where(member => member.GetCustomAttribute<NotMappedAttribute>() is null)
            .GroupBy(member => member.Name, StringComparer.Ordinal)
            .Select(same => same.MaxBy(member => Depth(member.DeclaringType!))!)
            .Select(member => member is PropertyInfo property && property.DeclaringType != type
                ? property.DeclaringType!.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly) ?? member
                : member),
    ];

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;

    // What is marked by an attribute may have a private setter.
    private static bool IsSet(MemberInfo member) => member switch
    {
        FieldInfo field => !field.IsInitOnly,
        PropertyInfo { SetMethod: { } setter } => setter.IsPublic
            || member.IsDefined(typeof(RerunColumnAttribute)) || member.IsDefined(typeof(RerunIndexAttribute))
            || member.IsDefined(typeof(RerunPartitionAttribute)) || member.IsDefined(typeof(ColumnAttribute)),
        _ => false,
    };

    private PropertyMapping Map(MemberInfo? member, ParameterInfo? parameter)
    {
        T? Find<T>()
            where T : Attribute => member?.GetCustomAttribute<T>() ?? parameter?.GetCustomAttribute<T>();
        string name = member?.Name ?? parameter!.Name!;
        Type type = parameter?.ParameterType ?? (member as PropertyInfo)?.PropertyType ?? ((FieldInfo)member!).FieldType;
        (PropertyKind Kind, string? Name, RerunListRule Rule, bool Optional) read =
            Find<RerunColumnAttribute>() is { } column ? (PropertyKind.Column, (string?)column.Name, column.Rule, column.Optional)
            : Find<RerunPartitionAttribute>() is not null ? (PropertyKind.Partition, null, default, false)
            : Find<RerunIndexAttribute>() is { } index ? (PropertyKind.Index, index.Name, default, false)
            : Find<ColumnAttribute>() is { Name: { } given } ? (PropertyKind.Column, (string?)given, default, false)
            : PartitionNames.Contains(Plain(name)) ? (PropertyKind.Partition, null, default, false)
            : (PropertyKind.ByName, name, default, false);
        bool hasNull = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        if (read.Optional && !hasNull)
        {
            throw Unfit(Type, $"marks {name} as optional, but {type.Name} cannot be null; make its type {type.Name}?");
        }

        if (read.Rule is RerunListRule.Any or RerunListRule.All && (Nullable.GetUnderlyingType(type) ?? type) != typeof(bool))
        {
            throw Unfit(Type, $"asks for {read.Rule} of {name}, which is not of type bool");
        }

        return new PropertyMapping(name, type, member, read.Kind, read.Name, read.Rule, read.Optional, !type.IsValueType && !read.Optional && IsNeverNull(member, parameter), parameter is not null);
    }

    private bool IsNeverNull(MemberInfo? member, ParameterInfo? parameter) => NullabilityState.NotNull == (member switch
    {
        _ when parameter is not null => _nullability.Create(parameter).WriteState,
        PropertyInfo property => _nullability.Create(property).WriteState,
        FieldInfo field => _nullability.Create(field).WriteState,
        _ => NullabilityState.Unknown,
    });
}
