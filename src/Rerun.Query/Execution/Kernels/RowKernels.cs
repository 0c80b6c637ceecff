using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Kernels that go row by row through arguments of any types; rows with a NULL argument are NULL. For functions whose own work outweighs the calls.</summary>
internal static class RowKernels
{
    /// <summary>Computes a row of a reference type; null is NULL.</summary>
    public delegate T? ObjectOf<T>(ReadOnlySpan<ColumnVector> arguments, int row)
        where T : class;

    /// <summary>Computes a row of a value type; null is NULL.</summary>
    public delegate T? ValueOf<T>(ReadOnlySpan<ColumnVector> arguments, int row)
        where T : struct;

    /// <summary>Texts.</summary>
    public static ScalarKernel Texts(ObjectOf<string> compute) => (arguments, length, _) =>
    {
        var validity = Validity.Intersect(arguments, length);
        var builder = new TextBuilder(length);
        for (var row = 0; row < length; row++)
        {
            if (validity[row] && compute(arguments, row) is { } text)
            {
                builder.Append(text);
            }
            else
            {
                builder.AppendNull();
            }
        }

        return ColumnVector.Flat(builder.Build(SqlTypes.Text));
    };

    /// <summary>Blobs.</summary>
    public static ScalarKernel Blobs(ObjectOf<byte[]> compute) => (arguments, length, _) =>
    {
        var validity = Validity.Intersect(arguments, length);
        var builder = new TextBuilder(length);
        for (var row = 0; row < length; row++)
        {
            if (validity[row] && compute(arguments, row) is { } bytes)
            {
                builder.Append(bytes.AsSpan());
            }
            else
            {
                builder.AppendNull();
            }
        }

        return ColumnVector.Flat(builder.Build(SqlTypes.Blob));
    };

    /// <summary>Values of a fixed width.</summary>
    public static ScalarKernel Values<T>(IArrowType type, ValueOf<T> compute)
        where T : unmanaged => (arguments, length, _) =>
        {
            var validity = Validity.Intersect(arguments, length);
            var buffer = NewArrays.Buffer<T>(length, out var values);
            var bits = NewArrays.Bitmap(length);
            for (var row = 0; row < length; row++)
            {
                var value = validity[row] ? compute(arguments, row) : null;
                values[row] = value.GetValueOrDefault();
                BitUtility.SetBit(bits, row, value is not null);
            }

            return ColumnVector.Flat(NewArrays.Fixed(type, buffer, Validity.FromBits(bits, length), length));
        };

    /// <summary>Truth values.</summary>
    public static ScalarKernel Truths(ValueOf<bool> compute) => (arguments, length, _) =>
    {
        var validity = Validity.Intersect(arguments, length);
        var bits = NewArrays.Bitmap(length);
        var known = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            var value = validity[row] ? compute(arguments, row) : null;
            BitUtility.SetBit(bits, row, value == true);
            BitUtility.SetBit(known, row, value is not null);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.FromBits(known, length), length));
    };

    /// <summary>Lists of texts; a null text is a NULL element.</summary>
    public static ScalarKernel TextLists(ObjectOf<IReadOnlyList<string?>> compute) => (arguments, length, _) =>
    {
        var validity = Validity.Intersect(arguments, length);
        var lists = new IReadOnlyList<string?>?[length];
        var offsets = new int[length + 1];
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            lists[row] = validity[row] ? compute(arguments, row) : null;
            offsets[row + 1] = checked(offsets[row] + (lists[row]?.Count ?? 0));
            BitUtility.SetBit(bits, row, lists[row] is not null);
        }

        var builder = new TextBuilder(offsets[length]);
        foreach (var list in lists)
        {
            foreach (var text in list ?? [])
            {
                if (text is null)
                {
                    builder.AppendNull();
                }
                else
                {
                    builder.Append(text);
                }
            }
        }

        return ColumnVector.Flat(NewArrays.List(SqlTypes.ListOf(SqlTypes.Text), offsets, builder.Build(SqlTypes.Text), Validity.FromBits(bits, length)));
    };

    /// <summary>The text of a row.</summary>
    public static string Text(ColumnVector vector, int row) => Encoding.UTF8.GetString(Bytes(vector, row));

    /// <summary>The bytes of a text or blob of a row.</summary>
    public static ReadOnlySpan<byte> Bytes(ColumnVector vector, int row) => new TextView(vector.Values)[vector.PlaceOf(row)];

    /// <summary>The value of fixed width of a row.</summary>
    public static T Value<T>(ColumnVector vector, int row)
        where T : unmanaged => NewArrays.ValuesOf<T>(vector.Values)[vector.PlaceOf(row)];
}
