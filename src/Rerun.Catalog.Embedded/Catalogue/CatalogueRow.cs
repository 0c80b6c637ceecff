using Microsoft.Data.Sqlite;

namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>Reads the columns of a catalogue's rows.</summary>
internal static class CatalogueRow
{
    public static Tuid GetId(this SqliteDataReader row, int column) => Tuid.Read(row.GetBytes(column));

    public static Tuid? GetIdOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetId(column);

    public static string? GetTextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] GetBytes(this SqliteDataReader row, int column) => (byte[])row.GetValue(column);

    public static byte[]? GetBytesOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetBytes(column);
}
