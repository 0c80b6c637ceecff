using System.Data.Common;
using System.Runtime.CompilerServices;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Data.SchemaTables;

/// <summary>The collections that every provider has: about the collections, the data source, types, restrictions and words.</summary>
internal static class StandardCollections
{
    private const string Product = "Rerun";

    private static readonly string[] Words =
    [
        "ALL", "AND", "ANTI", "ANY", "AS", "ASC", "ASOF", "BETWEEN", "BY", "CALL", "CASE", "CAST", "CREATE", "CROSS", "DESC", "DESCRIBE", "DISTINCT", "DROP", "ELSE",
        "END", "EXCEPT", "EXISTS", "EXPLAIN", "FALSE", "FETCH", "FILTER", "FOR", "FROM", "FULL", "GROUP", "HAVING", "ILIKE", "IN", "INNER", "INSERT", "INTERSECT",
        "INTERVAL", "INTO", "IS", "JOIN", "LATERAL", "LEFT", "LIKE", "LIMIT", "NATURAL", "NOT", "NULL", "OFFSET", "ON", "OR", "ORDER", "OUTER", "OVER", "PARTITION",
        "QUALIFY", "RIGHT", "ROWS", "SELECT", "SEMI", "SHOW", "TABLE", "THEN", "TRUE", "UNION", "UNNEST", "USING", "VALUES", "WHEN", "WHERE", "WINDOW", "WITH",
    ];

    private static readonly (IArrowType Type, Type Clr)[] Types =
    [
        (BooleanType.Default, typeof(bool)), (Int8Type.Default, typeof(sbyte)), (UInt8Type.Default, typeof(byte)), (Int16Type.Default, typeof(short)),
        (UInt16Type.Default, typeof(ushort)), (Int32Type.Default, typeof(int)), (UInt32Type.Default, typeof(uint)), (Int64Type.Default, typeof(long)),
        (UInt64Type.Default, typeof(ulong)), (HalfFloatType.Default, typeof(Half)), (FloatType.Default, typeof(float)), (DoubleType.Default, typeof(double)),
        (StringType.Default, typeof(string)), (BinaryType.Default, typeof(byte[])), (Date32Type.Default, typeof(DateTime)), (Time64Type.Default, typeof(TimeSpan)),
        (new TimestampType(TimeUnit.Nanosecond), typeof(DateTime)), (new TimestampType(TimeUnit.Nanosecond, "UTC"), typeof(DateTimeOffset)),
        (DurationType.Nanosecond, typeof(TimeSpan)),
    ];

    public static readonly MetadataCollection DataSourceInformation = new(
        DbMetaDataCollectionNames.DataSourceInformation,
        [
            (DbMetaDataColumnNames.CompositeIdentifierSeparatorPattern, typeof(string)), (DbMetaDataColumnNames.DataSourceProductName, typeof(string)),
            (DbMetaDataColumnNames.DataSourceProductVersion, typeof(string)), (DbMetaDataColumnNames.DataSourceProductVersionNormalized, typeof(string)),
            (DbMetaDataColumnNames.GroupByBehavior, typeof(GroupByBehavior)), (DbMetaDataColumnNames.IdentifierPattern, typeof(string)),
            (DbMetaDataColumnNames.IdentifierCase, typeof(IdentifierCase)), (DbMetaDataColumnNames.OrderByColumnsInSelect, typeof(bool)),
            (DbMetaDataColumnNames.ParameterMarkerFormat, typeof(string)), (DbMetaDataColumnNames.ParameterMarkerPattern, typeof(string)),
            (DbMetaDataColumnNames.ParameterNameMaxLength, typeof(int)), (DbMetaDataColumnNames.ParameterNamePattern, typeof(string)),
            (DbMetaDataColumnNames.QuotedIdentifierPattern, typeof(string)), (DbMetaDataColumnNames.QuotedIdentifierCase, typeof(IdentifierCase)),
            (DbMetaDataColumnNames.StatementSeparatorPattern, typeof(string)), (DbMetaDataColumnNames.StringLiteralPattern, typeof(string)),
            (DbMetaDataColumnNames.SupportedJoinOperators, typeof(SupportedJoinOperators)),
        ],
        [],
        0,
        (source, _) => Rows(
        [
            [
                @"\.", Product, source.Version, source.Version, GroupByBehavior.Unrelated, @"[\p{L}_][\p{L}\p{N}_]*", IdentifierCase.Insensitive, false, "@{0}", @"@[\p{L}_][\p{L}\p{N}_]*",
                128, @"[\p{L}_][\p{L}\p{N}_]*", "\"(([^\"]|\"\")*)\"", IdentifierCase.Sensitive, ";", "'(([^']|'')*)'",
                SupportedJoinOperators.Inner | SupportedJoinOperators.LeftOuter | SupportedJoinOperators.RightOuter | SupportedJoinOperators.FullOuter,
            ],
        ]));

    public static readonly MetadataCollection DataTypes = new(
        DbMetaDataCollectionNames.DataTypes,
        [
            (DbMetaDataColumnNames.TypeName, typeof(string)), (DbMetaDataColumnNames.ProviderDbType, typeof(int)), (DbMetaDataColumnNames.ColumnSize, typeof(long)),
            (DbMetaDataColumnNames.CreateFormat, typeof(string)), (DbMetaDataColumnNames.CreateParameters, typeof(string)), (DbMetaDataColumnNames.DataType, typeof(string)),
            (DbMetaDataColumnNames.IsNullable, typeof(bool)), (DbMetaDataColumnNames.IsUnsigned, typeof(bool)),
        ],
        [],
        1,
        (_, _) => Rows(Types.Select(type => new object?[]
        {
            SqlTypes.NameOf(type.Type), (int)type.Type.TypeId, DBNull.Value, SqlTypes.NameOf(type.Type), DBNull.Value, type.Clr.FullName, true,
            type.Type is UInt8Type or UInt16Type or UInt32Type or UInt64Type,
        })));

    public static readonly MetadataCollection ReservedWords = new(
        DbMetaDataCollectionNames.ReservedWords,
        [(DbMetaDataColumnNames.ReservedWord, typeof(string))],
        [],
        0,
        (_, _) => Rows(Words.Select(word => new object?[] { word })));

    public static readonly MetadataCollection MetaDataCollections = new(
        DbMetaDataCollectionNames.MetaDataCollections,
        [
            (DbMetaDataColumnNames.CollectionName, typeof(string)), (DbMetaDataColumnNames.NumberOfRestrictions, typeof(int)),
            (DbMetaDataColumnNames.NumberOfIdentifierParts, typeof(int)),
        ],
        [],
        0,
        (_, _) => Rows(MetadataCollections.All.Select(known => new object?[] { known.Name, known.Restrictions.Length, known.IdentifierParts })));

    public static readonly MetadataCollection Restrictions = new(
        DbMetaDataCollectionNames.Restrictions,
        [("CollectionName", typeof(string)), ("RestrictionName", typeof(string)), ("RestrictionDefault", typeof(string)), ("RestrictionNumber", typeof(int))],
        [],
        0,
        (_, _) => Rows(MetadataCollections.All.SelectMany(
            known => known.Restrictions.Select((restriction, position) => new object?[] { known.Name, restriction, DBNull.Value, position + 1 }))));

    private static async IAsyncEnumerable<object?[]> Rows(IEnumerable<object?[]> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
