using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Lists and structs.</summary>
internal static class ListFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(
            FunctionFamily.List, "list_element|list_extract|array_element|array_extract", "(list, n)",
            "The n-th element of a list, or character of a text, from 1; negative counts from the end; NULL outside. Also written list[n].", ["[10, 20, 30][2] → 20", "[10, 20, 30][-1] → 30", "'abc'[2] → b"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, RowKernels.Texts((a, row) => TextPart(RowKernels.Text(a[0], row), RowKernels.Value<long>(a[1], row), RowKernels.Value<long>(a[1], row)) is { Length: > 0 } part ? part : null)),
            ScalarOverload.Generic("(list, BIGINT)", arguments => arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) >= 0
                ? new ScalarMatch(0, [arguments[0].Type, SqlTypes.BigInt], SqlTypes.ElementOf(arguments[0].Type), (vectors, length, _) => ListKernels.Element(vectors[0], vectors[1], length))
                : null)),
        Declare.Scalar(FunctionFamily.List, "list_single", "(list)", "The only element; NULL if there is none; more than one is an error.", ["list_single([10]) → 10"],
            ScalarOverload.Generic("(list)", arguments => arguments.Count == 1 && SqlTypes.IsList(arguments[0].Type)
                ? new ScalarMatch(0, [arguments[0].Type], SqlTypes.ElementOf(arguments[0].Type), (vectors, length, _) => ListKernels.Single(vectors[0], length), true)
                : null)),
        Declare.Scalar(FunctionFamily.List, "list_slice|array_slice", "(list, first, last [, step])", "The elements from first to last, both counted from 1 and included; negative counts from the end; NULL is the end. Of a text the characters. Also written list[first:last].", ["[1, 2, 3, 4][2:3] → [2, 3]", "'hello'[2:-2] → ell"],
            NullBehavior.Handle, Volatility.Immutable, Slice(3), Slice(4),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.Text, (a, n, context) =>
            {
                var columns = a.ToArray();
                return RowKernels.Texts((_, row) => columns[0].IsNull(row) ? null : TextPart(
                    RowKernels.Text(columns[0], row),
                    columns[1].IsNull(row) ? 1 : RowKernels.Value<long>(columns[1], row),
                    columns[2].IsNull(row) ? long.MaxValue : RowKernels.Value<long>(columns[2], row)))([], n, context);
            })),
        Declare.Scalar(FunctionFamily.List, "list_length|array_length|cardinality", "(list [, dimension])", "The number of elements; of a deeper dimension that of the first list there, NULL where there is none.", ["list_length([1, NULL]) → 2", "array_length([[1, 2, 3]], 2) → 3"], Length(), LengthOf()),
        Declare.Scalar(FunctionFamily.List, "list_contains|list_has|array_contains|array_has", "(list, value)", "Whether an element equals the value.", ["list_contains([1, 2], 2) → true"], Contains()),
        Sets("@>|list_has_all|array_has_all", "Whether the left list has every element of the right, NULL too.", "list_has_all([1, 2, 3], [1, 3]) → true", (a, n) => ListKernels.HasAll(a[0], a[1], n)),
        Sets("<@", "Whether the right list has every element of the left.", "[1] <@ [1, 2] → true", (a, n) => ListKernels.HasAll(a[1], a[0], n)),
        Sets("&&|list_has_any|array_has_any|arrays_overlap", "Whether the lists share an element that is not NULL.", "list_has_any([1, 2], [2, 3]) → true", (a, n) => ListKernels.HasAny(a[0], a[1], n)),
        Declare.Scalar(FunctionFamily.List, "list_position|list_indexof|array_position|array_indexof", "(list, value [, first])", "The place of the first element that equals the value, or is NULL if it is, from 1; NULL if there is none. The third argument is the place to begin at.", ["list_position([5, 6], 6) → 2", "array_position([5, 6, 5], 5, 2) → 3"], NullBehavior.Handle, Volatility.Immutable,
            Position(2), Position(3)),
        Declare.Scalar(FunctionFamily.List, "list_concat|list_cat|array_concat|array_cat", "(list, list, …)", "All lists in one; NULL lists are left out.", ["list_concat([1], [2], [3]) → [1, 2, 3]", "list_concat([1], NULL) → [1]"], NullBehavior.Handle, Volatility.Immutable, Concat(skipsNulls: true)),
        Declare.Scalar(FunctionFamily.List, "list_value|list_pack|make_array|make_list", "(value, …)", "A list of the values. Also written [a, b].", ["list_value(1, 2) → [1, 2]"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Generic("(ANY, the same type, …)", Pack)),
        Declare.Scalar(FunctionFamily.List, "list_distinct|array_distinct", "(list)", "The list without repeated elements and NULLs.", ["list_distinct([1, 1, 2]) → [1, 2]"], Same((a, n) => ListKernels.Distinct(a, n))),
        Declare.Scalar(FunctionFamily.List, "list_sort|array_sort", "(list [, 'DESC' [, 'NULLS FIRST']])", "The elements in order, NULLs last where it rises and first where it falls, or as said.", ["list_sort([2, 1]) → [1, 2]", "list_sort([2, NULL, 3], 'DESC', 'NULLS LAST') → [3, 2, NULL]"],
            Same((a, n) => ListKernels.Sort(a, n, descending: false, nullsFirst: false)), ScalarOverload.Generic("(list, 'ASC' or 'DESC' [, 'NULLS FIRST' or 'NULLS LAST'])", SortAs)),
        Declare.Scalar(FunctionFamily.List, "list_reverse_sort|array_reverse_sort", "(list)", "The elements in falling order, NULLs first.", ["list_reverse_sort([1, 2]) → [2, 1]"], Same((a, n) => ListKernels.Sort(a, n, descending: true, nullsFirst: true))),
        Declare.Scalar(FunctionFamily.List, "list_reverse|array_reverse", "(list)", "The elements in reverse.", ["list_reverse([1, 2]) → [2, 1]"], Same((a, n) => ListKernels.Reverse(a, n))),
        Aggregate("list_sum|array_sum", "sum", "The sum of the elements."), Aggregate("list_avg|array_avg", "avg", "The average of the elements."),
        Aggregate("list_min|array_min", "min", "The least element."), Aggregate("list_max|array_max", "max", "The greatest element."),
        Aggregate("list_count|array_count", "count", "The number of elements that are not NULL."),
        Aggregate("list_median|array_median", "median", "The middle element."), Aggregate("list_mode", "mode", "The most frequent element."),
        Aggregate("list_product", "product", "The product of the elements."), Aggregate("list_stddev_pop", "stddev_pop", "The standard deviation of a population."),
        Aggregate("list_stddev_samp|list_stddev", "stddev", "The standard deviation of a sample."), Aggregate("list_var_pop", "var_pop", "The variance of a population."),
        Aggregate("list_var_samp|list_variance", "variance", "The variance of a sample."), Aggregate("list_first", "first", "The first element."), Aggregate("list_last", "last", "The last element."),
        Aggregate("list_any_value|array_any_value", "any_value", "The first element that is not NULL."), Aggregate("list_bool_and", "bool_and", "Whether all elements are true."),
        Aggregate("list_bool_or", "bool_or", "Whether an element is true."), Aggregate("list_string_agg", "string_agg", "The elements in one text."),
        Aggregate("list_histogram", "histogram", "A map of each element to how often it occurs."), Aggregate("list_entropy", "entropy", "The entropy of the elements' frequencies, in bits."),
        Aggregate("list_unique|array_unique", "approx_distinct", "The number of distinct elements that are not NULL."),
        Declare.Scalar(FunctionFamily.List, "list_aggregate|list_aggr|array_aggregate|array_aggr", "(list, 'aggregate')", "What an aggregate gives of the elements.", ["list_aggregate([1, 3], 'avg') → 2"],
            ScalarOverload.Generic("(list, name of an aggregate)", arguments => arguments.Count == 2 && SqlTypes.IsText(arguments[1].Type) && arguments[1].Constant is { IsConstantNull: false } name
                ? Aggregated(arguments, Constants.TextOf(name))
                : null)),
        Declare.Scalar(FunctionFamily.List, "struct_extract|get_field", "(struct, 'field')", "A field of a struct. Also written (struct).field.", ["struct_extract({'a': 1}, 'a') → 1"],
            ScalarOverload.Generic("(struct, field name)", StructField)),
        Declare.Scalar(FunctionFamily.List, "struct_keys", "(struct)", "The names of the fields as a list.", ["struct_keys({'a': 1, 'b': 2}) → ['a', 'b']"],
            ScalarOverload.Generic("(struct)", arguments => arguments.Count == 1 && arguments[0].Type is StructType type
                ? new ScalarMatch(0, [type], SqlTypes.ListOf(SqlTypes.Text), RowKernels.TextLists((_, _) => [.. type.Fields.Select(field => field.Name)]))
                : null)),
        Declare.Scalar(FunctionFamily.List, "struct_pack|named_struct", "('field', value, …)", "A struct of named values.", ["struct_pack('a', 1) → {'a': 1}"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Generic("(VARCHAR, ANY, …)", PackStruct)),
        Vector<VectorKernels.Euclidean>("list_distance|array_distance|l2_distance", "The Euclidean distance of two vectors.", "list_distance([0, 0], [3, 4]) → 5"),
        Vector<VectorKernels.Cosine>("list_cosine_distance|array_cosine_distance|cosine_distance", "1 minus the cosine of the angle between two vectors.", "list_cosine_distance([1, 0], [0, 1]) → 1"),
        Vector<VectorKernels.CosineSimilarity>("list_cosine_similarity|array_cosine_similarity|cosine_similarity", "The cosine of the angle between two vectors.", "list_cosine_similarity([1, 0], [1, 0]) → 1"),
        Vector<VectorKernels.Dot>("list_dot_product|list_inner_product|array_dot_product|array_inner_product|dot_product", "The dot product of two vectors.", "list_dot_product([1, 2], [3, 4]) → 11"),
        Declare.Scalar(FunctionFamily.Vector, "list_norm|array_norm|vector_norm", "(vector)", "The Euclidean length of a vector.", ["list_norm([3, 4]) → 5"],
            ScalarOverload.Of([SqlTypes.ListOf(SqlTypes.Double)], SqlTypes.Double, (a, n, _) => VectorKernels.Norm(a[0], n))),
    ];

    /// <summary>The number of elements.</summary>
    public static ScalarOverload Length() => ScalarOverload.Generic("(list)", arguments => arguments.Count == 1 && (SqlTypes.IsList(arguments[0].Type) || arguments[0].Type is MapType)
        ? new ScalarMatch(0, [arguments[0].Type], SqlTypes.BigInt, (vectors, length, _) => ListKernels.Lengths(vectors[0], length))
        : null);

    private static ScalarOverload LengthOf() => ScalarOverload.Generic("(list, BIGINT)", arguments => arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) >= 0
        ? new ScalarMatch(0, [arguments[0].Type, SqlTypes.BigInt], SqlTypes.BigInt, RowKernels.Values<long>(SqlTypes.BigInt, (a, row) => LengthOf(a[0].Values, a[0].PlaceOf(row), RowKernels.Value<long>(a[1], row))))
        : null);

    private static long? LengthOf(IArrowArray lists, int row, long dimension)
    {
        if (dimension < 1 || lists.IsNull(row) || NestedCasts.ElementsOf(lists, row) is not { Length: > 0 } elements)
        {
            return null;
        }

        return dimension == 1 ? elements.Length : LengthOf(elements, 0, dimension - 1);
    }

    /// <summary>Whether an element equals a value.</summary>
    public static ScalarOverload Contains() => ScalarOverload.Generic("(list, element)", arguments => ElementMatch(arguments, SqlTypes.Boolean, (vectors, length, _) => ListKernels.Contains(vectors, length)));

    /// <summary>Two lists in one.</summary>
    public static ScalarOverload Concat(bool skipsNulls = false) => ScalarOverload.Generic("(list, list, …)", arguments =>
    {
        if (arguments.Count < 2 || !arguments.Any(a => SqlTypes.IsList(a.Type)))
        {
            return null;
        }

        var common = arguments[0].Type;
        foreach (var argument in arguments.Skip(1))
        {
            if (ImplicitCasts.CommonType(new FunctionArgument(common), argument) is not { } both)
            {
                return null;
            }

            common = both;
        }

        return common is ListType type
            ? new ScalarMatch(0, [.. arguments.Select(_ => type)], type, (vectors, length, _) =>
            {
                var all = vectors[0];
                foreach (var next in vectors[1..])
                {
                    all = skipsNulls ? ListKernels.ConcatPresent(all, next, type, length) : ListKernels.Concat([all, next], type, length);
                }

                return all;
            })
            : null;
    });

    private delegate ColumnVector SetKernel(ReadOnlySpan<ColumnVector> lists, int length);

    private static ScalarFunction Sets(string names, string summary, string example, SetKernel kernel) => Declare.Scalar(
        FunctionFamily.List, names, "(list, list)", summary, [example],
        ScalarOverload.Generic("(list, list)", arguments =>
            arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ImplicitCasts.CommonType(arguments[0], arguments[1]) is ListType type
                ? new ScalarMatch(0, [type, type], SqlTypes.Boolean, (vectors, length, _) => kernel(vectors, length))
                : null));

    private static ScalarOverload Position(int count) => ScalarOverload.Generic(count == 2 ? "(list, element)" : "(list, element, BIGINT)", arguments =>
        arguments.Count == count && (count == 2 || ImplicitCasts.Cost(arguments[2], SqlTypes.BigInt) >= 0)
            && ElementMatch([arguments[0], arguments[1]], SqlTypes.BigInt, (vectors, length, _) => ListKernels.Position(vectors, length)) is { } match
            ? count == 2 ? match : match with { ParameterTypes = [.. match.ParameterTypes, SqlTypes.BigInt] }
            : null);

    private static ScalarMatch? ElementMatch(IReadOnlyList<FunctionArgument> arguments, IArrowType result, ScalarKernel kernel)
    {
        if (arguments.Count != 2 || !SqlTypes.IsList(arguments[0].Type)
            || ComparisonFunctions.ComparedAs(new FunctionArgument(SqlTypes.ElementOf(arguments[0].Type)), arguments[1]) is not { } element)
        {
            return null;
        }

        element = element.TypeId == ArrowTypeId.Null ? SqlTypes.Int : element;
        return new ScalarMatch(0, [SqlTypes.ListOf(element), element], result, kernel);
    }

    private static ScalarOverload Same(Func<ColumnVector, int, ColumnVector> kernel) => ScalarOverload.Generic("(list)", arguments =>
    {
        if (arguments.Count != 1 || !SqlTypes.IsList(arguments[0].Type))
        {
            return null;
        }

        var type = SqlTypes.ListOf(SqlTypes.ElementOf(arguments[0].Type));
        return new ScalarMatch(0, [type], type, (vectors, length, _) => kernel(vectors[0], length));
    });

    private static ScalarOverload Slice(int count) => ScalarOverload.Generic("(list, BIGINT, BIGINT)", arguments =>
    {
        if (arguments.Count != count || !SqlTypes.IsList(arguments[0].Type) || arguments.Skip(1).Any(a => ImplicitCasts.Cost(a, SqlTypes.BigInt) < 0))
        {
            return null;
        }

        var type = SqlTypes.ListOf(SqlTypes.ElementOf(arguments[0].Type));
        return new ScalarMatch(0, [type, .. Enumerable.Repeat(SqlTypes.BigInt, count - 1)], type, (vectors, length, _) => ListKernels.Slice(vectors, type, length));
    });

    // Characters from one place to another, both counted from 1, or from the end.
    private static string TextPart(string text, long first, long last)
    {
        System.Text.Rune[] runes = [.. text.EnumerateRunes()];
        var from = Math.Max(1, first < 0 ? runes.Length + first + 1 : first);
        var to = Math.Min(runes.Length, last < 0 ? runes.Length + last + 1 : last);
        return first == 0 && last == 0 ? "" : string.Concat(from > to ? [] : runes[(int)(from - 1)..(int)to]);
    }

    private static ScalarMatch? Pack(IReadOnlyList<FunctionArgument> arguments)
    {
        // A list without values takes the type of what it meets.
        var element = SqlTypes.Null;
        if (arguments.Count > 0)
        {
            var common = arguments[0];
            foreach (var argument in arguments.Skip(1))
            {
                if (ImplicitCasts.CommonType(common, argument) is not { } type)
                {
                    return null;
                }

                common = new FunctionArgument(type, null, common.IsTextLiteral && argument.IsTextLiteral);
            }

            element = common.Type;
        }

        var list = SqlTypes.ListOf(element);
        return new ScalarMatch(0, [.. arguments.Select(_ => element)], list, (vectors, length, _) => ListKernels.Pack(vectors, list, length));
    }

    private static ScalarFunction Aggregate(string names, string aggregate, string summary) => Declare.Scalar(
        FunctionFamily.List, names, "(list)", summary, [],
        ScalarOverload.Generic("(list)", arguments => arguments.Count == 1 ? Aggregated(arguments, aggregate) : null));

    private static ScalarMatch? Aggregated(IReadOnlyList<FunctionArgument> arguments, string aggregate)
    {
        var function = (AggregateFunction?)AggregateFunctions.All().FirstOrDefault(f => f.Aliases.Prepend(f.Name).Contains(aggregate, StringComparer.OrdinalIgnoreCase));
        return function is not null && SqlTypes.IsList(arguments[0].Type) && function.TryResolve([new FunctionArgument(SqlTypes.ElementOf(arguments[0].Type))], out var binding, out _)
            ? new ScalarMatch(
                0, [SqlTypes.ListOf(binding.ParameterTypes[0]), .. arguments.Skip(1).Select(a => a.Type)], binding.ReturnType,
                (vectors, length, _) => ListKernels.Aggregate(vectors[0], binding.CreateAccumulator(), length), CanFail: true)
            : null;
    }

    private static ScalarMatch? SortAs(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count is not (2 or 3) || !SqlTypes.IsList(arguments[0].Type) || arguments.Skip(1).Any(a => a.Constant is not { IsConstantNull: false } || !SqlTypes.IsText(a.Type)))
        {
            return null;
        }

        string[] words = [.. arguments.Skip(1).Select(a => Constants.TextOf(a.Constant!).ToUpperInvariant())];
        if (words[0] is not ("ASC" or "DESC") || (words.Length > 1 && words[1] is not ("NULLS FIRST" or "NULLS LAST")))
        {
            return null;
        }

        var type = SqlTypes.ListOf(SqlTypes.ElementOf(arguments[0].Type));
        var isFalling = words[0] == "DESC";
        var nullsFirst = words.Length > 1 ? words[1] == "NULLS FIRST" : isFalling;
        return new ScalarMatch(0, [type, .. arguments.Skip(1).Select(a => a.Type)], type, (vectors, length, _) => ListKernels.Sort(vectors[0], length, isFalling, nullsFirst));
    }

    private static ScalarMatch? StructField(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count != 2 || arguments[0].Type is not StructType type || arguments[1].Constant is not { IsConstantNull: false } name || !SqlTypes.IsText(name.Type))
        {
            return null;
        }

        var field = type.GetFieldIndex(Constants.TextOf(name), StringComparer.Ordinal);
        field = field >= 0 ? field : type.GetFieldIndex(Constants.TextOf(name), StringComparer.OrdinalIgnoreCase);
        return field < 0 ? null : new ScalarMatch(
            0, [type, SqlTypes.Text], type.Fields[field].DataType, (vectors, length, _) => ListKernels.Field(vectors[0], field, length));
    }

    private static ScalarMatch? PackStruct(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count % 2 != 0 || arguments.Where((a, i) => i % 2 == 0).Any(a => a.Constant is not { IsConstantNull: false } || !SqlTypes.IsText(a.Type)))
        {
            return null;
        }

        var fields = new Field[arguments.Count / 2];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = new Field(Constants.TextOf(arguments[i * 2].Constant!), arguments[(i * 2) + 1].Type, true);
        }

        var type = new StructType(fields);
        return new ScalarMatch(0, [.. arguments.Select(a => a.Type)], type, (vectors, length, _) => ListKernels.PackStruct(vectors, type, length));
    }

    private static ScalarFunction Vector<TOp>(string names, string summary, string example)
        where TOp : struct, VectorKernels.IDistance => Declare.Scalar(
            FunctionFamily.Vector, names, "(vector, vector)", summary, [example],
            ScalarOverload.Of(
                [SqlTypes.ListOf(SqlTypes.Double), SqlTypes.ListOf(SqlTypes.Double)], SqlTypes.Double, (a, n, _) => VectorKernels.Distance<TOp>(a, n), canFail: true));
}
