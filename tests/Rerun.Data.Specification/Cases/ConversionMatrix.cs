using System.Data;
using System.Globalization;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

/// <summary>Which getter gives what for which type and kind of value; written as in the catalogue of cases.</summary>
internal static class ConversionMatrix
{
    private const string Numbers = "[Z,O,Mn,Mx]";
    private const string Times = "[O,Mn,Mx]";

    private static readonly (string Getter, string Types)[] Refused =
    [
        ("GetBoolean", $"Binary [E,Z,O]; Byte {Numbers}; Currency {Numbers}; Date {Times}; DateTime {Times}; DateTimeOffset {Times}; Double {Numbers}; Guid [Z,O]; "
            + $"Int16 {Numbers}; Int32 {Numbers}; Int64 {Numbers}; Single {Numbers}; Time {Numbers}; UInt16 {Numbers}; UInt32 {Numbers}; Boolean [N]; Currency [N]"),
        ("GetByte", $"Binary [E,Z,O]; Currency {Numbers}; Date {Times}; DateTime {Times}; DateTimeOffset {Times}; Decimal {Numbers}; Double {Numbers}; Guid [Z,O]; "
            + $"Int32 {Numbers}; Int64 {Numbers}; Single {Numbers}; String [E,Z,O]; Time {Numbers}; UInt16 {Numbers}; UInt32 {Numbers}; UInt64 {Numbers}; Byte [N]; Currency [N]"),
        ("GetChar", $"Binary [E,Z,O]; Boolean {Numbers}; Byte {Numbers}; Currency {Numbers}; Date {Times}; DateTime {Times}; DateTimeOffset {Times}; Decimal {Numbers}; "
            + $"Double {Numbers}; Guid [Z,O]; Int16 {Numbers}; Int32 {Numbers}; Int64 {Numbers}; SByte {Numbers}; Single {Numbers}; Time {Numbers}; UInt16 {Numbers}; "
            + $"UInt32 {Numbers}; UInt64 {Numbers}; Currency [N]"),
        ("GetDateTime", $"Boolean {Numbers}; Byte {Numbers}; Decimal {Numbers}; Double {Numbers}; Int16 {Numbers}; Int32 {Numbers}; Single {Numbers}; Currency [N]; Date [N]; DateTime [N]"),
        ("GetDecimal", $"Boolean {Numbers}; String [E,Z,O]; Currency [N]; Decimal [N]"),
        ("GetDouble", $"Boolean {Numbers}; String [E,Z,O]; Currency [N]; Double [N]"),
        ("GetFloat", $"Boolean {Numbers}; String [E,Z,O]; Currency [N]; Single [N]"),
        ("GetGuid", $"Boolean {Numbers}; Byte {Numbers}; Decimal {Numbers}; Double {Numbers}; Int16 {Numbers}; Int32 {Numbers}; Int64 {Numbers}; Single {Numbers}; Time {Numbers}; "
            + "Currency [N]; Guid [N]"),
        ("GetInt16", $"Boolean {Numbers}; String [E,Z,O]; Currency [N]; Int16 [N]"),
        ("GetInt32", $"Boolean {Numbers}; String [E,Z,O]; Currency [N]; Int32 [N]"),
        ("GetInt64", $"Boolean {Numbers}; String [E,Z,O]; Currency [N]; Int64 [N]"),
        ("GetString", $"Byte {Numbers}; Decimal {Numbers}; Double {Numbers}; Int16 {Numbers}; Int32 {Numbers}; Int64 {Numbers}; SByte {Numbers}; Single {Numbers}; UInt16 {Numbers}; "
            + $"UInt32 {Numbers}; UInt64 {Numbers}; String [N]"),
    ];

    /// <summary>Getter, type and kind of each cell that must be refused with <see cref="InvalidCastException"/>.</summary>
    public static IEnumerable<(string Getter, DbType Type, Kind Kind)> RefusedCells()
    {
        foreach (var (getter, types) in Refused)
        {
            foreach (var part in types.Split(';', StringSplitOptions.TrimEntries))
            {
                var space = part.IndexOf(' ', StringComparison.Ordinal);
                foreach (var kind in part[(space + 2)..^1].Split(','))
                {
                    yield return (getter, Enum.Parse<DbType>(part[..space]), KindOf(kind));
                }
            }
        }
    }

    /// <summary>Getter, type, kind and value of each cell that must be given.</summary>
    public static IEnumerable<(string Getter, DbType Type, Kind Kind, object Value)> GivenCells()
    {
        foreach (var (kind, value) in Each(false, true, false, true))
        {
            yield return ("GetBoolean", DbType.Boolean, kind, value);
        }

        foreach (var (kind, value) in Each<byte>(0, 1, 0, 255))
        {
            yield return ("GetByte", DbType.Byte, kind, value);
        }

        foreach (var type in new[] { DbType.Date, DbType.DateTime })
        {
            var isDate = type == DbType.Date;
            yield return ("GetDateTime", type, Kind.One, Time(isDate ? "1111-11-11" : "1111-11-11 11:11:11.111"));
            yield return ("GetDateTime", type, Kind.Minimum, Time("0001-01-01"));
            yield return ("GetDateTime", type, Kind.Maximum, Time(isDate ? "9999-12-31" : "9999-12-31 23:59:59.999"));
        }

        foreach (var (kind, value) in Each(0m, 1m, -922337203685477.5808m, 922337203685477.5807m))
        {
            yield return ("GetDecimal", DbType.Currency, kind, value);
        }

        foreach (var (kind, value) in Each(0m, 1m, 0.000000000000001m, 99999999999999999999.999999999999999m))
        {
            yield return ("GetDecimal", DbType.Decimal, kind, value);
        }

        foreach (var (kind, value) in Each(0.0, 1.0, 2.23E-308, 1.79e308))
        {
            yield return ("GetDouble", DbType.Double, kind, value);
        }

        foreach (var (kind, value) in Each(0f, 1f, 1.18E-38f, 3.40e38f))
        {
            yield return ("GetFloat", DbType.Single, kind, value);
        }

        foreach (var (kind, value) in Each(
            Guid.Empty, new("11111111-1111-1111-1111-111111111111"), new("33221100-5544-7766-9988-aabbccddeeff"), new Guid("ccddeeff-aabb-8899-7766-554433221100")))
        {
            yield return ("GetGuid", DbType.Guid, kind, value);
        }

        foreach (var (kind, value) in Each<short>(0, 1, short.MinValue, short.MaxValue))
        {
            yield return ("GetInt16", DbType.Int16, kind, value);
            yield return ("GetInt32", DbType.Int16, kind, (int)(short)value);
            yield return ("GetInt64", DbType.Int16, kind, (long)(short)value);
        }

        foreach (var (kind, value) in Each(0, 1, int.MinValue, int.MaxValue))
        {
            yield return ("GetInt32", DbType.Int32, kind, value);
            yield return ("GetInt64", DbType.Int32, kind, (long)(int)value);
        }

        foreach (var (kind, value) in Each(0L, 1L, long.MinValue, long.MaxValue))
        {
            yield return ("GetInt64", DbType.Int64, kind, value);
        }

        yield return ("GetInt32", DbType.Int64, Kind.Zero, 0);
        yield return ("GetInt32", DbType.Int64, Kind.One, 1);
        foreach (var (kind, value) in Each(0, 1, 0, 65535))
        {
            yield return ("GetInt32", DbType.UInt16, kind, value);
            yield return ("GetInt64", DbType.UInt16, kind, (long)(int)value);
        }

        yield return ("GetString", DbType.String, Kind.Empty, "");
        yield return ("GetString", DbType.String, Kind.Zero, "0");
        yield return ("GetString", DbType.String, Kind.One, "1");
    }

    /// <summary>For each type the CLR type that is announced, and the value of kind One.</summary>
    public static IEnumerable<(DbType Type, Type Clr, object One)> NaturalTypes() =>
    [
        (DbType.Binary, typeof(byte[]), new byte[] { 0x11 }),
        (DbType.Boolean, typeof(bool), true),
        (DbType.Byte, typeof(byte), (byte)1),
        (DbType.Currency, typeof(decimal), 1m),
        (DbType.Date, typeof(DateTime), Time("1111-11-11")),
        (DbType.DateTime, typeof(DateTime), Time("1111-11-11 11:11:11.111")),
        (DbType.Decimal, typeof(decimal), 1m),
        (DbType.Double, typeof(double), 1.0),
        (DbType.Guid, typeof(Guid), new Guid("11111111-1111-1111-1111-111111111111")),
        (DbType.Int16, typeof(short), (short)1),
        (DbType.Int32, typeof(int), 1),
        (DbType.Int64, typeof(long), 1L),
        (DbType.SByte, typeof(sbyte), (sbyte)1),
        (DbType.Single, typeof(float), 1f),
        (DbType.String, typeof(string), "1"),
        (DbType.UInt16, typeof(ushort), (ushort)1),
        (DbType.UInt32, typeof(uint), 1u),
        (DbType.UInt64, typeof(ulong), 1ul),
    ];

    private static IEnumerable<(Kind Kind, object Value)> Each<T>(T zero, T one, T least, T most)
        where T : struct =>
        [(Kind.Zero, zero), (Kind.One, one), (Kind.Minimum, least), (Kind.Maximum, most)];

    public static Kind KindOf(string letters) => letters switch
    {
        "N" => Kind.Null,
        "E" => Kind.Empty,
        "Z" => Kind.Zero,
        "O" => Kind.One,
        "Mn" => Kind.Minimum,
        _ => Kind.Maximum,
    };

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
