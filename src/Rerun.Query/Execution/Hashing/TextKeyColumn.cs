using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>Keys that are texts or blobs: kept as bytes, never made strings.</summary>
internal sealed class TextKeyColumn(IArrowType type) : KeyColumn
{
    private byte[] _bytes = new byte[512];
    private int[] _ends = new int[65];
    private bool[] _isNull = new bool[64];
    private int _count;

    /// <inheritdoc/>
    public override long ByteSize => _bytes.Length + (_ends.Length * 4L) + _isNull.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hash(ColumnVector keys, Span<ulong> hashes)
    {
        var flat = keys.Unfold();
        if (flat.IsConstant)
        {
            var constant = flat.IsConstantNull ? NullHash : HashOf(new TextView(flat)[0]);
            foreach (ref var hash in hashes)
            {
                hash = Mix(hash, constant);
            }

            return;
        }

        var texts = new TextView(flat);
        var validity = Validity.Of(flat);
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Mix(hashes[i], validity[i] ? HashOf(texts[i]) : NullHash);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Append(ColumnVector keys, ReadOnlySpan<int> rows)
    {
        if (_count + rows.Length > _isNull.Length)
        {
            var size = Math.Max(_count + rows.Length, _isNull.Length * 2);
            Array.Resize(ref _isNull, size);
            Array.Resize(ref _ends, size + 1);
        }

        var flat = keys.Unfold();
        var texts = new TextView(flat);
        foreach (var row in rows)
        {
            var end = _ends[_count];
            if (flat.IsNull(row))
            {
                _isNull[_count] = true;
            }
            else
            {
                var text = texts[row];
                Reserve(end, text.Length);
                text.CopyTo(_bytes.AsSpan(end));
                end += text.Length;
            }

            _ends[++_count] = end;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compare(ColumnVector keys, ReadOnlySpan<int> rows, ReadOnlySpan<int> places, Span<bool> differs)
    {
        var flat = keys.Unfold();
        var texts = new TextView(flat);
        foreach (var row in rows)
        {
            var isNull = flat.IsNull(row);
            var place = places[row];
            differs[row] |= isNull != _isNull[place]
                || (!isNull && !texts[row].SequenceEqual(_bytes.AsSpan(_ends[place], _ends[place + 1] - _ends[place])));
        }
    }

    /// <inheritdoc/>
    public override IArrowArray ToArray(int start, int count)
    {
        var builder = new TextBuilder(count, _ends[start + count] - _ends[start]);
        for (var i = start; i < start + count; i++)
        {
            if (_isNull[i])
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(_bytes.AsSpan(_ends[i], _ends[i + 1] - _ends[i]));
            }
        }

        return builder.Build(type);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashOf(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        while (text.Length >= 8)
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[8..];
        }

        var rest = 0UL;
        for (var i = 0; i < text.Length; i++)
        {
            rest |= (ulong)text[i] << (i * 8);
        }

        return Mix(hash, rest);
    }

    private void Reserve(int used, int more)
    {
        if (more <= _bytes.Length - used)
        {
            return;
        }

        var needed = (long)used + more;
        if (needed > Array.MaxLength)
        {
            throw new RerunException("The distinct texts exceed 2 GiB.", RerunErrorCode.OutOfMemory);
        }

        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
    }
}
