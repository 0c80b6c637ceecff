using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using Rerun.Arrow;
using Rerun.Data.Results;
using Rerun.Data.SchemaTables;
using Rerun.Data.Values;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Data;

/// <content>What is known of the columns, with or without a row.</content>
public sealed partial class RerunDataReader
{
    /// <summary>The Arrow schema of the current result, with all metadata.</summary>
    /// <exception cref="InvalidOperationException">The reader is closed or the statement gives no result set.</exception>
    public Schema ArrowSchema
    {
        get
        {
            ThrowIfNoResult();
            return new Schema(_schema.FieldsList);
        }
    }

    /// <inheritdoc/>
    public override string GetName(int ordinal) => Column(ordinal).Field.Name;

    /// <summary>The position of a column: by its exact name, else without case; the first of equal names. <c>rerun_segment_id</c> is the partition column too.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public override int GetOrdinal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfNoResult();
        return ColumnNames.Of(_schema).Find(name) is var position and >= 0
            ? position
            : throw new IndexOutOfRangeException($"There is no column '{name}'. There are: {string.Join(", ", _schema.FieldsList.Select(field => $"'{field.Name}'"))}.");
    }

    /// <summary>The type that <see cref="GetValue"/> gives; known without a row, and the same whether values are null or not.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override Type GetFieldType(int ordinal) => Column(ordinal).FieldType;

    /// <inheritdoc/>
    public override Type GetProviderSpecificFieldType(int ordinal) => Column(ordinal).ProviderType;

    /// <summary>The SQL name of the column's type, for example <c>DOUBLE[]</c>.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override string GetDataTypeName(int ordinal) => SqlTypes.NameOf(Column(ordinal).ShownType);

    /// <summary>The Arrow field of a column: type, nullability and metadata.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public Field GetArrowField(int ordinal) => Column(ordinal).Field;

    /// <summary>The columns with their Arrow types and what recordings say of them. No query is run for it.</summary>
    /// <exception cref="InvalidOperationException">The reader is closed.</exception>
    public ReadOnlyCollection<DbColumn> GetColumnSchema()
    {
        ThrowIfClosed();
        return new([.. Enumerable.Range(0, _columns.Length).Select(ordinal => (DbColumn)new RerunColumn(ReaderOf(ordinal), ordinal))]);
    }

    /// <summary>The columns as a table of the traditional shape; null for a statement without a result set.</summary>
    /// <exception cref="InvalidOperationException">The reader is closed.</exception>
    public override DataTable? GetSchemaTable()
    {
        ThrowIfClosed();
        return _isResultSet ? SchemaTable.Of(GetColumnSchema()) : null;
    }

    private ValueReader Column(int ordinal)
    {
        ThrowIfNoResult();
        return (uint)ordinal < (uint)_columns.Length ? ReaderOf(ordinal) : throw NoColumnError(ordinal);
    }

    private ValueReader ReaderOf(int ordinal) => _columns[ordinal] ??= ValueReaders.Of(_schema.GetFieldByIndex(ordinal), _options);

    private void ThrowIfNoResult()
    {
        ThrowIfClosed();
        if (!_isResultSet)
        {
            throw NoResultError();
        }
    }
}
