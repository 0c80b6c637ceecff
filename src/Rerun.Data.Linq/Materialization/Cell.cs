using System.Globalization;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Values;

namespace Rerun.Data.Linq.Materialization;

/// <summary>Reads one column, batch by batch.</summary>
internal abstract class Cell
{
    public abstract void Bind(RecordBatch batch);
}

/// <summary>Reads one column as a type, without boxing.</summary>
internal sealed class Cell<T> : Cell
{
    // Times are read in the form that is asked for, so that nothing is lost.
    private static readonly ReaderOptions Options = ReaderOptions.Default with
    {
        TimeValues = Is<long>() ? RerunTimeValues.Int64 : Is<Timestamp64>() || Is<Duration64>() ? RerunTimeValues.Timestamp64 : RerunTimeValues.DateTime,
    };

    private readonly int _ordinal;
    private readonly ValueReader _reader;
    private readonly ListReader? _single;
    private readonly Func<int, string> _place;
    private readonly bool _refusesNull;

    // What reads the batch where every row has one value, and where the first row's is.
    private ValueReader? _direct;
    private int _first;

    /// <summary>Over a column.</summary>
    /// <param name="ordinal">The column's place in the batches.</param>
    /// <param name="field">The column.</param>
    /// <param name="place">Says which row a message is about.</param>
    /// <param name="refusesNull">Whether null is an error although the type has it.</param>
    public Cell(int ordinal, Field field, Func<int, string> place, bool refusesNull = false)
    {
        _refusesNull = refusesNull || default(T) is not null;
        _ordinal = ordinal;
        _place = place;
        _reader = ValueReaders.Of(field, Options);
        _single = ListDepth.Of(field.DataType) > ListDepth.Of(typeof(T)) && typeof(T) != typeof(object) ? _reader as ListReader : null;
    }

    public override void Bind(RecordBatch batch)
    {
        IArrowArray array = batch.Column(_ordinal);
        _reader.Bind(array);
        _first = 0;
        _direct = _single is null
            ? array.NullCount == 0 && _reader is not IndirectReader ? _reader : null
            : _single.Element is not IndirectReader && _single.HoldsOneEach(array.Length, out _first) ? _single.Element : null;
    }

    public T ReadIn(RecordBatch batch, int row)
    {
        Bind(batch);
        return Read(row);
    }

    public T Read(int row)
    {
        if (_direct is { } direct)
        {
            return Value(direct, _first + row);
        }

        ValueReader target = _reader;
        int place = row;
        if (_single is not null)
        {
            if (_single.IsNull(row))
            {
                return Nothing(row);
            }

            place = _single.Range(row, out int count);
            if (count != 1)
            {
                return count == 0 ? Nothing(row) : throw TooMany(row, count);
            }

            target = _single.Element;
        }

        // A reader of encoded texts keeps those it has decoded.
        target = typeof(T) == typeof(string) ? target : target.Resolve(ref place);
        return target.IsNull(place) ? Nothing(row) : Value(target, place);
    }

    // The tests are decided when the code is compiled: what remains is one call, without boxing.
    private static T Value(ValueReader target, int row) =>
        typeof(T) == typeof(double?) ? From(target.GetDouble(row))
        : typeof(T) == typeof(float?) ? From(target.GetFloat(row))
        : typeof(T) == typeof(int?) ? From(target.GetInt32(row))
        : typeof(T) == typeof(long?) ? From(target.GetInt64(row))
        : typeof(T) == typeof(bool?) ? From(target.GetBoolean(row))
        : typeof(T) == typeof(DateTime?) ? From(target.GetDateTime(row))
        : typeof(T) == typeof(Timestamp64?) ? From(target.GetTimestamp64(row))
        : typeof(T) == typeof(DateTimeOffset?) ? From(target.GetDateTimeOffset(row))
        : typeof(T) == typeof(decimal?) ? From(Decimal(target, row))
        : typeof(T) == typeof(decimal) && Decimal(target, row) is var number ? Unsafe.As<decimal, T>(ref number)
        : Cells.Get<T>(target, row);

    // Recordings have no decimals: money and measures in them are floating-point numbers.
    private static decimal Decimal(ValueReader target, int row) =>
        target is FloatReader<double> ? (decimal)target.GetDouble(row) : target is FloatReader<float> ? (decimal)target.GetFloat(row) : target.GetDecimal(row);

    private static T From<TValue>(TValue value)
        where TValue : struct
    {
        TValue? nullable = value;
        return Unsafe.As<TValue?, T>(ref nullable);
    }

    private static bool Is<TTime>() => typeof(T) == typeof(TTime) || Nullable.GetUnderlyingType(typeof(T)) == typeof(TTime);

    private T Nothing(int row) => !_refusesNull
        ? default!
        : throw new RerunException(
            $"Column '{_reader.Field.Name}' has no value {_place(row)}, but {typeof(T).Name} cannot be null. Make the type nullable ({typeof(T).Name}?).",
            RerunErrorCode.TypeMismatch);

    private RerunException TooMany(int row, int count) => new(
        string.Create(CultureInfo.InvariantCulture, $"Column '{_reader.Field.Name}' has a list of {count} elements {_place(row)}, which {typeof(T).Name} cannot hold. Use {typeof(T).Name}[] for the whole list."),
        RerunErrorCode.Cardinality);
}
