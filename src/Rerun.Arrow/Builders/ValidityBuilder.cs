namespace Rerun.Arrow;

/// <summary>Grows a validity bitmap, which takes no memory until the first null.</summary>
internal sealed class ValidityBuilder
{
    private ArrowBuffer.BitmapBuilder? _bits;
    private int _valid;

    public int Length => _bits?.Length ?? _valid;

    public void AppendValid()
    {
        if (_bits is null)
        {
            _valid++;
        }
        else
        {
            _bits.Append(true);
        }
    }

    public void AppendValid(int count)
    {
        if (_bits is null)
        {
            _valid += count;
        }
        else
        {
            _bits.AppendRange(true, count);
        }
    }

    public void AppendNull() => AppendNull(1);

    public void AppendNull(int count)
    {
        if (count > 0)
        {
            Bits().AppendRange(false, count);
        }
    }

    public void Set(int index, bool valid)
    {
        if (!valid || _bits is not null)
        {
            Bits().Set(index, valid);
        }
    }

    public bool this[int index] => _bits is null || BitUtility.GetBit(_bits.Span, index);

    public ArrowBuffer Build(out int nullCount)
    {
        nullCount = _bits?.UnsetBitCount ?? 0;
        var buffer = nullCount == 0 ? ArrowBuffer.Empty : _bits!.Build();
        Clear();
        return buffer;
    }

    public void Clear()
    {
        _bits = null;
        _valid = 0;
    }

    public void Resize(int length)
    {
        if (length > Length)
        {
            AppendValid(length - Length);
        }
        else if (_bits is null)
        {
            _valid = length;
        }
        else
        {
            var shorter = new ArrowBuffer.BitmapBuilder(length);
            shorter.Append(_bits.Span, 0, length);
            _bits = shorter;
        }
    }

    private ArrowBuffer.BitmapBuilder Bits()
    {
        if (_bits is null)
        {
            _bits = new ArrowBuffer.BitmapBuilder(Math.Max(64, _valid + 1));
            _bits.AppendRange(true, _valid);
        }

        return _bits;
    }
}
