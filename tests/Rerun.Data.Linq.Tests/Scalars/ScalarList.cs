using System.Linq.Expressions;
using System.Numerics;
using System.Text.RegularExpressions;
using Rerun.Arrow;

namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>Expressions over rows that have everything. The engine computes each, and gives what .NET gives.</summary>
internal static class ScalarList
{
    private static readonly DateTime Noon = new(2023, 11, 14, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Timestamp64 WholeNoon = Timestamp64.FromDateTime(Noon);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Vector3 Corner = new(1, 1, 1);
    private static readonly Regex Digits = new("[0-9]+", RegexOptions.Compiled);
    private static readonly string Drive = "drive";
    private static readonly int Two = 2;
    private static readonly Thing.Mode Running = Thing.Mode.Running;

    public static readonly IReadOnlyDictionary<string, Expression<Func<Thing, object?>>[]> All = new Dictionary<string, Expression<Func<Thing, object?>>[]>
    {
        ["string"] =
        [
            r => r.Text!.Length, r => r.Text!.ToUpper(), r => r.Text!.ToUpperInvariant(), r => r.Text!.ToLower(), r => r.Text!.ToLowerInvariant(),
            r => r.Text!.Trim(), r => r.Text!.TrimStart(), r => r.Text!.TrimEnd(), r => r.Text!.Trim('A'), r => r.Text!.Trim('A', '0', ' '), r => r.Text!.TrimStart('0'), r => r.Text!.TrimEnd('C', '1'),
            r => r.Text!.PadLeft(12), r => r.Text!.PadRight(12), r => r.Text!.PadLeft(12, '*'), r => r.Text!.PadRight(3, '*'),
            r => r.Text!.Contains("ABC"), r => r.Text!.Contains('a'), r => r.Text!.Contains("abcabc", StringComparison.OrdinalIgnoreCase), r => r.Text!.Contains(""),
            r => r.Text!.StartsWith("drive"), r => r.Text!.StartsWith('d'), r => r.Text!.StartsWith("DRIVE", StringComparison.OrdinalIgnoreCase), r => r.Text!.StartsWith(Drive, StringComparison.Ordinal),
            r => r.Text!.EndsWith("001"), r => r.Text!.EndsWith('C'), r => r.Text!.EndsWith("SÜß", StringComparison.OrdinalIgnoreCase),
            r => r.Text!.IndexOf("B", StringComparison.Ordinal), r => r.Text!.IndexOf('b'), r => r.Text!.IndexOf("ü", StringComparison.OrdinalIgnoreCase), r => r.Text!.IndexOf("s", StringComparison.Ordinal),
            r => r.Text! + "" == "" ? -5 : r.Text!.IndexOf('c', 1), r => r.Text!.LastIndexOf('B'), r => r.Text!.LastIndexOf("ü", StringComparison.Ordinal), r => r.Text!.LastIndexOf("x", StringComparison.Ordinal),
            r => r.Text!.Replace("ABC", "x"), r => r.Text!.Replace('a', 'o'), r => r.Text!.Replace("b", null), r => r.Text!.Substring(0, 0), r => (r.Text + "....").Substring(2), r => (r.Text + "....").Substring(1, 3),
            r => (r.Text + "....").Remove(3), r => (r.Text + "....").Remove(1, 2), r => (r.Text + "..").Insert(2, "-"), r => (r.Text + "?")[0] == 'A', r => (r.Text + "?")[0] > 'Z', r => char.IsDigit((r.Text + "?")[0]),
            r => char.IsLetter((r.Text + "?")[0]), r => char.IsUpper((r.Text + "?")[0]), r => char.IsWhiteSpace((r.Text + "?")[0]), r => char.ToUpperInvariant((r.Text + "?")[0]) == 'D',
            r => string.IsNullOrEmpty(r.Text), r => string.IsNullOrWhiteSpace(r.Text), r => string.IsNullOrWhiteSpace(r.Text!.Substring(0, 0) + " \t\n"),
            r => string.Compare(r.Text, "b", StringComparison.Ordinal) < 0, r => string.CompareOrdinal(r.Text, "a,b,,c") == 0, r => Math.Sign(string.Compare(r.Text, "abcabcabc", StringComparison.OrdinalIgnoreCase)),
            r => r.Text!.Equals("0042"), r => r.Text!.Equals("abcABCabc", StringComparison.OrdinalIgnoreCase), r => string.Equals(r.Text, "0042", StringComparison.Ordinal), r => r.Text == Drive + "-001",
            r => r.Text + "/" + r.Int, r => string.Concat(r.Text, "!", r.Flag), r => $"{r.Id}: {r.Text} ({r.Name})", r => string.Format("{{{0}}} {1}", r.Long, r.State), r => r.Int!.Value.ToString(), r => r.Text!.ToString(),
            r => r.State!.Value.ToString(), r => r.Flag!.Value.ToString(), r => Convert.ToString(r.Int!.Value),
            r => Regex.IsMatch(r.Text!, "^[a-z]+-[0-9]+$"), r => Regex.IsMatch(r.Text!, "^abc", RegexOptions.IgnoreCase), r => Digits.IsMatch(r.Text!),
        ],
        ["Math"] =
        [
            r => Math.Abs(r.Number!.Value), r => Math.Abs(r.Int!.Value), r => Math.Abs(r.Long!.Value), r => Math.Abs(r.Single!.Value), r => Math.Floor(r.Number!.Value), r => Math.Ceiling(r.Number!.Value),
            r => Math.Truncate(r.Number!.Value), r => Math.Round(r.Number!.Value), r => Math.Round(r.Number!.Value, 1), r => Math.Round(r.Number!.Value, MidpointRounding.AwayFromZero),
            r => Math.Round(r.Number!.Value, MidpointRounding.ToEven), r => Math.Round(r.Number!.Value, MidpointRounding.ToZero), r => Math.Round(r.Number!.Value, MidpointRounding.ToNegativeInfinity),
            r => Math.Round(r.Number!.Value, MidpointRounding.ToPositiveInfinity), r => Math.Sign(r.Number!.Value), r => Math.Sign(r.Int!.Value), r => Math.Sqrt(Math.Abs(r.Number!.Value)), r => Math.Cbrt(r.Number!.Value),
            r => Math.Exp(r.Number!.Value / 1e15), r => Math.Log(Math.Abs(r.Number!.Value) + 1), r => Math.Log(Math.Abs(r.Number!.Value) + 1, 2), r => Math.Log10(Math.Abs(r.Number!.Value) + 1), r => Math.Log2(Math.Abs(r.Number!.Value) + 1),
            r => Math.Pow(r.Number!.Value, 2), r => Math.Sin(r.Number!.Value), r => Math.Cos(r.Number!.Value), r => Math.Tan(r.Number!.Value), r => Math.Asin(r.Number!.Value / 1e15), r => Math.Acos(r.Number!.Value / 1e15),
            r => Math.Atan(r.Number!.Value), r => Math.Atan2(r.Number!.Value, 2), r => Math.Sinh(r.Number!.Value / 1e15), r => Math.Cosh(r.Number!.Value / 1e15), r => Math.Tanh(r.Number!.Value),
            r => Math.Max(r.Number!.Value, 1), r => Math.Min(r.Int!.Value, 1), r => Math.Clamp(r.Number!.Value, -1, 1), r => MathF.Sqrt(Math.Abs(r.Single!.Value)), r => MathF.Floor(r.Single!.Value), r => MathF.Round(r.Single!.Value),
            r => double.Abs(r.Number!.Value), r => int.Max(r.Int!.Value, 3), r => double.IsNaN(r.Number!.Value), r => double.IsFinite(r.Number!.Value), r => double.IsInfinity(r.Number!.Value), r => int.IsEvenInteger(r.Int!.Value),
            r => int.IsOddInteger(r.Int!.Value), r => double.RadiansToDegrees(r.Number!.Value), r => Math.BigMul(r.Int!.Value, 3),
        ],
        ["numbers"] =
        [
            r => r.Int + 1, r => r.Int - r.Long, r => r.Int * 3, r => r.Int / 2, r => r.Int % 3, r => r.Number / 3, r => r.Number % 3, r => -r.Int, r => +r.Int, r => ~r.Int, r => r.Single * 2, r => r.Single + r.Int,
            r => (int)(r.Number!.Value / 1e9), r => (long)r.Number!.Value, r => (double)r.Int!.Value, r => (float)r.Int!.Value, r => (byte)(r.Int!.Value & 255), r => (long)r.Int!.Value * 4_000_000_000,
            r => r.Int & 6, r => r.Int | 8, r => r.Int ^ 5, r => (r.Int!.Value & 15) << 3, r => r.Int >> 1, r => r.Long >> 33, r => r.Int!.Value >> 33, r => r.Flag & true, r => r.Flag | false, r => r.Flag ^ true,
            r => Convert.ToInt32(r.Number!.Value / 1e15), r => Convert.ToInt32(r.Number!.Value < 1e9 ? r.Number.Value : 0), r => Convert.ToInt64(r.Int!.Value), r => Convert.ToDouble(r.Int!.Value), r => Convert.ToInt32(r.Flag!.Value),
            r => Convert.ToBoolean(r.Int!.Value), r => int.Parse(r.Int!.Value.ToString()), r => double.Parse(r.Int!.Value.ToString()), r => r.Int!.Value.CompareTo(7), r => r.Number!.Value.CompareTo(0.1), r => r.Int!.Value.Equals(7),
            r => r.Int > 3 ? r.Int : r.Long, r => r.Int ?? 5, r => r.Int.GetValueOrDefault(), r => r.Int.GetValueOrDefault(9), r => r.Int.HasValue, r => (r.Number ?? 0) > 1 && r.Flag == true, r => (decimal)r.Number!.Value > 0.05m,
            r => r.Int is int, r => r.Number > r.Int, r => r.Number == r.Int, r => r.Single == 2.5, r => r.Single < r.Number,
        ],
        ["DateTime"] =
        [
            r => r.Time!.Value.Year, r => r.Time!.Value.Month, r => r.Time!.Value.Day, r => r.Time!.Value.Hour, r => r.Time!.Value.Minute, r => r.Time!.Value.Second, r => r.Time!.Value.Millisecond,
            r => r.Time!.Value.Microsecond, r => r.Time!.Value.Nanosecond, r => r.Time!.Value.DayOfYear, r => r.Time!.Value.DayOfWeek, r => r.Time!.Value.DayOfWeek == DayOfWeek.Tuesday, r => r.Time!.Value.Date,
            r => r.Time!.Value.TimeOfDay, r => r.Time!.Value.Ticks, r => r.Time!.Value.AddDays(1), r => r.Time!.Value.AddDays(-0.5), r => r.Time!.Value.AddHours(1.25), r => r.Time!.Value.AddMinutes(Two), r => r.Time!.Value.AddSeconds(0.1234567),
            r => r.Time!.Value.AddSeconds(r.Int!.Value), r => r.Time!.Value.AddMilliseconds(1.5), r => r.Time!.Value.AddMicroseconds(3), r => r.Time!.Value.AddTicks(5), r => r.Time!.Value.AddMonths(1), r => r.Time!.Value.AddYears(-1), r => r.Time!.Value.Add(Hour),
            r => r.Time!.Value.Subtract(Hour), r => r.Time!.Value.Subtract(Noon), r => r.Time + Hour, r => r.Time - Hour, r => Noon - r.Time, r => (Noon - r.Time!.Value).TotalHours, r => r.Time > Noon, r => r.Time!.Value.CompareTo(Noon),
            r => DateTime.Compare(r.Time!.Value, Noon), r => r.Time!.Value.Equals(Noon), r => r.Time!.Value.ToUniversalTime(), r => r.Time!.Value.Date == Noon.Date, r => r.Time < DateTime.UtcNow,
            r => r.Offset!.Value.Year, r => r.Offset!.Value.UtcDateTime, r => r.Offset!.Value.ToUnixTimeSeconds(), r => r.Offset!.Value.ToUnixTimeMilliseconds(), r => r.Offset!.Value.UtcTicks, r => r.Offset!.Value.AddDays(1), r => r.Offset > Noon,
            r => DateTimeOffset.FromUnixTimeSeconds(r.Long!.Value), r => DateTimeOffset.FromUnixTimeMilliseconds(r.Long!.Value), r => new DateOnly(2000, 1, r.Id), r => new DateTime(2000 + r.Id, 2, 29 - r.Id),
            r => r.Whole!.Value.Nanoseconds, r => r.Whole - WholeNoon, r => r.Whole > WholeNoon, r => r.Whole + r.WholeSpan, r => r.Whole!.Value.ToDateTime(), r => (DateTime)r.Whole!.Value, r => new Timestamp64(r.Long!.Value), r => r.Whole!.Value.CompareTo(WholeNoon),
        ],
        ["TimeSpan"] =
        [
            r => r.Span!.Value.Days, r => r.Span!.Value.Hours, r => r.Span!.Value.Minutes, r => r.Span!.Value.Seconds, r => r.Span!.Value.Milliseconds, r => r.Span!.Value.Microseconds, r => r.Span!.Value.Ticks, r => r.Span!.Value.TotalDays,
            r => r.Span!.Value.TotalHours, r => r.Span!.Value.TotalMinutes, r => r.Span!.Value.TotalSeconds, r => r.Span!.Value.TotalMilliseconds, r => r.Span!.Value.TotalMicroseconds, r => r.Span!.Value.Duration(), r => r.Span!.Value.Negate(), r => -r.Span,
            r => r.Span + Hour, r => r.Span - Hour, r => r.Span!.Value.Add(Hour), r => r.Span!.Value.Subtract(Hour), r => r.Span * 2, r => r.Span / Hour, r => r.Span > Hour, r => r.Span!.Value.CompareTo(Hour), r => TimeSpan.Compare(r.Span!.Value, Hour),
            r => TimeSpan.FromSeconds(r.Int!.Value), r => TimeSpan.FromSeconds(r.Number!.Value / 1e6), r => TimeSpan.FromDays(r.Int!.Value % 100), r => TimeSpan.FromMilliseconds(r.Number!.Value / 1e6), r => TimeSpan.FromTicks(r.Long!.Value), r => new TimeSpan(r.Long!.Value),
            r => r.WholeSpan!.Value.Nanoseconds, r => r.WholeSpan!.Value.TotalSeconds, r => r.WholeSpan + r.WholeSpan, r => -r.WholeSpan, r => r.WholeSpan * 3, r => r.WholeSpan!.Value.ToTimeSpan(), r => new Duration64(r.Long!.Value),
        ],
        ["DateOnly and TimeOnly"] =
        [
            r => r.Day!.Value.Year, r => r.Day!.Value.Month, r => r.Day!.Value.Day, r => r.Day!.Value.DayOfWeek, r => r.Day!.Value.DayOfYear, r => r.Day!.Value.DayNumber, r => r.Day!.Value.AddDays(30), r => r.Day!.Value.AddMonths(1), r => r.Day!.Value.AddYears(1),
            r => DateOnly.FromDateTime(r.Time!.Value), r => r.Day > new DateOnly(2000, 1, 1), r => r.Day!.Value.CompareTo(new DateOnly(2000, 1, 1)), r => r.Day!.Value.ToDateTime(r.Clock!.Value).Ticks,
            r => r.Clock!.Value.Hour, r => r.Clock!.Value.Minute, r => r.Clock!.Value.Second, r => r.Clock!.Value.Millisecond, r => r.Clock!.Value.Ticks, r => r.Clock!.Value.ToTimeSpan(), r => TimeOnly.FromDateTime(r.Time!.Value), r => r.Clock > new TimeOnly(12, 0), r => r.Clock!.Value - new TimeOnly(0, 0),
        ],
        ["enumerations"] =
        [
            r => r.Name == Thing.Mode.Running, r => r.Name == Running, r => r.Name != Running, r => r.Name > Thing.Mode.Unknown, r => (int)r.Name!.Value, r => r.Name!.Value.ToString(), r => r.State == r.Name, r => r.State == Running, r => r.Name!.Value.Equals(Running),
            r => r.Lamps!.Value.HasFlag(Thing.Lights.High), r => (r.Lamps & Thing.Lights.Low) != 0, r => (r.Lamps | Thing.Lights.Fog) == (Thing.Lights.Fog | Thing.Lights.Low), r => (int)r.Lamps!.Value, r => new[] { Thing.Mode.Running, Thing.Mode.Unknown }.Contains(r.Name!.Value),
        ],
        ["vectors, structs and lists"] =
        [
            r => r.Position!.Value.X, r => r.Position!.Value.Y + r.Position!.Value.Z, r => r.Position!.Value.Length(), r => r.Position!.Value.LengthSquared(), r => Vector3.Distance(r.Position!.Value, Corner), r => Vector3.DistanceSquared(r.Position!.Value, Corner),
            r => Vector3.Dot(r.Position!.Value, Corner), r => r.Pose!.X, r => r.Pose!.FrameId, r => r.Pose!.FrameId == "map" && r.Pose!.X > 0, r => r.List!.Length, r => r.List![0], r => r.List!.Contains(5), r => r.List!.Count(), r => r.List!.Any(), r => r.List!.Sum(), r => r.List!.Min(), r => r.List!.Max(),
            r => r.Blob!.Length, r => r.Key == new Guid(3, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        ],
    };

    /// <summary>Expressions whose meaning for null C# defines: they run over the row that has nothing too.</summary>
    public static readonly Expression<Func<Thing, object?>>[] OverNull =
    [
        r => r.Int + 1, r => r.Int > 1, r => !(r.Int > 1), r => r.Int == null, r => r.Int != 1, r => r.Int == r.Long, r => r.Text == null, r => r.Text != "", r => r.Text + "x", r => r.Text ?? "none", r => r.Int ?? -1, r => r.Int.HasValue,
        r => r.Int.GetValueOrDefault(), r => r.Flag == true, r => r.Flag != true, r => r.Flag & false, r => r.Flag | true, r => r.Time > Noon, r => r.Time + Hour, r => r.Span * 2, r => string.IsNullOrEmpty(r.Text), r => string.IsNullOrWhiteSpace(r.Text),
        r => Math.Sign(string.Compare(r.Text, "b", StringComparison.Ordinal)), r => string.Equals(r.Text, null), r => $"{r.Text}/{r.Int}", r => r.Name == Running, r => r.Name != Running, r => r.Position == null, r => r.Pose == null, r => r.List == null, r => r.Int > 1 || r.Text == null,
        r => r.Int > 1 ? "more" : "less", r => r.Int == null ? null : r.Text, r => r.Int & 1, r => -r.Number, r => r.Lamps & Thing.Lights.Low, r => r.Day > new DateOnly(2000, 1, 1), r => new int?[] { null, 7 }.Contains(r.Int), r => (int?)r.Name,
    ];
}
