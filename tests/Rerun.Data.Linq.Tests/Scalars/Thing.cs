using System.Numerics;
using Rerun.Arrow;

namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>A row with a value of each kind.</summary>
public sealed class Thing
{
    public enum Mode
    {
        Unknown,
        Paused,
        Running,
    }

    [Flags]
    public enum Lights
    {
        None = 0,
        Low = 1,
        High = 2,
        Fog = 4,
    }

    public int Id { get; set; }

    public string? Text { get; set; }

    public double? Number { get; set; }

    public float? Single { get; set; }

    public int? Int { get; set; }

    public long? Long { get; set; }

    public bool? Flag { get; set; }

    public DateTime? Time { get; set; }

    public DateTimeOffset? Offset { get; set; }

    public Timestamp64? Whole { get; set; }

    public TimeSpan? Span { get; set; }

    public Duration64? WholeSpan { get; set; }

    public DateOnly? Day { get; set; }

    public TimeOnly? Clock { get; set; }

    public Vector3? Position { get; set; }

    public Mode? Name { get; set; }

    public Mode? State { get; set; }

    public Lights? Lamps { get; set; }

    public Place? Pose { get; set; }

    public double[]? List { get; set; }

    public Guid? Key { get; set; }

    public byte[]? Blob { get; set; }

    public sealed record Place(double X, string? FrameId);
}
