using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Values;

/// <summary>Reads a dictionary-encoded column. Text is decoded once per entry of the dictionary.</summary>
internal sealed class DictionaryReader(Field field, ValueReader values) : IndirectReader(field)
{
    private DictionaryArray? _array;
    private ArrayData? _dictionary;
    private string?[] _texts = [];

    public override Type FieldType => values.FieldType;

    public override Type ProviderType => values.ProviderType;

    public override void Bind(IArrowArray array)
    {
        _array = (DictionaryArray)array;
        if (ReferenceEquals(_dictionary, array.Data.Dictionary))
        {
            return;
        }

        _dictionary = array.Data.Dictionary;
        _texts = values is Utf8Reader ? new string?[_array.Dictionary.Length] : [];
        values.Bind(_array.Dictionary);
    }

    public override ValueReader Resolve(ref int row)
    {
        var index = _array!.GetDictionaryIndex(row);
        if (index < 0)
        {
            return Null;
        }

        if (index >= _dictionary!.Length)
        {
            throw new RerunException(
                $"Column '{Field.Name}' has the index {index} into a dictionary of {_dictionary.Length} values.", RerunErrorCode.CorruptData);
        }

        row = index;
        return values;
    }

    public override object GetValue(int row) => values is Utf8Reader ? GetString(row) : base.GetValue(row);

    public override string GetString(int row)
    {
        var target = Resolve(ref row);
        return target is Utf8Reader && (uint)row < (uint)_texts.Length ? _texts[row] ??= target.GetString(row) : target.GetString(row);
    }

    public override Type ArrayType(bool nullable) => values.ArrayType(nullable);
}
