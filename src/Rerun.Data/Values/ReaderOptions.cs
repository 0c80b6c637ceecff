namespace Rerun.Data.Values;

/// <summary>How a reader shows values.</summary>
/// <param name="TimeValues">What untyped access gives for nanosecond time.</param>
/// <param name="ListValues">How component columns appear.</param>
internal sealed record ReaderOptions(RerunTimeValues TimeValues, RerunListValues ListValues)
{
    public static readonly ReaderOptions Default = new(RerunTimeValues.DateTime, RerunListValues.Raw);
}
