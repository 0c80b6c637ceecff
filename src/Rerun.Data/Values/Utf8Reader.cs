using System.Text;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of text.</summary>
internal sealed class Utf8Reader(Field field) : ReferenceReader<string>(field)
{
    // Longer texts seldom repeat, and comparing them costs.
    private const int LongestRepeated = 64;
    private readonly byte[] _lastBytes = new byte[LongestRepeated];
    private string _last = "";
    private int _lastLength;
    private ByteRuns _runs;

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        _runs.Point(array);
    }

    /// <summary>The text. Equal short texts in a row (a partition's id) are one string.</summary>
    public override string Read(int row)
    {
        var bytes = _runs.Span(row);
        if (bytes.Length > LongestRepeated)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        if (!bytes.SequenceEqual(_lastBytes.AsSpan(0, _lastLength)))
        {
            _last = Encoding.UTF8.GetString(bytes);
            _lastLength = bytes.Length;
            bytes.CopyTo(_lastBytes);
        }

        return _last;
    }

    public override string GetString(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(string));
        }

        return Read(row);
    }

    public override char GetChar(int row) => GetString(row) is [var only]
        ? only
        : throw new InvalidCastException($"The text of column '{Field.Name}' is not a single character.");

    public override ReadOnlyMemory<byte> GetMemory(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(ReadOnlyMemory<byte>));
        }

        return _runs.Memory(row);
    }
}
