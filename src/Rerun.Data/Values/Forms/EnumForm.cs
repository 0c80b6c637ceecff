using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rerun.Data.Values.Forms;

/// <summary>An enumeration, from a column of integers or of names.</summary>
internal sealed class EnumForm<TEnum, TNumber> : CellForm<TEnum>
    where TEnum : struct, Enum
    where TNumber : struct, INumberBase<TNumber>
{
    private const int MostKept = 1024;
    private readonly ConcurrentDictionary<string, TEnum> _named = new();

    public override TEnum Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);
        return target is Utf8Reader && !target.IsNull(row)
            ? Named(target.GetString(row), target)
            : Unsafe.BitCast<TNumber, TEnum>(Cells.Get<TNumber>(target, row));
    }

    private TEnum Named(string text, ValueReader column)
    {
        if (_named.TryGetValue(text, out var known))
        {
            return known;
        }

        var plain = EnumNames.Plain(text);
        foreach (var name in EnumNames.Of(typeof(TEnum)))
        {
            if (name.Plain == plain)
            {
                var value = Unsafe.BitCast<TNumber, TEnum>(TNumber.CreateTruncating(name.Number));
                if (_named.Count < MostKept)
                {
                    _named.TryAdd(text, value);
                }

                return value;
            }
        }

        throw new InvalidCastException($"The text '{text}' of column '{column.Field.Name}' is no value of {typeof(TEnum).Name}.");
    }
}
