using System.Globalization;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Values;
using Rerun.Data.Values.Forms;

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
    private readonly CellForm<T> _form = CellForm<T>.Instance;

    /// <summary>Over a column.</summary>
    /// <param name="ordinal">The column's place in the batches.</param>
    /// <param name="field">The column.</param>
    /// <param name="place">Says which row a message is about.</param>
    public Cell(int ordinal, Field field, Func<int, string> place)
    {
        _ordinal = ordinal;
        _place = place;
        _reader = ValueReaders.Of(field, Options);
        _single = ListDepth.Of(field.DataType) > ListDepth.Of(typeof(T)) && typeof(T) != typeof(object) ? _reader as ListReader : null;
    }

    public override void Bind(RecordBatch batch) => _reader.Bind(batch.Column(_ordinal));

    public T ReadIn(RecordBatch batch, int row)
    {
        Bind(batch);
        return Read(row);
    }

    public T Read(int row)
    {
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

        target = target.Resolve(ref place);
        return target.IsNull(place) ? Nothing(row) : Number(target, place);
    }

    // Numbers widen, and narrow where they fit. The tests are decided when the code is compiled.
    private T Number(ValueReader target, int row)
    {
        if (typeof(T) == typeof(double) || typeof(T) == typeof(double?))
        {
            return From(target.GetDouble(row));
        }

        if (typeof(T) == typeof(float) || typeof(T) == typeof(float?))
        {
            return From(target.GetFloat(row));
        }

        if (typeof(T) == typeof(int) || typeof(T) == typeof(int?))
        {
            return From(target.GetInt32(row));
        }

        return typeof(T) == typeof(long) || typeof(T) == typeof(long?) ? From(target.GetInt64(row)) : _form.Get(target, row);
    }

    private static T From<TNumber>(TNumber number)
        where TNumber : struct
    {
        if (typeof(T) == typeof(TNumber))
        {
            return Unsafe.As<TNumber, T>(ref number);
        }

        TNumber? nullable = number;
        return Unsafe.As<TNumber?, T>(ref nullable);
    }

    private static bool Is<TTime>() => typeof(T) == typeof(TTime) || Nullable.GetUnderlyingType(typeof(T)) == typeof(TTime);

    private T Nothing(int row) => default(T) is null
        ? default!
        : throw new RerunException(
            $"Column '{_reader.Field.Name}' has no value {_place(row)}, but {typeof(T).Name} cannot be null. Make the type nullable ({typeof(T).Name}?).",
            RerunErrorCode.TypeMismatch);

    private RerunException TooMany(int row, int count) => new(
        string.Create(CultureInfo.InvariantCulture, $"Column '{_reader.Field.Name}' has a list of {count} elements {_place(row)}, which {typeof(T).Name} cannot hold. Use {typeof(T).Name}[] for the whole list."),
        RerunErrorCode.Cardinality);
}
