using System.Buffers.Binary;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>The keys of a table's rows, as texts that are equal if the keys are. Null is a value like any other.</summary>
internal sealed class RowKeys
{
    /// <summary>The metadata of a field that makes its column a part of the key.</summary>
    private const string KeyMetadata = "rerun:is_table_index";

    private readonly int[] _columns;
    private char[] _buffer = new char[64];
    private int _length;

    private RowKeys(int[] columns) => _columns = columns;

    /// <summary>The key of a table.</summary>
    /// <exception cref="RerunException">No column is marked as part of the key, or one is of a type that cannot be.</exception>
    public static RowKeys Of(Schema schema, string table)
    {
        int[] columns =
        [
            .. Enumerable.Range(0, schema.FieldsList.Count).Where(i =>
                schema.FieldsList[i].Metadata.TryGetValue(KeyMetadata, out var mark) && mark.Equals("true", StringComparison.OrdinalIgnoreCase)),
        ];
        if (columns.Length == 0)
        {
            throw new RerunException(
                $"Table '{table}' has no key: rows can be replaced where the metadata of a field says {KeyMetadata} = true.", RerunErrorCode.InvalidArgument);
        }

        foreach (var field in columns.Select(column => schema.FieldsList[column]))
        {
            if (!CanBeKey(field.DataType))
            {
                throw new RerunException(
                    $"Column '{field.Name}' of table '{table}' is marked as part of the key, but values of type {field.DataType} cannot be.",
                    RerunErrorCode.NotSupported);
            }
        }

        return new RowKeys(columns);
    }

    /// <summary>The columns of the key.</summary>
    public IReadOnlyList<int> Columns => _columns;

    /// <summary>The key of a row; valid until the next call.</summary>
    public ReadOnlySpan<char> Read(RecordBatch batch, int row)
    {
        _length = 0;
        foreach (var column in _columns)
        {
            Add(batch.Column(column), row);
        }

        return _buffer.AsSpan(0, _length);
    }

    private static bool CanBeKey(IArrowType type) => type switch
    {
        DictionaryType dictionary => CanBeKey(dictionary.ValueType),
        FixedWidthType or StringType or BinaryType or LargeStringType or LargeBinaryType or StringViewType or BinaryViewType => true,
        _ => false,
    };

    private void Add(IArrowArray array, int row)
    {
        if (array is DictionaryArray dictionary && dictionary.IsValid(row))
        {
            Add(dictionary.Dictionary, dictionary.GetDictionaryIndex(row));
            return;
        }

        if (array.IsNull(row))
        {
            Add([0]);
            return;
        }

        Add([1]);
        switch (array)
        {
            case BooleanArray flags:
                Add([flags.GetValue(row) == true ? (byte)1 : (byte)0]);
                break;
            case BinaryArray texts:
                AddSized(texts.GetBytes(row));
                break;
            case LargeBinaryArray texts:
                AddSized(texts.GetBytes(row));
                break;
            case BinaryViewArray texts:
                AddSized(texts.GetBytes(row));
                break;
            default:
                var data = array.Data;
                var size = ((FixedWidthType)data.DataType).BitWidth / 8;
                Add(data.Buffers[1].Span.Slice((data.Offset + row) * size, size));
                break;
        }
    }

    private void AddSized(ReadOnlySpan<byte> bytes)
    {
        Span<byte> size = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(size, bytes.Length);
        Add(size);
        Add(bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _length < bytes.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes.Length));
        }

        _length += Encoding.Latin1.GetChars(bytes, _buffer.AsSpan(_length));
    }
}
