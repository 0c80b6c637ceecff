using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>What is done with maps: columns whose cells are lists of keys, each once, with their values.</summary>
internal static class MapValueKernels
{
    /// <summary>Maps of a list of keys and a list of values each.</summary>
    public static ColumnVector OfLists(ReadOnlySpan<ColumnVector> arguments, MapType type, int length)
    {
        if (arguments[0].IsConstantNull || arguments[1].IsConstantNull)
        {
            return Constants.Null(type, length);
        }

        var keys = ListElements.Of(arguments[0].Flatten());
        var values = ListElements.Of(arguments[1].Flatten());
        var validity = Validity.Intersect([arguments[0].Flatten(), arguments[1].Flatten()], length);
        var keyPlaces = new List<int>(keys.Count);
        var valuePlaces = new List<int>(keys.Count);
        var offsets = new int[length + 1];
        for (var row = 0; row < length; row++)
        {
            var count = keys.Offsets[row + 1] - keys.Offsets[row];
            if (validity[row])
            {
                if (count != values.Offsets[row + 1] - values.Offsets[row])
                {
                    throw new RerunException($"A map of {count} keys has {values.Offsets[row + 1] - values.Offsets[row]} values.", RerunErrorCode.InvalidArgument);
                }

                keyPlaces.AddRange(Enumerable.Range(keys.Offsets[row], count));
                valuePlaces.AddRange(Enumerable.Range(values.Offsets[row], count));
            }

            offsets[row + 1] = keyPlaces.Count;
        }

        return Build(type, offsets, keys.Take([.. keyPlaces]).ToArray(), values.Take([.. valuePlaces]).ToArray(), validity, keepsLast: false);
    }

    /// <summary>Maps of lists of structs of two fields.</summary>
    public static ColumnVector OfEntries(ColumnVector lists, MapType type, int length)
    {
        var vector = lists.Flatten();
        var entries = ListElements.Of(vector);
        var structs = (StructArray)entries.Slice(0, entries.Count).ToArray();
        return Build(type, entries.Offsets, structs.Fields[0], structs.Fields[1], Validity.Of(vector), keepsLast: false);
    }

    /// <summary>The entries of two maps in one; of keys that are in both the second's value stays.</summary>
    public static ColumnVector Concat(ReadOnlySpan<ColumnVector> arguments, MapType type, int length)
    {
        var joined = ListKernels.Concat([arguments[0].Flatten(), arguments[1].Flatten()], SqlTypes.ListOf(type.KeyValueType), length);
        var list = (ListArray)joined.Values;
        var structs = (StructArray)list.Values;
        return Build(type, list.ValueOffsets.ToArray(), structs.Fields[0], structs.Fields[1], Validity.Of(joined), keepsLast: true);
    }

    /// <summary>The keys (field 0) or values (field 1) of maps as lists.</summary>
    public static ColumnVector Field(ColumnVector maps, int field)
    {
        var array = (MapArray)maps.Values;
        var items = array.KeyValues.Fields[field];
        return maps.WithValues(NewArrays.List(SqlTypes.ListOf(items.Data.DataType), array.ValueOffsets, items, Validity.Of(array)));
    }

    /// <summary>The value of a key; NULL where the map does not have it.</summary>
    public static ColumnVector Find(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var places = Places(arguments, field: 0, length);
        return ColumnVector.Flat(Arrow.Selection.ArraySelection.Take(((MapArray)arguments[0].Values).MapValues, places));
    }

    /// <summary>The value of a key as a list of one element; an empty list where the map does not have it.</summary>
    public static ColumnVector FindAsList(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var places = Places(arguments, field: 0, length);
        var offsets = new int[length + 1];
        for (var row = 0; row < length; row++)
        {
            offsets[row + 1] = offsets[row] + (places[row] >= 0 ? 1 : 0);
        }

        var values = Arrow.Selection.ArraySelection.Take(((MapArray)arguments[0].Values).MapValues, Array.FindAll(places, place => place >= 0));
        return ColumnVector.Flat(NewArrays.List(SqlTypes.ListOf(values.Data.DataType), offsets, values, Validity.Of(arguments[0])));
    }

    /// <summary>Whether maps have a key (field 0) or a value (field 1).</summary>
    public static ColumnVector Has(ReadOnlySpan<ColumnVector> arguments, int field, int length)
    {
        var places = Places(arguments, field, length);
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            BitUtility.SetBit(bits, row, places[row] >= 0);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.Intersect(arguments, length), length));
    }

    // For each row the place of the entry whose key or value equals the wanted one; -1 if there is none.
    private static int[] Places(ReadOnlySpan<ColumnVector> arguments, int field, int length)
    {
        var (maps, wanted) = (arguments[0], arguments[1]);
        var array = (MapArray)maps.Values;
        var items = array.KeyValues.Fields[field];
        var comparer = ValueComparer.For(wanted.Type);
        var offsets = array.ValueOffsets;
        var places = new int[length];
        for (var row = 0; row < length; row++)
        {
            places[row] = -1;
            var at = maps.PlaceOf(row);
            if (array.IsNull(at) || wanted.IsNull(row))
            {
                continue;
            }

            for (var entry = offsets[at]; entry < offsets[at + 1] && places[row] < 0; entry++)
            {
                if (items.IsValid(entry) && comparer.Compare(items, entry, wanted.Values, wanted.PlaceOf(row)) == 0)
                {
                    places[row] = entry;
                }
            }
        }

        return places;
    }

    private static ColumnVector Build(MapType type, int[] offsets, IArrowArray keys, IArrowArray values, Validity validity, bool keepsLast)
    {
        if (keys.NullCount > 0)
        {
            throw new RerunException("The key of a map is not NULL.", RerunErrorCode.InvalidArgument);
        }

        var rows = new int[keys.Length];
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            rows.AsSpan(offsets[row], offsets[row + 1] - offsets[row]).Fill(row);
        }

        var table = new KeyTable([SqlTypes.Int, keys.Data.DataType]);
        var places = new int[rows.Length];
        table.FindOrAdd([ColumnVector.Flat(NewArrays.Fixed<int>(SqlTypes.Int, rows)), ColumnVector.Flat(keys)], places);
        if (table.Count < rows.Length)
        {
            if (!keepsLast)
            {
                var twice = Enumerable.Range(0, rows.Length).First(i => Array.IndexOf(places, places[i]) < i);
                throw new RerunException($"A map has the key {ValueText.Of(keys, twice)} twice.", RerunErrorCode.InvalidArgument);
            }

            // A later value takes the place of the earlier one.
            var last = new int[table.Count];
            var first = new int[table.Count];
            for (var i = rows.Length - 1; i >= 0; i--)
            {
                first[places[i]] = i;
            }

            for (var i = 0; i < rows.Length; i++)
            {
                last[places[i]] = i;
            }

            Array.Sort(first, last);
            keys = ArrayTaking.Take(keys, first);
            values = ArrayTaking.Take(values, last);
            var counts = new int[offsets.Length];
            foreach (var i in first)
            {
                counts[rows[i] + 1]++;
            }

            for (var row = 1; row < counts.Length; row++)
            {
                counts[row] += counts[row - 1];
            }

            offsets = counts;
        }

        var entries = ArrowArrayFactory.BuildArray(new ArrayData(type.KeyValueType, keys.Length, 0, 0, [ArrowBuffer.Empty], [keys.Data, values.Data]));
        return ColumnVector.Flat(NewArrays.List(type, offsets, entries, validity));
    }
}
