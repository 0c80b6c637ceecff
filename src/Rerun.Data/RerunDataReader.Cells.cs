using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Data.Values;

namespace Rerun.Data;

/// <content>The getters. Each is the guard and one call to the column; nothing here allocates.</content>
public sealed partial class RerunDataReader
{
    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>Whether the value is null, by the validity bitmap alone.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <exception cref="InvalidOperationException">There is no current row.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public override bool IsDBNull(int ordinal) => Cell(ordinal).IsNull(_row);

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => Cell(ordinal).GetBoolean(_row);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => Cell(ordinal).GetByte(_row);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => Cell(ordinal).GetChar(_row);

    /// <summary>The time; what is finer than 100 ns is cut off toward the past. Instants have kind UTC.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override DateTime GetDateTime(int ordinal) => Cell(ordinal).GetDateTime(_row);

    /// <summary>The time in UTC; what is finer than 100 ns is cut off toward the past.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public DateTimeOffset GetDateTimeOffset(int ordinal) => Cell(ordinal).GetDateTimeOffset(_row);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => Cell(ordinal).GetDecimal(_row);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => Cell(ordinal).GetDouble(_row);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => Cell(ordinal).GetFloat(_row);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => Cell(ordinal).GetGuid(_row);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => Cell(ordinal).GetInt16(_row);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => Cell(ordinal).GetInt32(_row);

    /// <summary>The integer; of a time or duration the number of its unit (nanoseconds for recordings), without loss.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override long GetInt64(int ordinal) => Cell(ordinal).GetInt64(_row);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => Cell(ordinal).GetString(_row);

    /// <summary>The duration; what is finer than 100 ns is cut off toward the past.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public TimeSpan GetTimeSpan(int ordinal) => Cell(ordinal).GetTimeSpan(_row);

    /// <summary>The time without loss.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public Timestamp64 GetTimestamp64(int ordinal) => Cell(ordinal).GetTimestamp64(_row);

    /// <summary>The duration without loss.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public Duration64 GetDuration64(int ordinal) => Cell(ordinal).GetDuration64(_row);

    /// <summary>The value as a type: the column's own, wider ones, nullable forms, arrays and lists of them, and more (see the documentation's type table).</summary>
    /// <typeparam name="T">
    /// The type. <see cref="ReadOnlyMemory{T}"/> of numbers is a view of the batch without copying, which stays valid as long as it is held.
    /// </typeparam>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <exception cref="InvalidCastException">The column does not give the type, or the value is null and the type has no null.</exception>
    /// <exception cref="OverflowException">The value does not fit the type.</exception>
    public override T GetFieldValue<T>(int ordinal) => Cells.Get<T>(Cell(ordinal), _row);

    /// <summary>The value, of the type that <see cref="GetFieldType"/> gives; null is <see cref="DBNull.Value"/>.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override object GetValue(int ordinal)
    {
        var column = Cell(ordinal);
        return column.IsNull(_row) ? DBNull.Value : column.GetValue(_row);
    }

    /// <summary>The value without loss, of the type that <see cref="GetProviderSpecificFieldType"/> gives; null is <see cref="DBNull.Value"/>.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override object GetProviderSpecificValue(int ordinal)
    {
        var column = Cell(ordinal);
        return column.IsNull(_row) ? DBNull.Value : column.GetProviderValue(_row);
    }

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ThrowIfNoRow();
        var count = Math.Min(values.Length, _columns.Length);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <inheritdoc/>
    public override int GetProviderSpecificValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ThrowIfNoRow();
        var count = Math.Min(values.Length, _columns.Length);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetProviderSpecificValue(i);
        }

        return count;
    }

    /// <summary>The one guard of all getters: a row and a column. The column is pointed to the batch when it is first read there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ValueReader Cell(int ordinal)
    {
        var bound = _bound;
        if ((uint)_row < (uint)_length && (uint)ordinal < (uint)bound.Length)
        {
            return bound[ordinal] ?? Bind(ordinal);
        }

        ThrowNoCell(ordinal);
        return null!;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueReader Bind(int ordinal)
    {
        var column = ReaderOf(ordinal);
        column.Bind(_batch!.Column(ordinal));
        if (column is FlatListReader flat)
        {
            flat.FirstRow = _rowsBefore;
        }

        return _bound[ordinal] = column;
    }

    private void ThrowIfNoRow()
    {
        ThrowIfClosed();
        if (!_isResultSet)
        {
            throw NoResultError();
        }

        if ((uint)_row >= (uint)_length)
        {
            throw new InvalidOperationException("There is no current row: call Read first, and stop when it returns false.");
        }
    }

    [DoesNotReturn]
    private void ThrowNoCell(int ordinal)
    {
        ThrowIfNoRow();
        throw NoColumnError(ordinal);
    }

    private IndexOutOfRangeException NoColumnError(int ordinal) => new($"There is no column {ordinal}: the result has {_columns.Length}.");

    private static InvalidOperationException NoResultError() => new("The statement gives no result set.");
}
