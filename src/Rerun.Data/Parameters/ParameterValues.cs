using System.Collections;
using System.Numerics;
using Rerun.Arrow;

namespace Rerun.Data.Parameters;

/// <summary>Brings what programs put into parameters to the few forms that the query core takes.</summary>
internal static class ParameterValues
{
    /// <summary>The value in its one form: null for SQL's null, UTC for times, lists as arrays.</summary>
    /// <param name="value">What the program set.</param>
    /// <param name="parameter">The parameter's name or number, for messages.</param>
    public static object? Normalize(object? value, string parameter) => value switch
    {
        null => throw new InvalidOperationException($"Parameter {parameter} has no value. SQL's null is DBNull.Value."),
        DBNull => null,
        _ => Value(value, parameter),
    };

    private static object? Value(object? value, string parameter) => value switch
    {
        null or DBNull => null,
        bool or sbyte or byte or short or ushort or int or uint or long or ulong or Half or float or double or decimal or Int128 or BigInteger
            or string or Guid or DateOnly or TimeOnly or TimeSpan or Timestamp64 or Duration64 or byte[] => value,
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
        IDictionary map => Map(map, parameter),
        Array { Rank: 1 } array when IsFinal(array.GetType().GetElementType()!) => array,
        IEnumerable list => List(list, parameter),
        _ => throw new NotSupportedException($"Parameter {parameter} has a value of type {value.GetType()}, which has no SQL type."),
    };

    // Unspecified is taken as UTC: never silently as local time.
    private static DateTime Instant(DateTime time) => time.Kind switch
    {
        DateTimeKind.Local => time.ToUniversalTime(),
        DateTimeKind.Unspecified => DateTime.SpecifyKind(time, DateTimeKind.Utc),
        _ => time,
    };

    private static byte[] ReadToEnd(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static object?[] List(IEnumerable list, string parameter)
    {
        var values = new List<object?>();
        foreach (var value in list)
        {
            values.Add(Value(value, parameter));
        }

        return [.. values];
    }

    private static KeyValuePair<object, object?>[] Map(IDictionary map, string parameter)
    {
        var pairs = new List<KeyValuePair<object, object?>>(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            pairs.Add(new(Value(entry.Key, parameter)!, Value(entry.Value, parameter)));
        }

        return [.. pairs];
    }

    // Elements that need no change: the array is handed on as it is.
    private static bool IsFinal(Type element) =>
        element.IsPrimitive && element != typeof(char) && element != typeof(nint) && element != typeof(nuint)
        || element == typeof(string) || element == typeof(decimal) || element == typeof(Guid) || element == typeof(Timestamp64) || element == typeof(Duration64);
}
