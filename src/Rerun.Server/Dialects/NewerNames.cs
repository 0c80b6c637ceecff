using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Server.Dialects;

/// <summary>
/// Components that were renamed after 0.27. Clients of later releases rename them in what they receive; what they receive has to be in the order, and told of
/// by the names, that they arrive at.
/// </summary>
internal static class NewerNames
{
    private const string TypePrefix = "rerun.components.";

    private static readonly (string Older, string Newer, string? Archetype)[] Components =
    [
        ("Transform3D:axis_length", "TransformAxes3D:axis_length", "rerun.archetypes.TransformAxes3D"),
        ("CoordinateFrame:frame_id", "CoordinateFrame:frame", null),
    ];

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [TypePrefix + "PoseTranslation3D"] = TypePrefix + "Translation3D",
        [TypePrefix + "PoseRotationAxisAngle"] = TypePrefix + "RotationAxisAngle",
        [TypePrefix + "PoseRotationQuat"] = TypePrefix + "RotationQuat",
        [TypePrefix + "PoseScale3D"] = TypePrefix + "Scale3D",
        [TypePrefix + "PoseTransformMat3x3"] = TypePrefix + "TransformMat3x3",
    };

    /// <summary>The name that a component has by now.</summary>
    public static string Of(string component)
    {
        foreach (var (older, newer, _) in Components)
        {
            if (component == older)
            {
                return newer;
            }
        }

        return component;
    }

    /// <summary>A dataset's schema with the newer names, in the order that they give.</summary>
    public static Schema Of(Schema schema)
    {
        var dataset = DatasetSchema.FromArrow(schema);
        return dataset.HasRowId ? new DatasetSchema(dataset.IndexColumns, dataset.ComponentColumns.Select(Renamed), dataset.Metadata).ArrowSchema : schema;
    }

    private static ComponentColumnDescriptor Renamed(ComponentColumnDescriptor column)
    {
        if (column.ComponentType is { } type && Types.TryGetValue(type, out var newerType))
        {
            column = column with { ComponentType = newerType };
        }

        foreach (var (older, newer, archetype) in Components)
        {
            if (column.Component == older)
            {
                return new ComponentColumnDescriptor(column.EntityPath, newer, column.StoreType)
                {
                    Archetype = archetype ?? column.Archetype,
                    ComponentType = column.ComponentType,
                    IsStatic = column.IsStatic,
                    IsSemanticallyEmpty = column.IsSemanticallyEmpty,
                    IsTombstone = column.IsTombstone,
                };
            }
        }

        return column;
    }
}
