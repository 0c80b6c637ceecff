using System.Collections;
using Rerun.Arrow.Types;

namespace Rerun.Data.Linq.Materialization;

/// <summary>How many lists a type has around its values.</summary>
internal static class ListDepth
{
    public static int Of(IArrowType type) => type switch
    {
        ListType or LargeListType or ListViewType or LargeListViewType or FixedSizeListType => 1 + Of(((NestedType)type).Fields[0].DataType),
        BinaryType or LargeBinaryType or BinaryViewType or FixedSizeBinaryType => 1,
        _ => 0,
    };

    public static int Of(Type type) =>
        ElementOf(type) is { } element ? 1 + Of(element) : 0;

    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        return type != typeof(string) && type.IsGenericType
            && (typeof(IEnumerable).IsAssignableFrom(type) || type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>))
            ? type.GetGenericArguments()[^1]
            : null;
    }
}
