using System.Collections;
using Rerun.Arrow.Types;

namespace Rerun.Data.Linq.Materialization;

/// <summary>How many lists a type has around its values.</summary>
internal static class ListDepth
{
    public static int Of(IArrowType type) => type switch
    {
        ListType or LargeListType or ListViewType or LargeListViewType or FixedSizeListType => 1 + Of(((NestedType)type).Fields[0].DataType),
        DecimalType => 0,
        BinaryType or LargeBinaryType or BinaryViewType => 1,
        FixedSizeBinaryType { ByteWidth: not 16 } => 1,
        _ => 0,
    };

    public static int Of(Type type) =>
        ElementOf(type) is { } element ? 1 + Of(element) : IsVector(Nullable.GetUnderlyingType(type) ?? type) || typeof(Stream).IsAssignableFrom(type) ? 1 : 0;

    /// <summary>Whether a type is one value made of a list of numbers.</summary>
    public static bool IsVector(Type type) => type.IsValueType && (type.IsDefined(typeof(RerunVectorAttribute), false) || (type.Namespace == "System.Numerics" && !type.IsGenericType && type.Name is
        "Vector2" or "Vector3" or "Vector4" or "Quaternion" or "Matrix3x2" or "Matrix4x4" or "Plane"));

    /// <summary>The type of the elements of an array, list or memory; null of everything else, dictionaries and texts among it.</summary>
    public static Type? ElementOf(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsArray)
        {
            return bare.GetElementType();
        }

        return bare.IsGenericType && bare.GetGenericArguments() is [var element]
            && (typeof(IEnumerable).IsAssignableFrom(bare) || bare.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>))
            ? element
            : null;
    }
}
