using System.Text;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of UTF-8 text as 16-byte views.</summary>
public sealed class StringViewArray : BinaryViewArray
{
    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type or too short.</exception>
    public StringViewArray(ArrayData data)
        : base(data, ArrowTypeId.StringView)
    {
    }

    /// <summary>The text at a position, or null. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public string? GetString(int index)
    {
        var bytes = GetBytes(index, out var isNull);
        return isNull ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Grows an array.</summary>
    public new sealed class Builder : BinaryViewArrayBuilder<StringViewArray, Builder>
    {
        /// <summary>An empty builder.</summary>
        public Builder()
            : base(StringViewType.Default)
        {
        }

        /// <summary>Adds a text, or null for null.</summary>
        public Builder Append(string? value) => value is null ? AppendNull() : Append(Encoding.UTF8.GetBytes(value).AsSpan());
    }
}
