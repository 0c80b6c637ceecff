using System.Runtime.CompilerServices;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Collects texts or blobs, row by row, into an array with 32-bit offsets.</summary>
internal sealed class TextBuilder
{
    private readonly byte[] _offsets;
    private readonly byte[] _validity;
    private byte[] _bytes;
    private int _used;
    private int _rows;
    private int _nulls;

    /// <summary>Creates a builder for so many rows.</summary>
    public TextBuilder(int rows, int expectedBytes = 0)
    {
        _offsets = NewArrays.Buffer<int>(rows + 1, out var offsets);
        offsets[0] = 0;
        _validity = NewArrays.Bitmap(rows);
        _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(expectedBytes, rows * 8));
    }

    /// <summary>The bytes of all rows so far and of the row that is being written.</summary>
    public int ByteCount => _used;

    /// <summary>Adds a row.</summary>
    public void Append(ReadOnlySpan<byte> text)
    {
        Write(text);
        EndRow();
    }

    /// <summary>Adds a row.</summary>
    public void Append(string text)
    {
        Write(text);
        EndRow();
    }

    /// <summary>Adds a null.</summary>
    public void AppendNull()
    {
        _nulls++;
        MarkEnd();
    }

    /// <summary>Adds bytes to the row that is being written.</summary>
    public void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        _used += text.Length;
    }

    /// <summary>Adds text to the row that is being written.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        var target = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _used += Encoding.UTF8.GetBytes(text, target);
    }

    /// <summary>Adds a code point to the row that is being written.</summary>
    public void Write(Rune rune) => _used += rune.EncodeToUtf8(Reserve(4));

    /// <summary>Adds a byte to the row that is being written.</summary>
    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        _used++;
    }

    /// <summary>Adds a value's invariant text to the row that is being written.</summary>
    public void Write<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        int written;
        var size = 32;
        while (!value.TryFormat(Reserve(size), out written, format, System.Globalization.CultureInfo.InvariantCulture))
        {
            size *= 2;
        }

        // Exponents are written as in PostgreSQL: 1e-07.
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half))
        {
            _bytes.AsSpan(_used, written).Replace((byte)'E', (byte)'e');
        }

        _used += written;
    }

    /// <summary>Ends the row that is being written.</summary>
    public void EndRow()
    {
        BitUtility.SetBit(_validity, _rows);
        MarkEnd();
    }

    /// <summary>Takes back what was written to the row and adds a null instead.</summary>
    public void EndAsNull()
    {
        _used = Unsafe.ReadUnaligned<int>(ref _offsets[_rows * sizeof(int)]);
        AppendNull();
    }

    /// <summary>The array of the rows.</summary>
    public IArrowArray Build(IArrowType type) => ArrowArrayFactory.BuildArray(new ArrayData(
        type,
        _rows,
        _nulls,
        0,
        [_nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(_validity), new ArrowBuffer(_offsets), new ArrowBuffer(_bytes.AsMemory(0, _used))]));

    private void MarkEnd()
    {
        _rows++;
        Unsafe.WriteUnaligned(ref _offsets[_rows * sizeof(int)], _used);
    }

    private Span<byte> Reserve(int more)
    {
        if (more > _bytes.Length - _used)
        {
            var needed = (long)_used + more;
            if (needed > Array.MaxLength)
            {
                throw new RerunException("The texts of one batch exceed 2 GiB.", RerunErrorCode.OutOfMemory);
            }

            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
        }

        return _bytes.AsSpan(_used);
    }
}
