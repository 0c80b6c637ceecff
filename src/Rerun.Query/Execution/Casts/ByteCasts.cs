using System.Runtime.InteropServices;
using System.Text.Unicode;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions among the layouts of texts and blobs.</summary>
internal static class ByteCasts
{
    /// <summary>Converts between two layouts of texts or blobs; texts to blobs as UTF-8.</summary>
    public static IArrowArray Convert(IArrowArray array, IArrowType to, bool isTry)
    {
        var from = array.Data.DataType.TypeId;
        if (from is ArrowTypeId.String or ArrowTypeId.Binary && to.TypeId is ArrowTypeId.String or ArrowTypeId.Binary)
        {
            return NewArrays.Relabel(array, to);
        }

        if (to.TypeId is ArrowTypeId.String or ArrowTypeId.Binary)
        {
            var builder = new TextBuilder(array.Length);
            for (var i = 0; i < array.Length; i++)
            {
                if (array.IsNull(i))
                {
                    builder.AppendNull();
                }
                else
                {
                    builder.Append(BytesOf(array, i));
                }
            }

            return builder.Build(to);
        }

        return to is FixedSizeBinaryType fixedSize ? ToFixed(array, fixedSize, isTry) : ToWide(array, to);
    }

    /// <summary>Converts blobs to texts; bytes that are not UTF-8 are an error.</summary>
    public static IArrowArray BlobToText(IArrowArray array, IArrowType to, bool isTry)
    {
        var builder = new TextBuilder(array.Length);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                builder.AppendNull();
            }
            else if (BytesOf(array, i) is var bytes && Utf8.IsValid(bytes))
            {
                builder.Append(bytes);
            }
            else if (isTry)
            {
                builder.AppendNull();
            }
            else
            {
                throw Cast.Failure(array, i, to, "the bytes are not UTF-8");
            }
        }

        var texts = builder.Build(SqlTypes.Text);
        return to.TypeId == ArrowTypeId.String ? texts : Convert(texts, to, isTry);
    }

    /// <summary>The bytes of a row of any layout.</summary>
    public static ReadOnlySpan<byte> BytesOf(IArrowArray array, int row) => array switch
    {
        BinaryArray binary => binary.GetBytes(row),
        LargeBinaryArray binary => binary.GetBytes(row),
        BinaryViewArray binary => binary.GetBytes(row),
        _ => ((FixedSizeBinaryArray)array).GetBytes(row),
    };

    private static IArrowArray ToFixed(IArrowArray array, FixedSizeBinaryType to, bool isTry)
    {
        var width = to.ByteWidth;
        var bytes = new byte[checked(array.Length * width)];
        var bits = NewArrays.Bitmap(array.Length);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                continue;
            }

            var value = BytesOf(array, i);
            if (value.Length == width)
            {
                value.CopyTo(bytes.AsSpan(i * width));
                BitUtility.SetBit(bits, i);
            }
            else if (!isTry)
            {
                throw Cast.Failure(array, i, to, $"it has {value.Length} bytes");
            }
        }

        return NewArrays.Fixed(to, bytes, Validity.FromBits(bits, array.Length), array.Length);
    }

    private static IArrowArray ToWide(IArrowArray array, IArrowType to)
    {
        if (to.TypeId is ArrowTypeId.StringView or ArrowTypeId.BinaryView)
        {
            return ToView(array, to);
        }

        var narrow = Convert(array, to.TypeId == ArrowTypeId.LargeString ? SqlTypes.Text : SqlTypes.Blob, isTry: false);
        var from = MemoryMarshal.Cast<byte, int>(narrow.Data.Buffers[1].Span).Slice(narrow.Data.Offset, narrow.Length + 1);
        var buffer = NewArrays.Buffer<long>(from.Length, out var offsets);
        for (var i = 0; i < from.Length; i++)
        {
            offsets[i] = from[i];
        }

        var validity = Validity.Of(narrow);
        return ArrowArrayFactory.BuildArray(new ArrayData(
            to, narrow.Length, validity.NullCount, 0, [validity.ToBuffer(narrow.Length), new ArrowBuffer(buffer), narrow.Data.Buffers[2]]));
    }

    private static IArrowArray ToView(IArrowArray array, IArrowType to)
    {
        var text = new StringViewArray.Builder();
        var blob = new BinaryViewArray.Builder();
        for (var i = 0; i < array.Length; i++)
        {
            if (to.TypeId == ArrowTypeId.StringView)
            {
                _ = array.IsNull(i) ? text.AppendNull() : text.Append(BytesOf(array, i));
            }
            else
            {
                _ = array.IsNull(i) ? blob.AppendNull() : blob.Append(BytesOf(array, i));
            }
        }

        return to.TypeId == ArrowTypeId.StringView ? text.Build() : blob.Build();
    }
}
