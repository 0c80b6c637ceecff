using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Brings rows that are to be written into the shape of their table: its columns in its order, with its fields.</summary>
internal sealed class RowConforming(Schema schema, string table)
{
    /// <summary>The rows as the table has them. Nullable columns that are missing are null.</summary>
    /// <exception cref="RerunException">A column is unknown or named twice, missing or null though it must not be, or of another type.</exception>
    public RecordBatch Conform(RecordBatch rows)
    {
        RequireKnownColumns(rows.Schema);
        var columns = new IArrowArray[schema.FieldsList.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var field = schema.FieldsList[i];
            var given = rows.Schema.GetFieldIndex(field.Name);
            columns[i] = given >= 0 ? Conform(field, rows.Column(given)) : Missing(field, rows.Length);
        }

        return new RecordBatch(schema, (IEnumerable<IArrowArray>)columns, rows.Length);
    }

    /// <inheritdoc cref="Conform(RecordBatch)"/>
    public async IAsyncEnumerable<RecordBatch> ConformAsync(
        IAsyncEnumerable<RecordBatch> batches, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return Conform(batch);
        }
    }

    /// <summary>Makes sure that a schema names each column once.</summary>
    /// <exception cref="RerunException">A name occurs twice.</exception>
    public static void RequireDistinctNames(Schema schema, string table)
    {
        if (schema.FieldsLookup.FirstOrDefault(named => named.Skip(1).Any()) is { } twice)
        {
            throw new RerunException($"Column '{twice.Key}' occurs twice in the schema of table '{table}'.", RerunErrorCode.InvalidArgument);
        }
    }

    /// <summary>Makes sure that a table can have a schema.</summary>
    /// <exception cref="RerunException">A name occurs twice, or a type cannot be stored.</exception>
    public static void RequireStorable(Schema schema, string table)
    {
        RequireDistinctNames(schema, table);
        try
        {
            ArrowStreamWriter.Serialize(schema);
        }
        catch (NotSupportedException exception)
        {
            throw new RerunException($"Table '{table}' cannot be stored: {exception.Message}", RerunErrorCode.NotSupported, exception);
        }
    }

    private void RequireKnownColumns(Schema given)
    {
        RequireDistinctNames(given, table);
        foreach (var field in given.FieldsList)
        {
            if (schema.GetFieldIndex(field.Name) < 0)
            {
                var known = string.Join(", ", schema.FieldsList.Select(column => $"'{column.Name}'"));
                throw new RerunException($"Table '{table}' has no column '{field.Name}'; it has {known}.", RerunErrorCode.UnknownColumn);
            }
        }
    }

    private IArrowArray Missing(Field field, int length) => field.IsNullable
        ? ArraySelection.TakeRanges(field.DataType, [], [ArrayRange.Nulls(length)])
        : throw new RerunException(
            $"Column '{field.Name}' of table '{table}' is missing in the rows to write, and cannot be null.", RerunErrorCode.InvalidArgument);

    private IArrowArray Conform(Field field, IArrowArray values)
    {
        var type = values.Data.DataType;
        if (!TypeComparer.Layout.Equals(type, field.DataType))
        {
            throw new RerunException($"Column '{field.Name}' of table '{table}' is {field.DataType}, but the rows to write have {type}.", RerunErrorCode.TypeMismatch);
        }

        RequireNoNulls(field, values.Data, field.Name, withChildren: !TypeComparer.IgnoringMetadata.Equals(type, field.DataType));
        return TypeComparer.Exact.Equals(type, field.DataType) ? values : ArrowArrayFactory.BuildArray(values.Data.WithType(field.DataType));
    }

    /// <summary>Children are looked at where their types allow nulls that the table does not; as a whole, so that a null which no row reaches is refused too.</summary>
    private void RequireNoNulls(Field field, ArrayData values, string path, bool withChildren)
    {
        if (!field.IsNullable && values.GetNullCount() > 0)
        {
            throw new RerunException($"Column '{path}' of table '{table}' cannot be null, but the rows to write have nulls.", RerunErrorCode.InvalidArgument);
        }

        // Values below a null parent stand for nothing.
        if (withChildren && field.DataType is NestedType and not (UnionType or RunEndEncodedType) && values.GetNullCount() == 0)
        {
            var children = ((NestedType)field.DataType).Fields;
            for (var i = 0; i < children.Count; i++)
            {
                RequireNoNulls(children[i], values.Children[i], $"{path}.{children[i].Name}", withChildren);
            }
        }
    }
}
