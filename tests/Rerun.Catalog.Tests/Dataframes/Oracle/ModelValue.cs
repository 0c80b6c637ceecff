using System.Globalization;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tests.Dataframes.Oracle;

/// <summary>The values that lists of the model's components hold: numbers, texts, reals, bits and points.</summary>
internal static class ModelValue
{
    private static readonly FixedSizeListType Point = new(FloatType.Default, 2);

    /// <summary>The type of a component's elements.</summary>
    public static IArrowType TypeOf(string component) => component switch
    {
        "C" => StringType.Default,
        "P" => Int64Type.Default,
        "Q" => DoubleType.Default,
        "V" => Point,
        _ => BooleanType.Default,
    };

    /// <summary>An element that tells by its looks where it comes from, as far as its type allows.</summary>
    public static object Next(string component, ulong chunk, int position) => component switch
    {
        "C" => string.Create(CultureInfo.InvariantCulture, $"{chunk}.{position}"),
        "P" => ((long)chunk * 1000) + position,
        "Q" => chunk + (position / 8.0),
        "V" => new[] { (float)chunk, position },
        _ => (chunk + (ulong)position) % 3 == 0,
    };

    public static string CellText(object?[]? cell) => cell is null ? "null" : $"[{string.Join(",", cell.Select(Text))}]";

    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        float[] point => $"[{string.Join(",", point.Select(item => item.ToString(CultureInfo.InvariantCulture)))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static IArrowArray ToArray(IArrowType type, IReadOnlyList<object?> values) => type switch
    {
        Int64Type => Append(new Int64Array.Builder(), values, (builder, value) => builder.Append((long)value), builder => builder.AppendNull()).Build(),
        StringType => Append(new StringArray.Builder(), values, (builder, value) => builder.Append((string)value), builder => builder.AppendNull()).Build(),
        DoubleType => Append(new DoubleArray.Builder(), values, (builder, value) => builder.Append((double)value), builder => builder.AppendNull()).Build(),
        FixedSizeListType => Points(values),
        _ => Append(new BooleanArray.Builder(), values, (builder, value) => builder.Append((bool)value), builder => builder.AppendNull()).Build(),
    };

    private static TBuilder Append<TBuilder>(TBuilder builder, IEnumerable<object?> values, Action<TBuilder, object> append, Action<TBuilder> appendNull)
    {
        foreach (var value in values)
        {
            if (value is null)
            {
                appendNull(builder);
            }
            else
            {
                append(builder, value);
            }
        }

        return builder;
    }

    private static FixedSizeListArray Points(IReadOnlyList<object?> values)
    {
        var validity = new byte[(values.Count + 7) / 8];
        var items = new FloatArray.Builder();
        for (var i = 0; i < values.Count; i++)
        {
            BitUtility.SetBit(validity, i, values[i] is not null);
            foreach (var item in (float[]?)values[i] ?? [9, 9])
            {
                items.Append(item);
            }
        }

        return new FixedSizeListArray(new ArrayData(
            Point, values.Count, values.Count(value => value is null), 0, [new ArrowBuffer(validity)], [items.Build().Data]));
    }
}
