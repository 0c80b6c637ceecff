using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Lists with elements added, removed, replaced, chosen, and brought together as sets.</summary>
internal static class ListEditing
{
    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Edit("list_append|array_append|array_push_back|list_push_back", "(list, value)", "The list with a value behind it. Also written list || value.", "list_append([1], 2) → [1, 2]", Appended(handlesNulls: true)),
        Edit("list_prepend|array_prepend", "(value, list)", "The list with a value before it. Also written value || list.", "list_prepend(0, [1]) → [0, 1]", Prepended(handlesNulls: true)),
        Edit("array_push_front|list_push_front", "(list, value)", "The list with a value before it; the value may also stand first.", "array_push_front([1], 0) → [0, 1]",
            Prepended(handlesNulls: true),
            Element("(list, element)", (list, lists, value, row, to) =>
            {
                to.Add(1, value.PlaceOf(row));
                AddAll(list, lists, row, to);
            })),
        Edit("array_pop_back|list_pop_back", "(list)", "The list without its last element.", "array_pop_back([1, 2]) → [1]", Whole((list, at, to) => to.Add(0, list.ValueOffsets[at], Math.Max(0, list.GetValueLength(at) - 1)))),
        Edit("array_pop_front|list_pop_front", "(list)", "The list without its first element.", "array_pop_front([1, 2]) → [2]", Whole((list, at, to) => to.Add(0, list.ValueOffsets[at] + 1, Math.Max(0, list.GetValueLength(at) - 1)))),
        Edit("array_remove_all|list_remove_all|array_remove_element", "(list, value)", "The list without the elements that equal the value, or are NULL if it is.", "array_remove_all([1, 2, 1], 1) → [2]", Removing(int.MaxValue)),
        Edit("array_remove|list_remove", "(list, value)", "The list without the first element that equals the value, or is NULL if it is.", "array_remove([1, 2, 1], 1) → [2, 1]", Removing(1)),
        Edit("array_remove_n|list_remove_n", "(list, value, count)", "The list without the first elements that equal the value: so many at the most.", "array_remove_n([1, 2, 1, 1], 1, 2) → [2, 1]", Removing(null)),
        Edit("array_replace_all|list_replace_all", "(list, value, other)", "The list with the elements that equal a value, or are NULL if it is, replaced by another.", "array_replace_all([1, 2, 1], 1, 9) → [9, 2, 9]", Replacing(int.MaxValue)),
        Edit("array_replace|list_replace", "(list, value, other)", "The list with the first element that equals a value replaced by another.", "array_replace([1, 2, 1], 1, 9) → [9, 2, 1]", Replacing(1)),
        Edit("array_replace_n|list_replace_n", "(list, value, other, count)", "The list with the first elements that equal a value replaced by another: so many at the most.", "array_replace_n([1, 1, 1], 1, 9, 2) → [9, 9, 1]", Replacing(null)),
        Edit("list_resize|array_resize", "(list, length [, value])", "The list cut off, or filled up with a value, else NULL.", "list_resize([1], 3, 0) → [1, 0, 0]", Resizing(2), Resizing(3)),
        Edit("array_repeat|list_repeat|array_fill", "(value, count)", "A list of the value so many times.", "array_repeat(1, 3) → [1, 1, 1]", Repeating()),
        Edit("flatten|array_flatten|list_flatten", "(list of lists)", "The elements of all lists in one; NULL lists are left out.", "flatten([[1], [2, 3]]) → [1, 2, 3]", Flattening()),
        Edit("list_where", "(list, list of conditions)", "The elements at whose place the condition is true.", "list_where([1, 2, 3], [true, false, true]) → [1, 3]", Choosing(SqlTypes.Boolean)),
        Edit("list_select|array_select", "(list, list of places)", "The elements at places from 1; NULL where there is none.", "list_select([10, 20, 30], [3, 1]) → [30, 10]", Choosing(SqlTypes.BigInt)),
        Edit("list_intersect|array_intersect", "(list, list)", "The elements that both lists have, each once and without NULLs.", "list_intersect([1, 2, 2], [2, 3]) → [2]", Together((inLeft, inRight) => inLeft && inRight)),
        Edit("array_union|list_union", "(list, list)", "The elements that a list has, each once and without NULLs.", "array_union([1, 2], [2, 3]) → [1, 2, 3]", Together((_, _) => true)),
        Edit("array_except|list_except", "(list, list)", "The elements that only the first list has, each once and without NULLs.", "array_except([1, 2], [2, 3]) → [1]", Together((_, inRight) => !inRight)),
        Declare.Scalar(FunctionFamily.List, "array_positions|list_positions", "(list, value)", "The places of all elements that equal the value, or are NULL if it is, from 1.", ["array_positions([1, 2, 1], 1) → [1, 3]"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Generic("(list, element)", arguments => Match(arguments, SqlTypes.ListOf(SqlTypes.BigInt), Positions))),
        Declare.Scalar(FunctionFamily.List, "list_zip|array_zip|arrays_zip", "(list, list, …)", "A list of structs of the elements at the same place; shorter lists are filled up with NULL.", ["list_zip([1, 2], ['a']) → [{'c0': 1, 'c1': 'a'}, {'c0': 2, 'c1': NULL}]"],
            ScalarOverload.Generic("(list, …)", Zip)),
        Declare.Scalar(FunctionFamily.List, "array_empty|empty|list_empty", "(list)", "Whether the list has no element.", ["empty([]) → true"],
            ScalarOverload.Generic("(list)", arguments => arguments.Count == 1 && SqlTypes.IsList(arguments[0].Type)
                ? new ScalarMatch(0, [PlainOf(arguments[0].Type)], SqlTypes.Boolean, RowKernels.Truths((a, row) => ((ListArray)a[0].Values).GetValueLength(a[0].PlaceOf(row)) == 0))
                : null)),
        Declare.Scalar(FunctionFamily.List, "array_ndims|list_ndims", "(list)", "How many lists are nested in each other.", ["array_ndims([[1]]) → 2"],
            ScalarOverload.Generic("(list)", arguments => arguments.Count == 1 && SqlTypes.IsList(arguments[0].Type) && Depth(arguments[0].Type) is var depth
                ? new ScalarMatch(0, [arguments[0].Type], SqlTypes.BigInt, RowKernels.Values<long>(SqlTypes.BigInt, (_, _) => depth))
                : null)),
    ];

    /// <summary>A list with a value behind it.</summary>
    /// <param name="handlesNulls">Whether a NULL list is an empty one, and a NULL value an element.</param>
    public static ScalarOverload Appended(bool handlesNulls = false) => Element("(list, element)", (list, lists, value, row, to) =>
    {
        AddAll(list, lists, row, to);
        to.Add(1, value.PlaceOf(row));
    }, handlesNulls);

    /// <summary>A value before a list.</summary>
    /// <param name="handlesNulls">Whether a NULL list is an empty one, and a NULL value an element.</param>
    public static ScalarOverload Prepended(bool handlesNulls = false) => ScalarOverload.Generic("(element, list)", arguments =>
        arguments.Count == 2 && SqlTypes.IsList(arguments[1].Type) && ElementType(arguments[1], arguments[0]) is { } element && SqlTypes.ListOf(element) is var type
            ? new ScalarMatch(0, [element, type], type, ListBuilding.Kernel(type, [ListSource.Elements(1), ListSource.Values(0)], (vectors, row, to) =>
            {
                to.Add(1, vectors[0].PlaceOf(row));
                AddAll((ListArray)vectors[1].Values, vectors[1], row, to);
            }, handlesNulls))
            : null);

    private delegate void Editing(ListArray list, ColumnVector lists, ColumnVector value, int row, ListBuilding to);

    private static ScalarFunction Edit(string names, string arguments, string summary, string example, params ScalarOverload[] overloads) => Declare.Scalar(
        FunctionFamily.List, names, arguments, summary, [example], NullBehavior.Handle, Volatility.Immutable, overloads);

    // A NULL list is an empty one where something is added to it.
    private static ScalarOverload Element(string signature, Editing edit, bool handlesNulls = true) => ScalarOverload.Generic(signature, arguments =>
        arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ElementType(arguments[0], arguments[1]) is { } element && SqlTypes.ListOf(element) is var type
            ? new ScalarMatch(0, [type, element], type, ListBuilding.Kernel(type, [ListSource.Elements(0), ListSource.Values(1)], (vectors, row, to) => edit((ListArray)vectors[0].Values, vectors[0], vectors[1], row, to), handlesNulls))
            : null);

    private static ScalarOverload Whole(Action<ListArray, int, ListBuilding> edit) => ScalarOverload.Generic("(list)", arguments =>
        arguments.Count == 1 && SqlTypes.IsList(arguments[0].Type) && PlainOf(arguments[0].Type) is var type
            ? new ScalarMatch(0, [type], type, ListBuilding.Kernel(type, [ListSource.Elements(0)], (vectors, row, to) => edit((ListArray)vectors[0].Values, vectors[0].PlaceOf(row), to)))
            : null);

    // How many at the most is an argument where it is not given here.
    private static ScalarOverload Removing(int? most) => ScalarOverload.Generic(most is null ? "(list, element, BIGINT)" : "(list, element)", arguments =>
        arguments.Count == (most is null ? 3 : 2) && SqlTypes.IsList(arguments[0].Type) && ElementType(arguments[0], arguments[1]) is { } element && SqlTypes.ListOf(element) is var type
            ? new ScalarMatch(0, most is null ? [type, element, SqlTypes.BigInt] : [type, element], type, ListBuilding.Kernel(type, [ListSource.Elements(0)], (vectors, row, to) => ForEach(vectors, row, most ?? MostOf(vectors[2], row), (place, equals) =>
            {
                if (!equals)
                {
                    to.Add(0, place);
                }
            }), nullable: [1]))
            : null);

    private static ScalarOverload Replacing(int? most) => ScalarOverload.Generic(most is null ? "(list, element, element, BIGINT)" : "(list, element, element)", arguments =>
    {
        if (arguments.Count != (most is null ? 4 : 3) || !SqlTypes.IsList(arguments[0].Type) || ElementType(arguments[0], arguments[1]) is not { } element
            || ImplicitCasts.CommonType(new FunctionArgument(element), arguments[2]) is not { } both)
        {
            return null;
        }

        var type = SqlTypes.ListOf(both);
        IArrowType[] parameters = most is null ? [type, both, both, SqlTypes.BigInt] : [type, both, both];
        return new ScalarMatch(0, parameters, type, ListBuilding.Kernel(type, [ListSource.Elements(0), ListSource.Values(2)], (vectors, row, to) =>
        {
            var replacement = vectors[2].PlaceOf(row);
            ForEach(vectors, row, most ?? MostOf(vectors[3], row), (place, equals) => to.Add(equals ? 1 : 0, equals ? replacement : place));
        }, nullable: [1, 2]));
    });

    private static int MostOf(ColumnVector vector, int row) => (int)Math.Clamp(RowKernels.Value<long>(vector, row), 0, int.MaxValue);

    private static ScalarOverload Resizing(int count) => ScalarOverload.Generic("(list, BIGINT [, element])", arguments =>
    {
        if (arguments.Count != count || !SqlTypes.IsList(arguments[0].Type) || ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) < 0
            || (count == 2 ? SqlTypes.ElementOf(arguments[0].Type) : ElementType(arguments[0], arguments[2])) is not { } element)
        {
            return null;
        }

        var type = SqlTypes.ListOf(element);
        IArrowType[] parameters = count == 2 ? [type, SqlTypes.BigInt] : [type, SqlTypes.BigInt, element];
        return new ScalarMatch(0, parameters, type, ListBuilding.Kernel(type, count == 2 ? [ListSource.Elements(0)] : [ListSource.Elements(0), ListSource.Values(2)], (vectors, row, to) =>
        {
            var list = (ListArray)vectors[0].Values;
            var at = vectors[0].PlaceOf(row);
            var wanted = RowKernels.Value<long>(vectors[1], row);
            var kept = (int)Math.Clamp(wanted, 0, list.GetValueLength(at));
            to.Add(0, list.ValueOffsets[at], kept);
            for (var i = (long)kept; i < ListBuilding.Bounded(wanted); i++)
            {
                to.Add(vectors.Length > 2 ? 1 : ListBuilding.Null, vectors.Length > 2 ? vectors[2].PlaceOf(row) : 0);
            }
        }, nullable: [2]), CanFail: true);
    });

    private static ScalarOverload Repeating() => ScalarOverload.Generic("(element, BIGINT)", arguments =>
        arguments.Count == 2 && !SqlTypes.IsText(arguments[1].Type) && ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) >= 0 && SqlTypes.ListOf(arguments[0].Type) is var type
            ? new ScalarMatch(0, [arguments[0].Type, SqlTypes.BigInt], type, ListBuilding.Kernel(type, [ListSource.Values(0)], (vectors, row, to) =>
            {
                for (var i = ListBuilding.Bounded(RowKernels.Value<long>(vectors[1], row)); i > 0; i--)
                {
                    to.Add(0, vectors[0].PlaceOf(row));
                }
            }, nullable: [0]), CanFail: true)
            : null);

    private static ScalarOverload Flattening() => ScalarOverload.Generic("(list of lists)", arguments =>
    {
        if (arguments.Count != 1 || !SqlTypes.IsList(arguments[0].Type) || !SqlTypes.IsList(SqlTypes.ElementOf(arguments[0].Type)))
        {
            return null;
        }

        var inner = PlainOf(SqlTypes.ElementOf(arguments[0].Type));
        return new ScalarMatch(0, [SqlTypes.ListOf(inner)], inner, (vectors, length, _) =>
        {
            var lists = (ListArray)vectors[0].Values;
            var middle = (ListArray)lists.Values;
            var places = new List<int>();
            var offsets = new int[length + 1];
            var bits = NewArrays.Bitmap(length);
            for (var row = 0; row < length; row++)
            {
                var at = vectors[0].PlaceOf(row);
                for (var i = lists.ValueOffsets[at]; i < lists.ValueOffsets[at] + lists.GetValueLength(at); i++)
                {
                    places.AddRange(Enumerable.Range(middle.ValueOffsets[i], middle.GetValueLength(i)));
                }

                BitUtility.SetBit(bits, row, lists.IsValid(at));
                offsets[row + 1] = places.Count;
            }

            return ColumnVector.Flat(NewArrays.List(inner, offsets, Arrow.Selection.ArraySelection.Take(middle.Values, places.ToArray()), Validity.FromBits(bits, length)));
        });
    });

    private static ScalarOverload Choosing(IArrowType chooser) => ScalarOverload.Generic(chooser.TypeId == ArrowTypeId.Boolean ? "(list, BOOLEAN[])" : "(list, BIGINT[])", arguments =>
        arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ImplicitCasts.Cost(arguments[1], SqlTypes.ListOf(chooser)) >= 0 && PlainOf(arguments[0].Type) is var type
            ? new ScalarMatch(0, [type, SqlTypes.ListOf(chooser)], type, ListBuilding.Kernel(type, [ListSource.Elements(0)], (vectors, row, to) =>
            {
                var (list, choices) = ((ListArray)vectors[0].Values, (ListArray)vectors[1].Values);
                var (at, choice) = (vectors[0].PlaceOf(row), vectors[1].PlaceOf(row));
                var count = list.GetValueLength(at);
                for (var i = 0; i < choices.GetValueLength(choice); i++)
                {
                    var place = choices.ValueOffsets[choice] + i;
                    if (choices.Values is BooleanArray conditions)
                    {
                        if (conditions.GetValue(place) == true)
                        {
                            to.Add(i < count ? 0 : ListBuilding.Null, list.ValueOffsets[at] + i);
                        }
                    }
                    else
                    {
                        var n = choices.Values.IsNull(place) ? 0 : NewArrays.ValuesOf<long>(choices.Values)[place];
                        to.Add(n >= 1 && n <= count ? 0 : ListBuilding.Null, n >= 1 && n <= count ? list.ValueOffsets[at] + (int)n - 1 : 0);
                    }
                }
            }))
            : null);

    // The elements of both lists in turn, each value once; which stay is decided by where they occur.
    private static ScalarOverload Together(Func<bool, bool, bool> keeps) => ScalarOverload.Generic("(list, list)", arguments =>
    {
        if (arguments.Count != 2 || (!SqlTypes.IsList(arguments[0].Type) && !SqlTypes.IsList(arguments[1].Type)) || ImplicitCasts.CommonType(arguments[0], arguments[1]) is not ListType type)
        {
            return null;
        }

        var element = type.ValueDataType;
        return new ScalarMatch(0, [type, type], type, ListBuilding.Kernel(type, [ListSource.Elements(0), ListSource.Elements(1)], (vectors, row, to) =>
        {
            var table = new Execution.Hashing.KeyTable([element]);
            var sides = new List<(int Source, int Place, bool Left, bool Right)>();
            for (var source = 0; source < 2; source++)
            {
                var list = (ListArray)vectors[source].Values;
                var at = vectors[source].PlaceOf(row);
                var start = list.ValueOffsets[at];
                int[] places = [.. Enumerable.Range(start, list.GetValueLength(at)).Where(list.Values.IsValid)];
                var numbers = new int[places.Length];
                table.FindOrAdd([ColumnVector.Flat(list.Values).Take(places)], numbers);
                for (var i = 0; i < numbers.Length; i++)
                {
                    if (numbers[i] == sides.Count)
                    {
                        sides.Add((source, places[i], false, false));
                    }

                    var side = sides[numbers[i]];
                    sides[numbers[i]] = source == 0 ? side with { Left = true } : side with { Right = true };
                }
            }

            foreach (var (source, place, left, right) in sides)
            {
                if (keeps(left, right) && (left || keeps(false, false)))
                {
                    to.Add(source, place);
                }
            }
        }));
    });

    private static ScalarMatch? Match(IReadOnlyList<FunctionArgument> arguments, IArrowType result, Functions.ScalarKernel kernel) =>
        arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ElementType(arguments[0], arguments[1]) is { } element
            ? new ScalarMatch(0, [SqlTypes.ListOf(element), element], result, kernel)
            : null;

    private static ColumnVector Positions(ReadOnlySpan<ColumnVector> arguments, int length, Execution.EvaluationContext context)
    {
        var numbers = new List<long>();
        var offsets = new int[length + 1];
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            if (!arguments[0].IsNull(row))
            {
                BitUtility.SetBit(bits, row);
                var n = 0L;
                ForEach(arguments, row, int.MaxValue, (_, equals) =>
                {
                    n++;
                    if (equals)
                    {
                        numbers.Add(n);
                    }
                });
            }

            offsets[row + 1] = numbers.Count;
        }

        return ColumnVector.Flat(NewArrays.List(SqlTypes.ListOf(SqlTypes.BigInt), offsets, NewArrays.Fixed<long>(SqlTypes.BigInt, numbers.ToArray()), Validity.FromBits(bits, length)));
    }

    private static ScalarMatch? Zip(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count == 0 || arguments.Any(a => !SqlTypes.IsList(a.Type)))
        {
            return null;
        }

        var type = new StructType([.. arguments.Select((a, i) => new Field($"c{i}", SqlTypes.ElementOf(a.Type), true))]);
        return new ScalarMatch(0, [.. arguments.Select(a => PlainOf(a.Type))], SqlTypes.ListOf(type), (vectors, length, _) =>
        {
            var validity = Validity.Intersect(vectors, length);
            var places = new List<int>[vectors.Length];
            var offsets = new int[length + 1];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = [];
            }

            for (var row = 0; row < length; row++)
            {
                var longest = 0;
                foreach (var vector in vectors)
                {
                    longest = validity[row] ? Math.Max(longest, ((ListArray)vector.Values).GetValueLength(vector.PlaceOf(row))) : 0;
                }

                for (var i = 0; i < places.Length; i++)
                {
                    var list = (ListArray)vectors[i].Values;
                    var at = vectors[i].PlaceOf(row);
                    for (var n = 0; n < longest; n++)
                    {
                        places[i].Add(n < list.GetValueLength(at) ? list.ValueOffsets[at] + n : -1);
                    }
                }

                offsets[row + 1] = offsets[row] + longest;
            }

            var children = new ArrayData[vectors.Length];
            for (var i = 0; i < children.Length; i++)
            {
                children[i] = Arrow.Selection.ArraySelection.Take(((ListArray)vectors[i].Values).Values, places[i].ToArray()).Data;
            }

            var structs = ArrowArrayFactory.BuildArray(new ArrayData(type, offsets[length], 0, 0, [ArrowBuffer.Empty], children));
            return ColumnVector.Flat(NewArrays.List(SqlTypes.ListOf(type), offsets, structs, validity));
        });
    }

    private static void ForEach(ReadOnlySpan<ColumnVector> vectors, int row, int most, Action<int, bool> see)
    {
        var list = (ListArray)vectors[0].Values;
        var at = vectors[0].PlaceOf(row);
        var comparer = ValueComparer.For(vectors[1].Type);
        var isNull = vectors[1].IsNull(row);
        for (var i = list.ValueOffsets[at]; i < list.ValueOffsets[at] + list.GetValueLength(at); i++)
        {
            var equals = most > 0 && (list.Values.IsValid(i)
                ? !isNull && comparer.Compare(list.Values, i, vectors[1].Values, vectors[1].PlaceOf(row)) == 0
                : isNull);
            most -= equals ? 1 : 0;
            see(i, equals);
        }
    }

    private static void AddAll(ListArray list, ColumnVector lists, int row, ListBuilding to)
    {
        var at = lists.PlaceOf(row);
        to.Add(0, list.ValueOffsets[at], list.GetValueLength(at));
    }

    private static IArrowType? ElementType(FunctionArgument list, FunctionArgument value) =>
        ImplicitCasts.CommonType(new FunctionArgument(SqlTypes.ElementOf(list.Type)), value);

    private static ListType PlainOf(IArrowType type) => SqlTypes.ListOf(SqlTypes.ElementOf(type));

    private static long Depth(IArrowType type) => SqlTypes.IsList(type) ? 1 + Depth(SqlTypes.ElementOf(type)) : 0;
}
