using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;

namespace Rerun.Conformance.Catalog.Recordings;

/// <summary>Component columns of the fixtures: a list per row, or null.</summary>
internal static class Columns
{
    public const string Archetype = "example.MyPoints";

    private static readonly StructType PointType = new([new Field("x", FloatType.Default, nullable: true), new Field("y", FloatType.Default, nullable: true)]);

    public static ChunkComponent Points(params (float X, float Y)[]?[] rows) => Lists(
        new ComponentDescriptor($"{Archetype}:points", Archetype, "example.MyPoint"),
        PointType,
        rows,
        (builder, points) =>
        {
            var structs = (StructArray.Builder)builder;
            foreach (var (x, y) in points)
            {
                structs.Append();
                ((FloatArray.Builder)structs.FieldBuilder(0)).Append(x);
                ((FloatArray.Builder)structs.FieldBuilder(1)).Append(y);
            }
        });

    public static ChunkComponent Colors(params uint[]?[] rows) => Lists(
        new ComponentDescriptor($"{Archetype}:colors", Archetype, "example.MyColor"),
        UInt32Type.Default,
        rows,
        (builder, colors) => Array.ForEach(colors, color => ((UInt32Array.Builder)builder).Append(color)));

    public static ChunkComponent Labels(params string[]?[] rows) =>
        Texts(new ComponentDescriptor($"{Archetype}:labels", Archetype, "example.MyLabel"), rows);

    public static ChunkComponent TextLog(string text) =>
        Texts(new ComponentDescriptor("TextLog:text", "rerun.archetypes.TextLog", "rerun.components.Text"), [text]);

    public static ChunkComponent Points2D(params float[][] points) => Vectors(
        new ComponentDescriptor("Points2D:positions", "rerun.archetypes.Points2D", "rerun.components.Position2D"), 2, itemsNullable: false, points);

    public static ChunkComponent Points3D(params float[][] points) => Vectors(
        new ComponentDescriptor("Points3D:positions", "rerun.archetypes.Points3D", "rerun.components.Position3D"), 3, itemsNullable: false, points);

    /// <summary>One row of vectors of a bare component.</summary>
    public static ChunkComponent Vectors(string component, params float[][] vectors) =>
        Vectors(new ComponentDescriptor(component, null, null), vectors[0].Length, itemsNullable: true, vectors);

    public static ChunkComponent Floats(string component, params float[]?[] rows) => Lists(
        new ComponentDescriptor(component, null, null),
        FloatType.Default,
        rows,
        (builder, numbers) => Array.ForEach(numbers, number => ((FloatArray.Builder)builder).Append(number)));

    public static ChunkComponent Doubles(ComponentDescriptor descriptor, params double[]?[] rows) => Lists(
        descriptor,
        DoubleType.Default,
        rows,
        (builder, numbers) => Array.ForEach(numbers, number => ((DoubleArray.Builder)builder).Append(number)));

    private static ChunkComponent Texts(ComponentDescriptor descriptor, params string[]?[] rows) => Lists(
        descriptor,
        StringType.Default,
        rows,
        (builder, texts) => Array.ForEach(texts, text => ((StringArray.Builder)builder).Append(text)));

    private static ChunkComponent Vectors(ComponentDescriptor descriptor, int dimension, bool itemsNullable, params float[][]?[] rows) => Lists(
        descriptor,
        new FixedSizeListType(new Field("item", FloatType.Default, itemsNullable), dimension),
        rows,
        (builder, vectors) =>
        {
            var lists = (FixedSizeListArray.Builder)builder;
            foreach (var vector in vectors)
            {
                lists.Append();
                Array.ForEach(vector, number => ((FloatArray.Builder)lists.ValueBuilder).Append(number));
            }
        });

    private static ChunkComponent Lists<T>(ComponentDescriptor descriptor, IArrowType itemType, T[]?[] rows, Action<IArrowArrayBuilder, T[]> append)
    {
        var lists = new ListArray.Builder(new ListType(new Field("item", itemType, nullable: true)));
        foreach (var row in rows)
        {
            if (row is null)
            {
                lists.AppendNull();
                continue;
            }

            lists.Append();
            append(lists.ValueBuilder, row);
        }

        return new ChunkComponent(descriptor, lists.Build());
    }
}
