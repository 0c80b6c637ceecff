using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions among the layouts of texts and blobs.</summary>
internal static class ByteCasts
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

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

    /// <summary>
    /// Texts as the bytes that they mean: <c>\x</c> and hexadecimal digits as in PostgreSQL, or <c>\x</c> and two digits anywhere as in DuckDB; all else is UTF-8.
    /// </summary>
    public static IArrowArray TextToBlob(IArrowArray array)
    {
        var hasEscapes = false;
        for (var i = 0; i < array.Length && !hasEscapes; i++)
        {
            hasEscapes = !array.IsNull(i) && BytesOf(array, i).IndexOf("\\x"u8) >= 0;
        }

        if (!hasEscapes)
        {
            return array;
        }

        var builder = new TextBuilder(array.Length);
        for (var i = 0; i < array.Length; i++)
        {
            if (array.IsNull(i))
            {
                builder.AppendNull();
            }
            else
            {
                WriteBytes(builder, BytesOf(array, i));
                builder.EndRow();
            }
        }

        return builder.Build(BinaryType.Default);
    }

    private static void WriteBytes(TextBuilder to, ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\\x"u8) && text.Length % 2 == 0 && text[2..].IndexOfAnyExcept(HexDigits) < 0)
        {
            to.Write(System.Convert.FromHexString(Encoding.ASCII.GetString(text[2..])));
            return;
        }

        while (text.IndexOf("\\x"u8) is >= 0 and var escape)
        {
            if (text.Length < escape + 4 || text.Slice(escape + 2, 2).IndexOfAnyExcept(HexDigits) >= 0)
            {
                throw new RerunException($"'{Encoding.UTF8.GetString(text)}' is no blob: \\x is followed by two hexadecimal digits.", RerunErrorCode.InvalidArgument);
            }

            to.Write(text[..escape]);
            to.Write(System.Convert.FromHexString(Encoding.ASCII.GetString(text.Slice(escape + 2, 2))));
            text = text[(escape + 4)..];
        }

        to.Write(text);
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
