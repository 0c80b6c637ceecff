using System.Collections;
using System.Text;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of UTF-8 text with 32-bit offsets.</summary>
public sealed class StringArray : BinaryArray, IReadOnlyList<string?>
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public StringArray(ArrayData data)
        : base(data, ArrowTypeId.String)
    {
    }

    /// <summary>The array over buffers.</summary>
    /// <param name="length">The number of values.</param>
    /// <param name="valueOffsetsBuffer">The offsets, one more than values.</param>
    /// <param name="dataBuffer">The bytes.</param>
    /// <param name="nullBitmapBuffer">The validity bitmap, or empty.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known.</param>
    /// <param name="offset">Where the first value stands.</param>
    public StringArray(int length, ArrowBuffer valueOffsetsBuffer, ArrowBuffer dataBuffer, ArrowBuffer nullBitmapBuffer, int nullCount = 0, int offset = 0)
        : this(new ArrayData(StringType.Default, length, nullCount, offset, [nullBitmapBuffer, valueOffsetsBuffer, dataBuffer]))
    {
    }

    int IReadOnlyCollection<string?>.Count => Length;

    string? IReadOnlyList<string?>.this[int index] => GetString(index);

    /// <summary>The text at a position, or null. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public string? GetString(int index)
    {
        var bytes = GetBytes(index, out var isNull);
        return isNull ? null : bytes.IsEmpty ? "" : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>All texts, nulls included.</summary>
    public IEnumerator<string?> GetEnumerator()
    {
        for (var i = 0; i < Length; i++)
        {
            yield return GetString(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Grows an array.</summary>
    public new sealed class Builder : BinaryArrayBuilder<int, StringArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(StringType.Default)
        {
        }

        /// <summary>Adds a text, or null for null.</summary>
        public Builder Append(string? value)
        {
            if (value is null)
            {
                return AppendNull();
            }

            AppendText(value);
            return this;
        }

        /// <summary>Adds texts, or nulls.</summary>
        public Builder AppendRange(IEnumerable<string?> values)
        {
            ArgumentNullException.ThrowIfNull(values);
            foreach (var value in values)
            {
                Append(value);
            }

            return this;
        }
    }
}
