using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tables;

/// <summary>Makes record batches for a table of .NET values.</summary>
internal static class AppendedRows
{
    private const int BatchRows = 8192;

    /// <summary>One batch of the table's schema; columns that are not given are null.</summary>
    /// <param name="schema">The table's schema.</param>
    /// <param name="columns">Names with a value, a sequence of values, or an array.</param>
    /// <param name="table">The table's name, for messages.</param>
    /// <exception cref="ArgumentException">A column is named twice, or columns have different numbers of rows.</exception>
    /// <exception cref="RerunException">There is no such column, or a value does not fit.</exception>
    public static RecordBatch FromColumns(Schema schema, IReadOnlyList<KeyValuePair<string, object?>> columns, string table)
    {
        var arrays = new IArrowArray?[schema.FieldsList.Count];
        int? rows = null;
        foreach (var (name, value) in columns)
        {
            var index = schema.GetFieldIndex(name, StringComparer.Ordinal);
            if (index < 0)
            {
                throw NoSuchColumn(schema, name, table);
            }

            if (arrays[index] is not null)
            {
                throw new ArgumentException($"The column '{name}' is named twice.", nameof(columns));
            }

            var array = ToArray(schema.GetFieldByIndex(index), value);
            if (rows is { } others && others != array.Length)
            {
                throw new ArgumentException($"Mismatched number of rows: the column '{name}' has {array.Length}, others have {others}.", nameof(columns));
            }

            rows = array.Length;
            arrays[index] = array;
        }

        return new RecordBatch(schema, schema.FieldsList.Select((field, i) => arrays[i] ?? NullArrays.Create(field.DataType, rows ?? 0)), rows ?? 0);
    }

    /// <summary>Batches of the table's schema, made as they are read; columns without a property are null.</summary>
    /// <exception cref="RerunException">A property has no column, or a value does not fit.</exception>
    public static IEnumerable<RecordBatch> FromObjects<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        Schema schema, IEnumerable<T> rows, string table)
    {
        PropertyInfo[] properties =
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetMethod is not null && property.GetIndexParameters().Length == 0),
        ];
        var fields = Array.ConvertAll(properties, property => schema.GetFieldByIndex(ColumnOf(schema, property.Name, table)));
        foreach (var part in rows.Chunk(BatchRows))
        {
            var appenders = Array.ConvertAll(fields, ValueAppender.Of);
            foreach (var row in part)
            {
                ArgumentNullException.ThrowIfNull(row, nameof(rows));
                for (var i = 0; i < properties.Length; i++)
                {
                    appenders[i].Append(properties[i].GetValue(row));
                }
            }

            var arrays = fields.Zip(appenders).ToDictionary(pair => pair.First, pair => pair.Second.Build());
            yield return new RecordBatch(
                schema, schema.FieldsList.Select(field => arrays.GetValueOrDefault(field) ?? NullArrays.Create(field.DataType, part.Length)), part.Length);
        }
    }

    private static IArrowArray ToArray(Field field, object? value)
    {
        if (value is IArrowArray array)
        {
            return TypeComparer.Layout.Equals(array.Data.DataType, field.DataType)
                ? array
                : throw new RerunException($"The column '{field.Name}' is of type {field.DataType}; the array is of type {array.Data.DataType}.", RerunErrorCode.TypeMismatch);
        }

        var appender = ValueAppender.Of(field);
        if (value is IEnumerable values && !ValueAppender.IsOneValue(field.DataType, value))
        {
            foreach (var item in values)
            {
                appender.Append(item);
            }
        }
        else
        {
            appender.Append(value);
        }

        return appender.Build();
    }

    private static int ColumnOf(Schema schema, string property, string table)
    {
        var exact = schema.GetFieldIndex(property, StringComparer.Ordinal);
        if (exact >= 0)
        {
            return exact;
        }

        var wanted = WithoutUnderscores(property);
        for (var i = 0; i < schema.FieldsList.Count; i++)
        {
            if (WithoutUnderscores(schema.GetFieldByIndex(i).Name).Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw NoSuchColumn(schema, property, table);

        static string WithoutUnderscores(string name) => name.Replace("_", "", StringComparison.Ordinal);
    }

    private static RerunException NoSuchColumn(Schema schema, string name, string table) => new(
        $"The table '{table}' has no column '{name}'.{NearestNames.Hint(name, schema.FieldsList.Select(field => field.Name))}", RerunErrorCode.UnknownColumn);
}
