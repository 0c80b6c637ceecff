using System.Globalization;

namespace Rerun.Server.Grpc;

/// <summary>How long a client waits for an answer: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;
    private const double MicrosecondsPerMillisecond = 1e3;
    private const double NanosecondsPerMillisecond = 1e6;

    // Longer than this is as good as no limit, and no timer waits for it.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The time, or null where there is none or it cannot be read: official servers pass over such a header, too.</summary>
    public static TimeSpan? Parse(string? header)
    {
        if (header is not { Length: > 1 and <= MaxDigits + 1 }
            || !long.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        TimeSpan? time = header[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMilliseconds(count / MicrosecondsPerMillisecond),
            'n' => TimeSpan.FromMilliseconds(count / NanosecondsPerMillisecond),
            _ => null,
        };
        return time < Longest ? time : null;
    }

    /// <summary>The shorter of two times; null is no limit.</summary>
    public static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
