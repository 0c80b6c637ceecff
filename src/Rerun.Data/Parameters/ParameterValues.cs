using System.Collections;
using System.Numerics;
using Rerun.Arrow;

namespace Rerun.Data.Parameters;

/// <summary>Brings what programs put into parameters to the few forms that the query core takes.</summary>
internal static class ParameterValues
{
    /// <summary>The value in its one form: null for SQL's null, UTC for times, lists as arrays.</summary>
    /// <param name="value">What the program set.</param>
    /// <param name="parameter">The parameter, for messages.</param>
    /// <param name="position">Its 0-based position.</param>
    public static object? Normalize(object? value, RerunParameter parameter, int position) => value switch
    {
        null => throw new InvalidOperationException($"Parameter {Label(parameter, position)} has no value. SQL's null is DBNull.Value."),
        DBNull => null,
        _ => Value(value, parameter, position),
    };

    private static string Label(RerunParameter parameter, int position) =>
        parameter.BareName.Length > 0 ? $"'{parameter.ParameterName}'" : (position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static object? Value(object? value, RerunParameter parameter, int position) => value switch
    {
        null or DBNull => null,
        bool or sbyte or byte or short or ushort or int or uint or long or ulong or Half or float or double or decimal or Int128 or BigInteger
            or string or Guid or DateOnly or TimeOnly or TimeSpan or Timestamp64 or Duration64 or byte[] or DateTime { Kind: DateTimeKind.Utc } => value,
        DateTime time => Instant(time),
        DateTimeOffset time => time.UtcDateTime,
        char letter => letter.ToString(),
        char[] letters => new string(letters),
        ReadOnlyMemory<char> letters => letters.ToString(),
        Stream bytes => ReadToEnd(bytes),
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        Memory<byte> bytes => bytes.ToArray(),
        ArraySegment<byte> bytes => bytes.ToArray(),
        Enum member => Convert.ChangeType(member, Enum.GetUnderlyingType(member.GetType()), System.Globalization.CultureInfo.InvariantCulture),
        IDictionary map => Map(map, parameter, position),
        Array { Rank: 1 } array when IsFinal(array.GetType().GetElementType()!) => array,
        IEnumerable list => List(list, parameter, position),
        _ => throw new NotSupportedException($"Parameter {Label(parameter, position)} has a value of type {value.GetType()}, which has no SQL type."),
    };

    // Unspecified is taken as UTC: never silently as local time.
    private static DateTime Instant(DateTime time) => time.Kind switch
    {
        DateTimeKind.Local => time.ToUniversalTime(),
        _ => DateTime.SpecifyKind(time, DateTimeKind.Utc),
    };

    private static byte[] ReadToEnd(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static object?[] List(IEnumerable list, RerunParameter parameter, int position)
    {
        var values = new List<object?>();
        foreach (var value in list)
        {
            values.Add(Value(value, parameter, position));
        }

        return [.. values];
    }

    private static KeyValuePair<object, object?>[] Map(IDictionary map, RerunParameter parameter, int position)
    {
        var pairs = new List<KeyValuePair<object, object?>>(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            pairs.Add(new(Value(entry.Key, parameter, position)!, Value(entry.Value, parameter, position)));
        }

        return [.. pairs];
    }

    // Elements that need no change: the array is handed on as it is.
    private static bool IsFinal(Type element) =>
        element.IsPrimitive && element != typeof(char) && element != typeof(nint) && element != typeof(nuint)
        || element == typeof(string) || element == typeof(decimal) || element == typeof(Guid) || element == typeof(Timestamp64) || element == typeof(Duration64);
}
