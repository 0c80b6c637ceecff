using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Maps: made, looked into, taken apart.</summary>
internal static class MapFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.List, "map|map_from_arrays", "(keys, values)", "A map of a list of keys, each once and none NULL, and a list of values. Also written MAP {key: value, …}.", ["map(['a', 'b'], [1, 2]) → {'a': 1, 'b': 2}"],
            ScalarOverload.Generic("(list, list)", OfLists)),
        Declare.Scalar(FunctionFamily.List, "map_from_entries", "(list)", "A map of a list of structs of a key and a value.", ["map_from_entries([{'k': 'a', 'v': 1}]) → {'a': 1}"],
            ScalarOverload.Generic("(list of structs of two fields)", OfEntries)),
        Declare.Scalar(FunctionFamily.List, "map_keys", "(map)", "The keys as a list.", ["map_keys(MAP {'a': 1}) → ['a']"],
            Of(map => SqlTypes.ListOf(map.KeyField.DataType), (vectors, _, _) => MapValueKernels.Field(vectors[0], 0))),
        Declare.Scalar(FunctionFamily.List, "map_values", "(map)", "The values as a list.", ["map_values(MAP {'a': 1}) → [1]"],
            Of(map => SqlTypes.ListOf(map.ValueField.DataType), (vectors, _, _) => MapValueKernels.Field(vectors[0], 1))),
        Declare.Scalar(FunctionFamily.List, "map_entries", "(map)", "The entries as a list of structs of key and value.", ["map_entries(MAP {'a': 1}) → [{'key': 'a', 'value': 1}]"],
            ScalarOverload.Generic("(map)", arguments => arguments.Count == 1 && arguments[0].Type is MapType map
                ? new ScalarMatch(0, [SqlTypes.ListOf(Entry(map))], SqlTypes.ListOf(Entry(map)), (vectors, _, _) => vectors[0])
                : null)),
        Declare.Scalar(FunctionFamily.List, "map_extract_value", "(map, key)", "The value of a key; NULL if the map does not have it. Also written map[key].", ["MAP {'a': 1}['a'] → 1"],
            OfKey(map => map.ValueField.DataType, (vectors, length, _) => MapValueKernels.Find(vectors, length))),
        Declare.Scalar(FunctionFamily.List, "map_extract|element_at", "(map, key)", "The value of a key as a list; an empty list if the map does not have it.", ["map_extract(MAP {'a': 1}, 'a') → [1]"],
            OfKey(map => SqlTypes.ListOf(map.ValueField.DataType), (vectors, length, _) => MapValueKernels.FindAsList(vectors, length))),
        Declare.Scalar(FunctionFamily.List, "map_contains|map_contains_key", "(map, key)", "Whether the map has a key.", ["map_contains(MAP {'a': 1}, 'b') → false"],
            OfKey(_ => SqlTypes.Boolean, (vectors, length, _) => MapValueKernels.Has(vectors, 0, length))),
        Declare.Scalar(FunctionFamily.List, "map_contains_value", "(map, value)", "Whether the map has a value.", ["map_contains_value(MAP {'a': 1}, 1) → true"],
            ScalarOverload.Generic("(map, value)", arguments => Match(arguments, 1, _ => SqlTypes.Boolean, (vectors, length, _) => MapValueKernels.Has(vectors, 1, length)))),
        Declare.Scalar(FunctionFamily.List, "map_concat", "(map, map)", "The entries of both maps; of a key that both have the second's.", ["map_concat(MAP {'a': 1}, MAP {'a': 2, 'b': 3}) → {'a': 2, 'b': 3}"],
            ScalarOverload.Generic("(map, map)", arguments =>
                arguments.Count == 2 && ImplicitCasts.CommonType(arguments[0], arguments[1]) is MapType map
                    ? new ScalarMatch(0, [map, map], map, (vectors, length, _) => MapValueKernels.Concat(vectors, map, length), CanFail: true)
                    : null)),
    ];

    private static StructType Entry(MapType map) => new([new Field("key", map.KeyField.DataType, false), new Field("value", map.ValueField.DataType, true)]);

    private static ScalarMatch? OfLists(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count != 2 || !IsListOrNull(arguments[0].Type) || !IsListOrNull(arguments[1].Type))
        {
            return null;
        }

        var map = new MapType(ElementOf(arguments[0].Type), ElementOf(arguments[1].Type));
        return new ScalarMatch(
            0, [SqlTypes.ListOf(map.KeyField.DataType), SqlTypes.ListOf(map.ValueField.DataType)], map, (vectors, length, _) => MapValueKernels.OfLists(vectors, map, length), CanFail: true);
    }

    private static ScalarMatch? OfEntries(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count != 1 || !SqlTypes.IsList(arguments[0].Type) || SqlTypes.ElementOf(arguments[0].Type) is not StructType { Fields.Count: 2 } entry)
        {
            return null;
        }

        var map = new MapType(entry.Fields[0].DataType, entry.Fields[1].DataType);
        return new ScalarMatch(0, [SqlTypes.ListOf(entry)], map, (vectors, length, _) => MapValueKernels.OfEntries(vectors[0], map, length), CanFail: true);
    }

    private static bool IsListOrNull(IArrowType type) => SqlTypes.IsList(type) || type.TypeId == ArrowTypeId.Null;

    private static IArrowType ElementOf(IArrowType type) => type.TypeId == ArrowTypeId.Null ? type : SqlTypes.ElementOf(type);

    private static ScalarOverload Of(Func<MapType, IArrowType> result, ScalarKernel kernel) => ScalarOverload.Generic("(map)", arguments =>
        arguments.Count == 1 && arguments[0].Type is MapType map ? new ScalarMatch(0, [map], result(map), kernel) : null);

    private static ScalarOverload OfKey(Func<MapType, IArrowType> result, ScalarKernel kernel) =>
        ScalarOverload.Generic("(map, key)", arguments => Match(arguments, 0, result, kernel));

    // The key takes the type of the map's keys; where it has a wider one, the map's do.
    private static ScalarMatch? Match(IReadOnlyList<FunctionArgument> arguments, int field, Func<MapType, IArrowType> result, ScalarKernel kernel)
    {
        if (arguments.Count != 2 || arguments[0].Type is not MapType map
            || ComparisonFunctions.ComparedAs(new FunctionArgument(map.KeyValueType.Fields[field].DataType), arguments[1]) is not { } type)
        {
            return null;
        }

        var compared = field == 0 ? new MapType(type, map.ValueField.DataType) : new MapType(map.KeyField.DataType, type);
        return new ScalarMatch(0, [compared, type], result(compared), kernel);
    }
}
