using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Arrays;

public class BuilderTests
{
    [Fact]
    public void Numbers_and_nulls_come_back_in_order()
    {
        var array = new Int64Array.Builder().Append(1).AppendNull().AppendRange([3L, 4L]).Build();

        Assert.Equal([1L, null, 3L, 4L], array.ToList(includeNulls: true));
        Assert.Equal(1, array.NullCount);
        Assert.True(array.IsNull(1));
        Assert.Equal(3, array.Values[2]);
    }

    [Fact]
    public void An_array_without_nulls_has_no_bitmap()
    {
        var array = new DoubleArray.Builder().AppendRange([1.0, 2.0]).Build();

        Assert.True(array.NullBitmapBuffer.IsEmpty);
        Assert.Equal(0, array.NullCount);
    }

    [Fact]
    public void Lists_of_text_keep_null_empty_and_value_apart()
    {
        var builder = new ListArray.Builder(StringType.Default);
        var texts = (StringArray.Builder)builder.ValueBuilder;
        builder.Append();
        texts.Append("a").Append("b");
        builder.AppendNull();
        builder.Append();
        builder.Append();
        texts.AppendNull();
        var array = builder.Build();

        Assert.Equal(4, array.Length);
        Assert.Equal([0, 2, 2, 2, 3], array.ValueOffsets.ToArray());
        Assert.Null(array.GetSlicedValues(1));
        Assert.Equal(0, array.GetSlicedValues(2)!.Length);
        Assert.Equal(["a", "b"], (StringArray)array.GetSlicedValues(0)!);
        Assert.Null(((StringArray)array.GetSlicedValues(3)!).GetString(0));
    }

    [Fact]
    public void A_slice_of_structs_cuts_its_children()
    {
        var type = new StructType([new Field("x", Int32Type.Default, true), new Field("ok", BooleanType.Default, true)]);
        var builder = new StructArray.Builder(type);
        for (var i = 0; i < 5; i++)
        {
            builder.Append();
            ((Int32Array.Builder)builder.FieldBuilder(0)).Append(i);
            ((BooleanArray.Builder)builder.FieldBuilder(1)).Append(i % 2 == 0);
        }

        builder.AppendNull();
        var slice = (StructArray)builder.Build().Slice(3, 3);

        Assert.Equal([3, 4, null], (Int32Array)slice.Fields[0]);
        Assert.Equal([false, true, null], (BooleanArray)slice.Fields[1]);
        Assert.Equal(1, slice.NullCount);
        Assert.True(slice.IsNull(2));
    }

    [Fact]
    public void A_builder_can_be_used_again_without_touching_what_it_built()
    {
        var builder = new StringArray.Builder().Append("one");
        var first = builder.Build();
        var second = builder.Append("two").AppendNull().Build();

        Assert.Equal(["one"], first);
        Assert.Equal(["two", null], second);
    }

    [Fact]
    public void Resizing_setting_and_swapping_change_values_and_nulls()
    {
        var array = new Int32Array.Builder().Append(1).AppendNull().Append(3).Swap(0, 1).Set(2, 9).Resize(4).Build();

        Assert.Equal([null, 1, 9, 0], array.ToList(includeNulls: true));
    }

    [Fact]
    public void A_fixed_size_list_refuses_a_wrong_number_of_elements()
    {
        var builder = new FixedSizeListArray.Builder(FloatType.Default, 2);
        builder.Append();
        ((FloatArray.Builder)builder.ValueBuilder).Append(1);

        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    public void Views_hold_short_and_long_text(int length)
    {
        var text = new string('x', length - 1) + "é";
        var array = new StringViewArray.Builder().Append(text).Append((string?)null).Append("").Build();

        Assert.Equal(text, array.GetString(0));
        Assert.Null(array.GetString(1));
        Assert.Equal("", array.GetString(2));
    }
}
