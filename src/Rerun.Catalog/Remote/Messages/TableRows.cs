using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog.Remote.Grpc;

namespace Rerun.Catalog.Remote.Messages;

/// <summary>Rows of tables, brought into the shape of the table's schema.</summary>
internal static class TableRows
{
    /// <summary>No rows.</summary>
    public static RecordBatch Empty(Schema schema) => new(schema, schema.FieldsList.Select(field => Nulls(field, 0)), 0);

    /// <summary>Rows that a server sent, with the table's schema.</summary>
    /// <exception cref="AnswerFormatException">The columns are not those of the schema.</exception>
    public static RecordBatch Of(RecordBatch batch, Schema schema)
    {
        if (batch.ColumnCount != schema.FieldsList.Count)
        {
            throw new AnswerFormatException($"rows have {batch.ColumnCount} columns, the table's schema has {schema.FieldsList.Count}");
        }

        for (var i = 0; i < batch.ColumnCount; i++)
        {
            var (sent, expected) = (batch.Schema.FieldsList[i], schema.FieldsList[i]);
            if (sent.Name != expected.Name || batch.Column(i).Data.DataType.TypeId != expected.DataType.TypeId)
            {
                throw new AnswerFormatException($"rows have the column {sent} where the table's schema has {expected}");
            }
        }

        return batch.WithSchema(schema);
    }

    /// <summary>Rows to write: columns in the table's order, missing ones filled with nulls.</summary>
    /// <exception cref="RerunException">A column is not the table's, or one is missing that takes no nulls.</exception>
    public static RecordBatch Fit(RecordBatch batch, Schema schema)
    {
        foreach (var field in batch.Schema.FieldsList)
        {
            if (schema.GetFieldIndex(field.Name, StringComparer.Ordinal) < 0)
            {
                var names = schema.FieldsList.Select(known => known.Name);
                throw new RerunException($"The table has no column '{field.Name}'.{NearestNames.Hint(field.Name, names)}", RerunErrorCode.UnknownColumn);
            }
        }

        var columns = new IArrowArray[schema.FieldsList.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Fit(batch, schema.FieldsList[i]);
        }

        return new RecordBatch(schema, columns, batch.Length);
    }

    private static IArrowArray Fit(RecordBatch batch, Field field)
    {
        var index = batch.Schema.GetFieldIndex(field.Name, StringComparer.Ordinal);
        if (index < 0)
        {
            return field.IsNullable
                ? Nulls(field, batch.Length)
                : throw new RerunException($"The rows lack the column '{field.Name}', which takes no nulls.", RerunErrorCode.InvalidArgument);
        }

        var column = batch.Column(index);
        return column.Data.DataType.TypeId == field.DataType.TypeId
            ? column
            : throw new RerunException(
                $"Column '{field.Name}' is {batch.Schema.FieldsList[index].DataType}, the table has {field.DataType}.", RerunErrorCode.TypeMismatch);
    }

    private static IArrowArray Nulls(Field field, int length) => ArraySelection.TakeRanges(field.DataType, [], [ArrayRange.Nulls(length)]);
}
