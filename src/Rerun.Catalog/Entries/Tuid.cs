using System.Buffers.Binary;
using System.Globalization;

namespace Rerun.Catalog;

/// <summary>
/// A time-ordered unique id of 16 bytes: nanoseconds since the Unix epoch, then a counter, both big-endian. Ids of entries, chunks and
/// rows are of this kind; the order of ids, as unsigned bytes, is the order of creation. Mirrors <c>rerun.catalog.EntryId</c>, and is its equal for all
/// other kinds of ids.
/// </summary>
/// <param name="Value">The 16 bytes read as one big-endian number.</param>
public readonly record struct Tuid(UInt128 Value) : IComparable<Tuid>
{
    /// <summary>The number of bytes of an id.</summary>
    public const int Size = 16;

    /// <summary>Joins the two halves of an id.</summary>
    /// <param name="timeNanoseconds">Nanoseconds since the Unix epoch.</param>
    /// <param name="counter">The counter that tells ids of one instant apart.</param>
    public Tuid(ulong timeNanoseconds, ulong counter)
        : this(new UInt128(timeNanoseconds, counter))
    {
    }

    /// <summary>The instant of creation, in nanoseconds since the Unix epoch.</summary>
    public ulong TimeNanoseconds => (ulong)(Value >> 64);

    /// <summary>The counter that tells ids of one instant apart.</summary>
    public ulong Counter => (ulong)Value;

    /// <summary>Reads an id from its first 16 bytes.</summary>
    /// <param name="bytes">At least 16 bytes, big-endian.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 16 bytes.</exception>
    public static Tuid Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes the 16 bytes of the id, big-endian.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads an id from hexadecimal digits. Mirrors <c>rerun.catalog.EntryId(id)</c>.</summary>
    /// <param name="text">At most 32 digits of either case, without prefix; leading zeros may be left out.</param>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static Tuid Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no id; expected up to {2 * Size} hexadecimal digits.");

    /// <summary>Reads an id from hexadecimal digits.</summary>
    /// <param name="text">At most 32 digits of either case, without prefix; leading zeros may be left out.</param>
    /// <param name="id">The id, or the zero id.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Tuid id)
    {
        id = default;
        if (text.Length > 2 * Size || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new Tuid(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Tuid other) => Value.CompareTo(other.Value);

    /// <summary>The id as 32 hexadecimal digits, the first half in upper case and the second in lower case, as all Rerun software prints it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TimeNanoseconds:X16}{Counter:x16}");
}
