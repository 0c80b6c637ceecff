using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;

namespace Rerun.Data.SchemaTables;

/// <summary>Shapes a result's columns as the traditional schema table. Some callers go by position: the order of its columns is fixed.</summary>
internal static class SchemaTable
{
    private static readonly (string Name, Type Type, Func<DbColumn, object?> Value)[] Shape =
    [
        (SchemaTableColumn.ColumnName, typeof(string), column => column.ColumnName),
        (SchemaTableColumn.ColumnOrdinal, typeof(int), column => column.ColumnOrdinal),
        (SchemaTableColumn.ColumnSize, typeof(int), column => column.ColumnSize),
        (SchemaTableColumn.NumericPrecision, typeof(short), column => (short?)column.NumericPrecision),
        (SchemaTableColumn.NumericScale, typeof(short), column => (short?)column.NumericScale),
        (SchemaTableColumn.IsUnique, typeof(bool), column => column.IsUnique),
        (SchemaTableColumn.IsKey, typeof(bool), column => column.IsKey),
        (SchemaTableOptionalColumn.BaseServerName, typeof(string), column => column.BaseServerName),
        (SchemaTableOptionalColumn.BaseCatalogName, typeof(string), column => column.BaseCatalogName),
        (SchemaTableColumn.BaseColumnName, typeof(string), column => column.BaseColumnName),
        (SchemaTableColumn.BaseSchemaName, typeof(string), column => column.BaseSchemaName),
        (SchemaTableColumn.BaseTableName, typeof(string), column => column.BaseTableName),
        (SchemaTableColumn.DataType, typeof(Type), column => column.DataType),
        (SchemaTableColumn.AllowDBNull, typeof(bool), column => column.AllowDBNull),
        (SchemaTableColumn.ProviderType, typeof(int), column => (int)((RerunColumn)column).ArrowType.TypeId),
        (SchemaTableColumn.IsAliased, typeof(bool), column => column.IsAliased),
        (SchemaTableColumn.IsExpression, typeof(bool), column => column.IsExpression),
        ("IsIdentity", typeof(bool), column => column.IsIdentity),
        (SchemaTableOptionalColumn.IsAutoIncrement, typeof(bool), column => column.IsAutoIncrement),
        (SchemaTableOptionalColumn.IsRowVersion, typeof(bool), _ => false),
        (SchemaTableOptionalColumn.IsHidden, typeof(bool), column => column.IsHidden),
        (SchemaTableColumn.IsLong, typeof(bool), column => column.IsLong),
        (SchemaTableOptionalColumn.IsReadOnly, typeof(bool), column => column.IsReadOnly),
        (SchemaTableOptionalColumn.ProviderSpecificDataType, typeof(Type), column => ((RerunColumn)column).ProviderSpecificDataType),
        ("DataTypeName", typeof(string), column => column.DataTypeName),
    ];

    public static DataTable Of(ReadOnlyCollection<DbColumn> columns)
    {
        var table = new DataTable("SchemaTable") { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var (name, type, _) in Shape)
        {
            table.Columns.Add(name, type);
        }

        foreach (var column in columns)
        {
            table.Rows.Add(Array.ConvertAll(Shape, part => part.Value(column)));
        }

        foreach (DataColumn column in table.Columns)
        {
            column.ReadOnly = true;
        }

        return table;
    }
}
