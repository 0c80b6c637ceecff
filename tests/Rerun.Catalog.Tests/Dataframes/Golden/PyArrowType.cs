using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>Types as pyarrow prints them.</summary>
internal static class PyArrowType
{
    public static string Of(IArrowType type) => type switch
    {
        StringType => "string",
        FloatType => "float",
        DoubleType => "double",
        ListType list => $"list<{Of(list.ValueField)}>",
        FixedSizeListType list => $"fixed_size_list<{Of(list.ValueField)}>[{list.ListSize}]",
        StructType structs => $"struct<{string.Join(", ", structs.Fields.Select(Of))}>",
        _ => type.ToString()!,
    };

    private static string Of(Field field) => $"{field.Name}: {Of(field.DataType)}{(field.IsNullable ? "" : " not null")}";
}
